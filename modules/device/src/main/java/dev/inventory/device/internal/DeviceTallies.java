package dev.inventory.device.internal;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.LongWriters;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the count of devices short: every change adds a row to it ({@code device_tally}), which are put together here, so
 * that there is about one for each organization, type and status.
 */
@ApplicationScoped
@RetriedOnContention
public class DeviceTallies {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final String TABLE = "DEVICE_TALLY";

    private static final String SCATTERED =
            "SELECT organization_id, type_id, status, SUM(tally) AS devices, COUNT(*) AS parts"
                    + " FROM device_tally GROUP BY organization_id, type_id, status HAVING COUNT(*) > 1";
    private static final String REMOVE =
            "DELETE FROM device_tally WHERE organization_id = ? AND type_id = ? AND status = ?";
    private static final String ADD =
            "INSERT INTO device_tally (tally, organization_id, type_id, status) VALUES (?, ?, ?, ?)";

    /**
     * On Derby a sum that is being read would take in some of the rows and what they were put together to, too. While this
     * waits for a long import nobody's device could change, so then it is not tried.
     */
    private static final String ALONE = "LOCK TABLE device_tally IN EXCLUSIVE MODE";

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Inject
    Database database;

    @Inject
    DeviceTallies self;

    @Inject
    Jobs jobs;

    private record Scattered(long organization, long type, boolean status, long devices, int parts) {

        void bind(PreparedStatement statement, int from) throws SQLException {
            statement.setLong(from, organization);
            statement.setLong(from + 1, type);
            statement.setBoolean(from + 2, status);
        }
    }

    void start(@Observes Started started) {
        jobs.every("device-tally", INTERVAL, this::gatherAll);
    }

    private void gatherAll() {
        List<Scattered> groups = database.run(DeviceTallies::scattered);
        if (groups.isEmpty() || (!database.isPostgresql() && LongWriters.hold(database, TABLE, MOMENT))) {
            return;
        }
        groups.forEach(self::gather);
    }

    /**
     * Puts the rows of a group together. If others came meanwhile, or another server did the same, nothing happens: the
     * next time is soon.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void gather(Scattered group) {
        boolean postgresql = database.isPostgresql();
        boolean unused = database.run(connection -> {
            if (!postgresql) {
                try (Statement lock = connection.createStatement()) {
                    lock.execute(ALONE);
                }
            }
            try (PreparedStatement remove = connection.prepareStatement(REMOVE);
                    PreparedStatement add = connection.prepareStatement(ADD)) {
                group.bind(remove, 1);
                if (remove.executeUpdate() != group.parts()) {
                    transactions.setRollbackOnly();
                    return false;
                }
                add.setLong(1, group.devices());
                group.bind(add, 2);
                return add.executeUpdate() == 1;
            }
        });
    }

    private static List<Scattered> scattered(Connection connection) throws SQLException {
        List<Scattered> groups = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SCATTERED);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                groups.add(new Scattered(
                        rows.getLong("organization_id"),
                        rows.getLong("type_id"),
                        rows.getBoolean("status"),
                        rows.getLong("devices"),
                        rows.getInt("parts")));
            }
        }
        return groups;
    }
}
