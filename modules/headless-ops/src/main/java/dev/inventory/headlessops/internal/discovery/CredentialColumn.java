package dev.inventory.headlessops.internal.discovery;

import dev.inventory.platform.secrets.SealedColumn;
import jakarta.enterprise.context.ApplicationScoped;

/** Where the credentials of discoveries stand. */
@ApplicationScoped
public class CredentialColumn implements SealedColumn {

    @Override
    public String table() {
        return "discovery_credential";
    }

    @Override
    public String column() {
        return "sealed";
    }

    @Override
    public String rowKeyColumn() {
        return "row_key";
    }

    @Override
    public String place(String rowKey) {
        return DiscoveryCredentials.place(rowKey);
    }
}
