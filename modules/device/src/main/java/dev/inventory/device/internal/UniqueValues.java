package dev.inventory.device.internal;

import dev.inventory.device.internal.file.FileKeys;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.QueryPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that no two devices of an organization may have, looked up for many devices at once. */
final class UniqueValues {

    static final String CONFLICT = "A device with the same hostname, serial number or MAC address exists.";

    private final Map<Long, Map<String, Set<String>>> asked = new HashMap<>();

    /** The values of one device, by field. */
    static Map<String, String> of(DeviceFields fields) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("hostname", Hostnames.key(fields.hostname()));
        values.put("serial_number", fields.serialNumber());
        String mac = fields.macAddress();
        if (mac != null) {
            values.put("mac_address", mac);
        }
        return values;
    }

    /** What is said of a field whose value another device has. */
    static String taken(String field) {
        return "A device with this " + words(field) + " already exists in this organization.";
    }

    /** The field in words. */
    static String words(String field) {
        return field.replace('_', ' ').replace("mac", "MAC");
    }

    /** @param values by field */
    void ask(long organization, Map<String, String> values) {
        values.forEach((field, value) -> asked.computeIfAbsent(organization, id -> new LinkedHashMap<>())
                .computeIfAbsent(field, name -> new HashSet<>())
                .add(value));
    }

    /** The devices that have what was asked for, by {@link FileKeys#of key}. */
    Map<String, Long> holders(Connection connection) throws SQLException {
        Map<String, Long> holders = new HashMap<>();
        for (Map.Entry<Long, Map<String, Set<String>>> organization : asked.entrySet()) {
            String number = QueryPlan.unseen(connection, organization.getKey());
            for (Map.Entry<String, Set<String>> field : organization.getValue().entrySet()) {
                String column = field.getKey().equals("hostname") ? "hostname_key" : field.getKey();
                AnyOf.query(
                        connection,
                        "SELECT id, " + column + " FROM device WHERE organization_id = " + number + " AND " + column,
                        List.of(),
                        field.getValue(),
                        row -> holders.put(
                                FileKeys.of(field.getKey(), organization.getKey(), row.getString(2)), row.getLong(1)));
            }
        }
        return holders;
    }
}
