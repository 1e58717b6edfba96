package dev.inventory.device.internal;

import dev.inventory.platform.secrets.SealedColumn;
import jakarta.enterprise.context.ApplicationScoped;

/** Where the devices' SNMP communities stand. */
@ApplicationScoped
public class CommunityColumn implements SealedColumn {

    @Override
    public String table() {
        return "device";
    }

    @Override
    public String column() {
        return "snmp_community";
    }

    @Override
    public String rowKeyColumn() {
        return "row_key";
    }

    @Override
    public String place(String rowKey) {
        return Device.communityPlace(rowKey);
    }
}
