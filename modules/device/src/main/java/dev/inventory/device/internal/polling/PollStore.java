package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceStatusChanged;
import dev.inventory.device.internal.DeviceFact;
import dev.inventory.device.internal.StatusHistoryRows;
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

    private static final BulkUpdate STATUSES = new BulkUpdate(
            "device",
            "status = :status, status_reason = :reason, last_status_change = :at, concluded_state = :state,"
                    + " status_detail = CASE WHEN maintenance_until IS NULL THEN :state ELSE status_detail END",
            "id = :id AND (status <> :status OR concluded_state <> :state"
                    + " OR (concluded_state = 'unknown' AND status_reason <> :reason))",
            new Column("id", SqlType.BIGINT),
            new Column("status", SqlType.BOOLEAN),
            new Column("reason", SqlType.TEXT),
            new Column("at", SqlType.INSTANT),
            new Column("state", SqlType.TEXT));
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
        List<PollBatch.StatusChange> stored = new ArrayList<>();
        for (List<PollBatch.StatusChange> ofEachOne : inTurns(changes)) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            ofEachOne.forEach(change -> rows.add(new @Nullable Object[] {
                change.deviceId(),
                change.up(),
                change.reason(),
                change.at(),
                change.state().word()
            }));
            stored.addAll(BulkUpdate.updated(ofEachOne, STATUSES.write(connection, rows)));
        }
        List<@Nullable Object[]> history = new ArrayList<>();
        stored.forEach(change -> history.add(new @Nullable Object[] {
            change.deviceId(), change.up(), change.state().word(), change.reason(), SOURCE, change.at()
        }));
        StatusHistoryRows.INSERT.write(connection, history);
        return stored;
    }

    /** In lists that hold a device once each, and one after the other are in the order of device ids still. */
    private static List<List<PollBatch.StatusChange>> inTurns(List<PollBatch.StatusChange> changes) {
        List<List<PollBatch.StatusChange>> turns = new ArrayList<>();
        long last = 0;
        for (PollBatch.StatusChange change : changes) {
            if (turns.isEmpty() || change.deviceId() == last) {
                turns.add(new ArrayList<>());
            }
            turns.get(turns.size() - 1).add(change);
            last = change.deviceId();
        }
        return turns;
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
