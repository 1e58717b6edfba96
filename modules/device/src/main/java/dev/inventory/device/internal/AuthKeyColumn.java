package dev.inventory.device.internal;

import dev.inventory.platform.secrets.SealedColumn;
import jakarta.enterprise.context.ApplicationScoped;

/** Where the authentication keys of the devices' SNMP users stand. */
@ApplicationScoped
public class AuthKeyColumn implements SealedColumn {

    @Override
    public String table() {
        return "device";
    }

    @Override
    public String column() {
        return DeviceSecrets.AUTH_KEY;
    }

    @Override
    public String rowKeyColumn() {
        return "row_key";
    }

    @Override
    public String place(String rowKey) {
        return Device.secretPlace(DeviceSecrets.AUTH_KEY, rowKey);
    }
}
