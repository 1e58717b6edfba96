package dev.inventory.device.internal;

import dev.inventory.device.DevicePlacements;
import dev.inventory.platform.persistence.EmptyTables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SQL by which {@link DeviceDetails} reads devices. Each table costs Derby a walk down an index, so that those are left
 * out in which there is nothing to find now; PostgreSQL is always sent the same.
 */
@ApplicationScoped
class DetailStatement {

    private static final String COLUMNS = "SELECT d.id,"
            + " s.parameter, s.current_value, s.desired, s.requested_at, s.requested_by,"
            + " d.organization_id, d.version, d.row_key, d.snmp_community,"
            + " d.name, d.hostname, d.serial_number, d.mac_address,"
            + " d.type_id, t.name, t.model, t.manufacturer,"
            + " d.status, d.last_status_change, p.booted_at, p.last_seen, d.pending_config,"
            + " d.location, d.description, d.firmware_version, d.management_ip, d.created_at, d.updated_at,"
            + " d.status_reason, d.status_detail,"
            + " d.maintenance_window_id, d.maintenance_since, d.maintenance_until, w.reason,"
            + " d.snmp_version, d.snmp_port, d.snmp_timeout_ms, d.snmp_retries, d.snmp_user, d.snmp_auth_protocol,"
            + " d.snmp_priv_protocol, d.snmp_context,"
            + " d.poll_interval_seconds, d.polling_enabled, d.parent_id, d.status_helpers, d.tags, m.document_json,"
            + " p.observed_serial, i.source, i.external_id, i.missing_since, ";

    private static final String FROM = " FROM device d LEFT JOIN device_poll p ON p.device_id = d.id";

    /** In place of a column of a table that is left out. */
    private static final String NOTHING = "CAST(NULL AS VARCHAR(1))";

    @Inject
    EmptyTables tables;

    @Inject
    @Any
    Instance<DevicePlacements> placements;

    private volatile @Nullable List<String> sparse;

    /** By the tables that are left out. */
    private final Map<Set<String>, String> texts = new ConcurrentHashMap<>();

    /** What may be left out. In all but the first, most devices have no row. */
    private enum Joined {
        TYPE(KnownTypes.TABLE, "t", "t.id = d.type_id"),
        IMPORT("device_import", "i", "i.device_id = d.id"),
        WINDOW("device_maintenance_window", "w", "w.id = d.maintenance_window_id"),
        METADATA("object_metadata", "m", "m.object_type = '" + Devices.AUDITED + "' AND m.object_id = d.id"),
        SETTING("device_setting", "s", "s.device_id = d.id AND d.pending_config = TRUE AND s.pending = TRUE");

        private final String table;
        private final String alias;
        private final String on;

        Joined(String table, String alias, String on) {
            this.table = table;
            this.alias = alias;
            this.on = on;
        }

        private String join() {
            return " LEFT JOIN " + table + " " + alias + " ON " + on;
        }

        private String leftOut(String columns) {
            return columns.replaceAll("\\b" + alias + "\\.\\w+", NOTHING);
        }
    }

    /**
     * Its text at this moment, which ends with the name of the column that has the device's id. If it is another one when
     * the rows have been read, they may lack what was written together with them.
     *
     * @param typed whether it tells more of the type than its id
     */
    String text(boolean typed) {
        Set<String> out = new HashSet<>(tables.among(sparse()));
        if (!typed) {
            out.add(KnownTypes.TABLE);
        }
        return texts.computeIfAbsent(out, known -> without(known, placements));
    }

    private List<String> sparse() {
        List<String> known = sparse;
        if (known == null) {
            Set<String> all = new HashSet<>();
            Stream.of(Joined.values()).forEach(joined -> all.add(joined.table));
            all.remove(KnownTypes.TABLE);
            placements.stream().forEach(module -> all.add(module.table()));
            known = List.copyOf(all);
            sparse = known;
        }
        return known;
    }

    /** The text in which nothing is left out. */
    String whole() {
        return texts.computeIfAbsent(Set.of(), none -> without(none, placements));
    }

    /** With a last column that tells whether any module knows a place. */
    static String without(Set<String> out, Iterable<DevicePlacements> placements) {
        String columns = COLUMNS;
        StringBuilder from = new StringBuilder(FROM);
        for (Joined joined : Joined.values()) {
            if (out.contains(joined.table)) {
                columns = joined.leftOut(columns);
            } else {
                from.append(joined.join());
            }
        }
        List<String> placed = new ArrayList<>();
        for (DevicePlacements module : placements) {
            if (!out.contains(module.table())) {
                placed.add(module.isPlaced("d.serial_number"));
                placed.add(module.isPlaced("NULLIF(p.observed_serial, d.serial_number)"));
            }
        }
        String anywhere =
                placed.isEmpty() ? "FALSE" : "CASE WHEN " + String.join(" OR ", placed) + " THEN TRUE ELSE FALSE END";
        return columns + anywhere + from + " WHERE d.id";
    }
}
