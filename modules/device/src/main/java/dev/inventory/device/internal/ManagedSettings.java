package dev.inventory.device.internal;

import dev.inventory.device.internal.snmp.WritableObject;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What devices should have set. It is written to them by operations, and pending until a device tells it back. */
@ApplicationScoped
@RetriedOnContention
class ManagedSettings {

    private static final String READ = "SELECT parameter, desired, current_value, pending, failure, requested_at,"
            + " requested_by, applied_at FROM device_setting WHERE device_id = ? ORDER BY parameter";
    private static final String FACT = "SELECT fact_value FROM device_fact WHERE device_id = ? AND name = ?";
    private static final String DELETE = "DELETE FROM device_setting WHERE device_id = ? AND parameter = ?";
    private static final String INSERT = "INSERT INTO device_setting (device_id, parameter, desired, current_value,"
            + " pending, requested_at, requested_by) VALUES (?, ?, ?, ?, ?, ?, ?)";

    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** A setting that a device does not have yet, as the device shows it. */
    @Schema(name = "PendingSetting", description = "A setting that the device does not have yet")
    record Pending(
            @Schema(example = "sysLocation") String parameter,

            @Schema(nullable = true, example = "Rack 11") @Nullable
            String current,

            @Schema(example = "Rack 12") String desired,
            @Schema(example = "2024-01-15T08:30:00Z") Instant requestedAt,
            @Schema(example = "jane") String requestedBy) {}

    /** A setting with how far it has come. */
    @Schema(name = "ManagedSetting", description = "A setting of a device, and whether the device has it")
    record Row(
            @Schema(example = "sysLocation") String parameter,

            @Schema(description = "What the device should have", example = "Rack 12")
            String desired,

            @Schema(description = "What it last told", nullable = true, example = "Rack 11") @Nullable
            String current,

            @Schema(description = "Whether it has still to be written", example = "true")
            boolean pending,

            @Schema(description = "Why the last attempt failed", nullable = true) @Nullable
            String failure,

            @Schema(example = "2024-01-15T08:30:00Z") Instant requestedAt,
            @Schema(example = "jane") String requestedBy,
            @Schema(nullable = true) @Nullable Instant appliedAt) {}

    /**
     * The settings of a device.
     *
     * @throws NotFound if there is no such device
     * @throws Forbidden if the caller may not see it
     */
    @Transactional
    public List<Row> of(long deviceId) {
        Device device = em.find(Device.class, deviceId);
        if (device == null) {
            throw NotFound.object();
        }
        caller.require(Devices.ROLE, Permission.VIEW, device.organizationId());
        return rows(deviceId);
    }

    /**
     * Changes what a device should have.
     *
     * @param replace whether what is left out is no longer managed
     * @throws Rejected for a body with anything but texts of the known parameters
     * @throws NotFound if there is no such device
     * @throws Forbidden if the caller may not change it
     */
    @Transactional
    public List<Row> write(long deviceId, Body body, boolean replace) {
        Map<String, @Nullable String> wanted = new TreeMap<>();
        for (WritableObject object : WritableObject.values()) {
            Value<String> value = body.text(object.parameter(), WritableObject.MAX_OCTETS);
            if (value.isPresent() || replace) {
                wanted.put(object.parameter(), value.orNull());
            }
            String text = value.orNull();
            if (text != null && text.getBytes(StandardCharsets.UTF_8).length > WritableObject.MAX_OCTETS) {
                body.error(object.parameter(), "Ensure this field has no more than 255 octets in UTF-8.");
            }
        }
        body.finish();
        Device device = em.find(Device.class, deviceId, LockModeType.PESSIMISTIC_WRITE);
        if (device == null) {
            throw NotFound.object();
        }
        caller.require(Devices.ROLE, Permission.CHANGE, device.organizationId());
        Map<String, Row> before = byParameter(rows(deviceId));
        Instant now = clock.instant();
        boolean unused = database.run(connection -> {
            for (Map.Entry<String, @Nullable String> entry : wanted.entrySet()) {
                change(connection, deviceId, entry.getKey(), entry.getValue(), before.get(entry.getKey()), now);
            }
            return true;
        });
        List<Row> after = rows(deviceId);
        boolean pending = after.stream().anyMatch(Row::pending);
        int unusedCount = em.createQuery("UPDATE Device d SET d.pendingConfig = :pending WHERE d.id = :id")
                .setParameter("pending", pending)
                .setParameter("id", deviceId)
                .executeUpdate();
        audit.changed("device_setting", deviceId, desired(before.values()), desired(after));
        return after;
    }

    private void change(
            Connection connection,
            long deviceId,
            String parameter,
            @Nullable String desired,
            @Nullable Row before,
            Instant now)
            throws SQLException {
        if (before != null && Objects.equals(before.desired(), desired)) {
            return; // asked for already
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setLong(1, deviceId);
            delete.setString(2, parameter);
            delete.executeUpdate();
        }
        if (desired == null) {
            return;
        }
        String current = current(connection, deviceId, parameter, before);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, deviceId);
            insert.setString(2, parameter);
            insert.setString(3, desired);
            insert.setString(4, current);
            insert.setBoolean(5, !desired.equals(current));
            SqlInstant.set(insert, 6, now);
            insert.setString(7, caller.username());
            insert.executeUpdate();
        }
    }

    /** What the device has: as it told after the last write, or in a poll. */
    private static @Nullable String current(
            Connection connection, long deviceId, String parameter, @Nullable Row before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FACT)) {
            select.setLong(1, deviceId);
            select.setString(2, parameter);
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    return rows.getString(1);
                }
            }
        }
        return before == null ? null : before.current();
    }

    private List<Row> rows(long deviceId) {
        return database.run(connection -> {
            List<Row> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(READ)) {
                select.setLong(1, deviceId);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Row(
                                rows.getString("parameter"),
                                rows.getString("desired"),
                                rows.getString("current_value"),
                                rows.getBoolean("pending"),
                                rows.getString("failure"),
                                Objects.requireNonNull(SqlInstant.get(rows, "requested_at")),
                                rows.getString("requested_by"),
                                SqlInstant.get(rows, "applied_at")));
                    }
                }
            }
            return found;
        });
    }

    private static Map<String, Row> byParameter(List<Row> rows) {
        Map<String, Row> found = new TreeMap<>();
        rows.forEach(row -> found.put(row.parameter(), row));
        return found;
    }

    private static Map<String, Object> desired(Iterable<Row> rows) {
        Map<String, Object> desired = new TreeMap<>();
        rows.forEach(row -> desired.put(row.parameter(), row.desired()));
        return desired;
    }
}
