package dev.inventory.device.internal;

import dev.inventory.platform.secrets.SealedColumn;
import jakarta.enterprise.context.ApplicationScoped;

/** Where the privacy keys of the devices' SNMP users stand. */
@ApplicationScoped
public class PrivKeyColumn implements SealedColumn {

    @Override
    public String table() {
        return "device";
    }

    @Override
    public String column() {
        return DeviceSecrets.PRIV_KEY;
    }

    @Override
    public String rowKeyColumn() {
        return "row_key";
    }

    @Override
    public String place(String rowKey) {
        return Device.secretPlace(DeviceSecrets.PRIV_KEY, rowKey);
    }
}
