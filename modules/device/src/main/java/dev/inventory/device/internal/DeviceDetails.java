package dev.inventory.device.internal;

import dev.inventory.device.DevicePlacements;
import dev.inventory.device.internal.life.HelpersConverter;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.tags.TagsConverter;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One device as GET answers it. Nothing is asked as often, so it is one statement past JPA, in no transaction, and one
 * more for where the device is kept.
 */
@ApplicationScoped
@RetriedOnContention
public class DeviceDetails {

    private static final String SELECT = "SELECT d.organization_id, d.version, d.row_key, d.snmp_community,"
            + " d.name, d.hostname, d.serial_number, d.mac_address,"
            + " t.id, t.name, t.model, t.manufacturer,"
            + " d.status, d.last_status_change, p.booted_at, p.last_seen, d.pending_config,"
            + " d.location, d.description, d.firmware_version, d.management_ip, d.created_at, d.updated_at,"
            + " d.status_reason, d.status_detail,"
            + " d.maintenance_window_id, d.maintenance_since, d.maintenance_until, w.reason,"
            + " d.snmp_version, d.snmp_port, d.snmp_timeout_ms, d.snmp_retries, d.snmp_user, d.snmp_auth_protocol,"
            + " d.snmp_priv_protocol, d.snmp_context,"
            + " d.poll_interval_seconds, d.polling_enabled, d.parent_id, d.status_helpers, d.tags, m.document_json,"
            + " p.observed_serial, i.source, i.external_id, i.missing_since,"
            + " s.parameter, s.current_value, s.desired, s.requested_at, s.requested_by"
            + " FROM device d JOIN device_type t ON t.id = d.type_id"
            + " LEFT JOIN device_poll p ON p.device_id = d.id"
            + " LEFT JOIN device_import i ON i.device_id = d.id"
            + " LEFT JOIN device_maintenance_window w ON w.id = d.maintenance_window_id"
            + " LEFT JOIN object_metadata m ON m.object_type = '" + Devices.AUDITED + "' AND m.object_id = d.id"
            + " LEFT JOIN device_setting s ON s.device_id = d.id AND d.pending_config = TRUE AND s.pending = TRUE"
            + " WHERE d.id = ? ORDER BY s.parameter";

    private static final String COMMUNITY = "snmp_community";

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    DeviceSecrets secrets;

    @Inject
    Clock clock;

    @Inject
    @Any
    Instance<DevicePlacements> placements;

    /**
     * What one row says.
     *
     * @param shown without what others have to say of it
     * @param serials that the device should have and says it has
     */
    private record Found(
            long organization,
            long version,
            String rowKey,
            @Nullable String sealedCommunity,
            Map<String, @Nullable Object> shown,
            Set<String> serials,
            Optional<Map<String, @Nullable Object>> imported) {}

    /** @throws NotFound if there is no such device */
    public Devices.Shown detail(long id) {
        Found found = find(id);
        caller.require(Devices.ROLE, Permission.VIEW, found.organization());
        Map<String, @Nullable Object> shown = found.shown();
        shown.put("organization", DeviceView.nested(organization(id, found.organization()), true));
        if (caller.scope(Devices.ROLE, Permission.CHANGE).contains(found.organization())) {
            // null: the server's default
            shown.put(
                    COMMUNITY,
                    secrets.community(found.sealedCommunity(), found.rowKey()).orElse(null));
        } else {
            shown.remove(COMMUNITY);
        }
        place(found.serials()).ifPresent(place -> shown.put("stored_in", place));
        found.imported().ifPresent(from -> shown.put("imported_from", from));
        return new Devices.Shown(new DeviceView(shown), id, found.version());
    }

