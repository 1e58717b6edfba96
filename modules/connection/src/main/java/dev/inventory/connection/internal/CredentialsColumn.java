package dev.inventory.connection.internal;

import dev.inventory.platform.secrets.SealedColumn;
import jakarta.enterprise.context.ApplicationScoped;

/** Where the profiles' credentials stand. */
@ApplicationScoped
public class CredentialsColumn implements SealedColumn {

    @Override
    public String table() {
        return "connection_profile";
    }

    @Override
    public String column() {
        return "credentials";
    }

    @Override
    public String rowKeyColumn() {
        return "row_key";
    }

    @Override
    public String place(String rowKey) {
        return ConnectionProfile.credentialsPlace(rowKey);
    }
}
