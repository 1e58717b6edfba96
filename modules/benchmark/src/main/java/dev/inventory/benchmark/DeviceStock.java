package dev.inventory.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * Multiplies the devices of an installation in its database, by what is there: through the API a million would take longer
 * than all that is measured. A copy differs in its name, host name, serial number and key, as far as these are unique.
 */
final class DeviceStock {

    /** All columns but those that differ. */
    private static final String COMMON = "organization_id, type_id, location, status, status_reason,"
            + " last_status_change, pending_config, polling_enabled, snmp_version, snmp_port, snmp_timeout_ms,"
            + " snmp_retries, version, created_at, updated_at";

    private DeviceStock() {}

    /** Statements after which there are ten times as many. */
    static List<String> tenfold(int devices) {
        var statements = new ArrayList<String>();
        for (int copy = 1; copy < 10; copy++) {
            String prefix = "'" + copy + "x" + devices + "-' || ";
            statements.add("INSERT INTO device (name, hostname, hostname_key, serial_number, row_key, " + COMMON
                    + ") SELECT " + prefix + "name, " + prefix + "hostname, " + prefix + "hostname_key, " + prefix
                    + "serial_number, row_key, " + COMMON + " FROM device WHERE id <= (SELECT MAX(old.id) FROM"
                    + " (SELECT id FROM device ORDER BY id OFFSET 0 ROWS FETCH FIRST " + devices
                    + " ROWS ONLY) old)");
        }
        statements.add("INSERT INTO device_poll (device_id, facts_hash) SELECT d.id, 0 FROM device d"
                + " WHERE NOT EXISTS (SELECT 1 FROM device_poll p WHERE p.device_id = d.id)");
        // the server would put a row for each device together bit by bit, as it does with what users add
        statements.add("DELETE FROM device_tally");
        statements.add("INSERT INTO device_tally (organization_id, type_id, status, tally)"
                + " SELECT organization_id, type_id, status, COUNT(*) FROM device"
                + " GROUP BY organization_id, type_id, status");
        return statements;
    }
}