    /** Nobody else is asked meanwhile, who might need a connection, too. */
    private Found find(long id) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                select.setLong(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        throw NotFound.object();
                    }
                    Columns row = new Columns(rows);
                    Found found = found(id, row);
                    found.shown().put("pending_details", pending(rows, row));
                    return found;
                }
            }
        });
    }

    /** Reads the columns in the order of {@link #SELECT}, which is about that in which they are shown. */
    private Found found(long id, Columns row) throws SQLException {
        long organization = row.number();
        long version = row.number();
        String rowKey = row.required();
        String community = row.text();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", row.text());
        shown.put("hostname", row.text());
        String serialNumber = row.required();
        shown.put("serial_number", serialNumber);
        shown.put("mac_address", row.text());
        shown.put("type", type(row));
        shown.put("organization", null); // its place
        boolean up = row.is();
        shown.put("status", up);
        shown.put("last_status_change", row.instant());
        Instant bootedAt = row.instant();
        Instant lastSeen = row.instant();
        shown.put(
                "uptime",
                DevicePoll.uptime(bootedAt, lastSeen, up, clock.instant())
                        .map(Uptime::format)
                        .orElse(null));
        shown.put("pending_config", row.is());
        shown.put("pending_details", null); // its place
        shown.put("location", row.text());
        shown.put("description", row.text());
        shown.put("firmware_version", row.text());
        shown.put("management_ip", row.text());
        shown.put(COMMUNITY, null); // its place
        shown.put("created_at", row.instant());
        shown.put("updated_at", row.instant());
        shown.put("last_seen", lastSeen);
        shown.put("status_reason", row.text());
        shown.put("status_detail", row.text());
        maintenance(row).ifPresent(open -> shown.put("maintenance", open));
        shown.put("snmp", snmp(row).shown());
        shown.put("poll_interval_seconds", row.numberOrNull());
        shown.put("polling_enabled", row.is());
        shown.put("parent", row.numberOrNull());
        shown.put(LifeChecks.FIELD, new HelpersConverter().convertToEntityAttribute(row.text()));
        shown.put(
                "tags", new TagsConverter().convertToEntityAttribute(row.text()).names());
        String metadata = row.text();
        shown.put(DeviceMetadata.FIELD, metadata == null ? Map.of() : Json.read(metadata));
        Optional<String> observed = Optional.ofNullable(row.text());
        shown.put("serial_conflict", SerialConflicts.shown(serialNumber, observed));
        shown.put("booted_at", bootedAt);
        Set<String> serials = new LinkedHashSet<>();
        serials.add(serialNumber);
        observed.ifPresent(serials::add);
        return new Found(organization, version, rowKey, community, shown, serials, imported(row));
    }

    private static Map<String, @Nullable Object> type(Columns row) throws SQLException {
        Map<String, @Nullable Object> type = new LinkedHashMap<>();
        type.put("id", row.number());
        type.put("name", row.text());
        type.put("model", row.text());
        type.put("manufacturer", row.text());
        return type;
    }

    private Organizations.Organization organization(long device, long id) {
        Organizations.Organization found = organizations.byIds(Set.of(id)).get(id);
        if (found == null) {
            throw new IllegalStateException("Device " + device + " is of organization " + id + ", which is gone");
        }
        return found;
    }

    /** The settings that the device does not have yet: the last columns of this row and of those that follow. */
    private static List<ManagedSettings.Pending> pending(ResultSet rows, Columns first) throws SQLException {
        List<ManagedSettings.Pending> pending = new ArrayList<>();
        int before = first.read;
        Columns row = first;
        do {
            String parameter = row.text();
            if (parameter != null) {
                pending.add(new ManagedSettings.Pending(
                        parameter, row.text(), row.required(), row.requiredInstant(), row.required()));
            }
            row = new Columns(rows);
            row.read = before;
        } while (rows.next());
        return pending;
    }

    private static Optional<Map<String, @Nullable Object>> maintenance(Columns row) throws SQLException {
        Map<String, @Nullable Object> open = new LinkedHashMap<>();
        Long window = row.numberOrNull();
        Instant since = row.instant();
        Instant until = row.instant();
        open.put("window", window);
        open.put("since", since);
        open.put("until", until);
        open.put("reason", row.text());
        return window == null || since == null || until == null ? Optional.empty() : Optional.of(open);
    }

    private static SnmpFields snmp(Columns row) throws SQLException {
        return new SnmpFields(
                row.required(),
                Math.toIntExact(row.number()),
                Math.toIntExact(row.number()),
                Math.toIntExact(row.number()),
                row.text(),
                row.text(),
                row.text(),
                row.text());
    }

    private static Optional<Map<String, @Nullable Object>> imported(Columns row) throws SQLException {
        Map<String, @Nullable Object> from = new LinkedHashMap<>();
        String source = row.text();
        from.put("source", source);
        from.put("external_id", row.text());
        from.put("missing_since", row.instant());
        return source == null ? Optional.empty() : Optional.of(from);
    }

    /** Where the device's serial number is recorded, be it the one it should have or the one it says it has. */
    private Optional<DevicePlacements.Place> place(Set<String> serials) {
        return placements.stream()
                .flatMap(places -> places.of(serials).stream())
                .findFirst();
    }

    /** A row that is read from left to right: by name, each column would be searched for. */
    private static final class Columns {

        private final ResultSet row;
        private int read;

        Columns(ResultSet row) {
            this.row = row;
        }

        @Nullable
        String text() throws SQLException {
            return row.getString(++read);
        }

        String required() throws SQLException {
            String text = text();
            if (text == null) {
                throw new IllegalStateException("Column " + read + " has no value");
            }
            return text;
        }

        long number() throws SQLException {
            return row.getLong(++read);
        }

        @Nullable
        Long numberOrNull() throws SQLException {
            long number = number();
            return row.wasNull() ? null : number;
        }

        boolean is() throws SQLException {
            return row.getBoolean(++read);
        }

        @Nullable
        Instant instant() throws SQLException {
            return SqlInstant.get(row, ++read);
        }

        Instant requiredInstant() throws SQLException {
            Instant instant = instant();
            if (instant == null) {
                throw new IllegalStateException("Column " + read + " has no value");
            }
            return instant;
        }
    }
}
