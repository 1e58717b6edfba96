package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceRecords;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.BulkUpdate;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.QueryPlan;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what devices said they are, and that they were asked. */
@ApplicationScoped
@RetriedOnContention
class IdentityStore {

    /** Longest version that a record holds. */
    private static final int MAX_VERSION = 128;

    /** What a record says is not overwritten; and it is no change by a user, so its version stays. */
    private static final BulkUpdate FIRST_FIRMWARE = new BulkUpdate(
            "device",
            "firmware_version = :firmware",
            "id = :id AND firmware_version IS NULL",
            new Column("id", SqlType.BIGINT),
            new Column("firmware", SqlType.TEXT));

    @Inject
    Database database;

    @Inject
    DeviceRecords records;

    /**
     * Writes in one transaction. A record without a firmware version takes the one that was told.
     *
     * @param asked the devices of which no more is to be learned before they restart
     * @return those of them that are not there any more
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Long> write(Collection<Long> asked, Map<Long, ObservedIdentity> identities, Instant at) {
        database.run(connection -> FIRST_FIRMWARE.write(connection, firmware(identities)));
        List<Long> gone = database.run(connection ->
                QueryPlan.byKey(connection, () -> note(connection, new ArrayList<>(new TreeSet<>(asked)), at)));
        Map<Long, ObservedIdentity> there = new TreeMap<>(identities);
        there.keySet().removeAll(gone);
        records.identitiesObserved(there, at, false);
        return gone;
    }

    private static List<@Nullable Object[]> firmware(Map<Long, ObservedIdentity> identities) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        new TreeMap<>(identities).forEach((device, identity) -> identity.firmwareVersion()
                .filter(version -> version.length() <= MAX_VERSION)
                .ifPresent(version -> rows.add(new @Nullable Object[] {device, version})));
        return rows;
    }

    private static List<Long> note(Connection connection, List<Long> asked, Instant at) throws SQLException {
        List<Long> gone = new ArrayList<>();
        if (asked.isEmpty()) {
            return gone;
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE device_poll SET identified_at = ? WHERE device_id = ?")) {
            for (Long id : asked) {
                SqlInstant.set(update, 1, at);
                update.setLong(2, id);
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    gone.add(asked.get(i));
                }
            }
        }
        return gone;
    }
}
