package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceStatusChanged;
import dev.inventory.device.internal.DeviceFact;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.BulkUpdate;
import dev.inventory.platform.persistence.BulkUpsert;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what polls learned, in batches: a transaction for many devices, since a commit costs more than a row. */
@ApplicationScoped
@RetriedOnContention
public class PollStore {

    /** In the history: a poll has found it. */
    static final String SOURCE = "poll";

    private static final BulkUpdate SEEN = new BulkUpdate(
            "device_poll",
            // version 1 and 2c tell no engine: what a search has found stays
            "last_seen = :last_seen, booted_at = :booted_at, facts_hash = :facts_hash,"
                    + " engine_id = COALESCE(:engine_id, engine_id), engine_boots = :engine_boots",
            "device_id = :device_id",
            new Column("device_id", SqlType.BIGINT),
            new Column("last_seen", SqlType.INSTANT),
            new Column("booted_at", SqlType.INSTANT),
            new Column("facts_hash", SqlType.BIGINT),
            new Column("engine_id", SqlType.TEXT),
            new Column("engine_boots", SqlType.INTEGER));
    private static final BulkUpsert FACTS = new BulkUpsert(
            "device_fact",
            List.of(new Column("device_id", SqlType.BIGINT), new Column("name", SqlType.TEXT)),
            List.of(
                    new Column("fact_value", SqlType.TEXT),
                    new Column("source", SqlType.TEXT),
                    new Column("observed_at", SqlType.INSTANT)));

    @Inject
    Database database;

    @Inject
    Event<DeviceStatusChanged> statusChanged;

    /**
     * Writes the batch, all or nothing.
     *
     * @return the devices that are not there any more
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Long> write(PollBatch batch) {
        return database.run(connection -> {
            List<PollBatch.StatusChange> changed = writeStatuses(connection, batch.statuses());
            writeReboots(connection, batch.reboots());
            List<Long> gone = writeSeen(connection, batch.seen());
            List<PollBatch.Facts> facts = batch.facts().stream()
                    .filter(f -> !gone.contains(f.device().id))
                    .toList();
            writeFacts(connection, facts);
            int unused = SettingDrift.note(connection, facts);
            changed.forEach(change -> statusChanged.fire(new DeviceStatusChanged(
                    change.deviceId(), change.up(), change.state(), change.reason(), change.at())));
            return gone;
        });
    }

    /** Only a status that differs from the stored one is a change: a user may have been faster. */
    private static List<PollBatch.StatusChange> writeStatuses(
            Connection connection, List<PollBatch.StatusChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<PollBatch.StatusChange> stored = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("UPDATE device SET status = ?, status_reason = ?,"
                + " last_status_change = ?, concluded_state = ?,"
                + " status_detail = CASE WHEN maintenance_until IS NULL THEN ? ELSE status_detail END"
                + " WHERE id = ? AND (status <> ? OR concluded_state <> ?"
                + " OR (concluded_state = 'unknown' AND status_reason <> ?))")) {
            for (PollBatch.StatusChange change : changes) {
                update.setBoolean(1, change.up());
                update.setString(2, change.reason());
                SqlInstant.set(update, 3, change.at());
                update.setString(4, change.state().word());
                update.setString(5, change.state().word());
                update.setLong(6, change.deviceId());
                update.setBoolean(7, change.up());
                update.setString(8, change.state().word());
                update.setString(9, change.reason());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    stored.add(changes.get(i));
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO device_status_history (device_id, status, status_detail, reason, source, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (PollBatch.StatusChange change : stored) {
                insert.setLong(1, change.deviceId());
                insert.setBoolean(2, change.up());
                insert.setString(3, change.state().word());
                insert.setString(4, change.reason());
                insert.setString(5, SOURCE);
                SqlInstant.set(insert, 6, change.at());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return stored;
    }

    /** Beside the changes, with the status that the row has; a device that is gone has none. */
    private static void writeReboots(Connection connection, List<PollBatch.Reboot> reboots) throws SQLException {
        if (reboots.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO device_status_history (device_id, status, status_detail, reason, source, changed_at)"
                        + " SELECT d.id, d.status, d.concluded_state, CAST(? AS VARCHAR(255)), CAST(? AS VARCHAR(160)),"
                        + " CAST(? AS TIMESTAMP) FROM device d WHERE d.id = ?")) {
            for (PollBatch.Reboot reboot : reboots) {
                insert.setString(1, reboot.reason());
                insert.setString(2, SOURCE);
                SqlInstant.set(insert, 3, reboot.at());
                insert.setLong(4, reboot.deviceId());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static List<Long> writeSeen(Connection connection, List<PolledDevice> devices) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(devices.size());
        for (PolledDevice device : devices) {
            rows.add(new @Nullable Object[] {
                device.id, device.lastSeen, device.bootedAt, device.factsHash, device.engineId, device.engineBoots
            });
        }
        return BulkUpdate.missed(devices, SEEN.write(connection, rows)).stream()
                .map(device -> device.id)
                .toList();
    }

    private static void writeFacts(Connection connection, List<PollBatch.Facts> facts) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        facts.forEach(device -> device.values()
                .forEach((name, value) -> rows.add(
                        new @Nullable Object[] {device.device().id, name, value, DeviceFact.SYSTEM_GROUP, device.at()
                        })));
        FACTS.write(connection, RecordedFacts.news(connection, rows));
    }

    /** Writes facts that were learned in another way than by a poll, in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void writeFacts(Map<Long, Map<String, String>> facts, String source, Instant at) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        facts.forEach((device, values) ->
                values.forEach((name, value) -> rows.add(new @Nullable Object[] {device, name, value, source, at})));
        database.run(connection -> {
            FACTS.write(connection, RecordedFacts.news(connection, rows));
            return rows.size();
        });
    }
}
