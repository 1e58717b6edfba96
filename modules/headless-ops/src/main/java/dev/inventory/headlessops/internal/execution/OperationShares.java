package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.Target;
import dev.inventory.platform.lifecycle.OtherServers;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.QueryPlan;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import dev.inventory.platform.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The shares of an operation's devices: who works on which, until when. In plain SQL that Derby and PostgreSQL both take;
 * every method is a short transaction of its own, and none is called while a device is waited for on the same thread.
 *
 * <p>Whoever locks more than one kind of row locks targets first, then the operation, then its shares; readers wait for
 * writers on Derby, and would wait for each other in any other order.
 */
@ApplicationScoped
@RetriedOnContention
class OperationShares {

    private static final String READ = "SELECT operation_type, options_json, lane, wave, deadline, started_at,"
            + " timeout_minutes FROM operation WHERE id = ? AND status = 'in_progress' AND control = 'run'";
    private static final String OPEN = "SELECT share, fence, first_device, last_device, ready_at, owner, lease_until"
            + " FROM operation_share WHERE operation_id = ? AND wave = ? AND state = 'open' ORDER BY share";
    // Nobody else claims a share of the operation, nor ends it, until this transaction is over.
    private static final String LOCK =
            "UPDATE operation SET fence = fence + 1 WHERE id = ? AND status = 'in_progress' AND control = 'run'";
    private static final String CLAIM = "UPDATE operation_share SET owner = ?, fence = fence + 1, lease_until = ?"
            + " WHERE operation_id = ? AND share = ? AND fence = ? AND state = 'open'";
    // Without an owner it was given back, which a renewal under way must not undo.
    private static final String RENEW = "UPDATE operation_share SET lease_until = ?"
            + " WHERE operation_id = ? AND share = ? AND fence = ? AND owner IS NOT NULL AND state = 'open'";
    // The primary key has the last word: of two transactions that take a device one waits for the other and leaves it
    // the
    // device (PostgreSQL), or fails and tries again (Derby).
    private static final String OCCUPY = "INSERT INTO device_at_work (device_id, operation_id)"
            + " SELECT t.device_id, t.operation_id FROM operation_target t WHERE t.operation_id = ?"
            + " AND t.device_id BETWEEN ? AND ? AND t.state = 'pending' AND (t.retry_at IS NULL OR t.retry_at <= ?)";
    private static final String UNLESS_AT_WORK = " ON CONFLICT (device_id) DO NOTHING";
    private static final String UNLESS_AT_WORK_DERBY =
            " AND NOT EXISTS (SELECT 1 FROM device_at_work w WHERE w.device_id = t.device_id)";
    private static final String PENDING = "SELECT t.device_id, t.device_name, t.serial_number, t.organization_id,"
            + " t.attempts, t.retry_at, (SELECT w.operation_id FROM device_at_work w WHERE w.device_id = t.device_id)"
            + " AS at_work FROM operation_target t"
            + " WHERE t.operation_id = ? AND t.device_id > ? AND t.device_id <= ? AND t.state = 'pending'"
            + " ORDER BY t.device_id";
    private static final String VACATE =
            "DELETE FROM device_at_work WHERE operation_id = ? AND device_id BETWEEN ? AND ?";
    private static final String COMPLETE = "UPDATE operation_share SET state = 'done', owner = NULL, lease_until = NULL"
            + " WHERE operation_id = ? AND share = ? AND fence = ? AND NOT EXISTS (SELECT 1 FROM operation_target t"
            + " WHERE t.operation_id = operation_share.operation_id AND t.state = 'pending'"
            + " AND t.device_id BETWEEN operation_share.first_device AND operation_share.last_device)";
    private static final String GIVE_BACK = "UPDATE operation_share SET owner = NULL, lease_until = NULL, ready_at = ?"
            + " WHERE operation_id = ? AND share = ? AND fence = ? AND state = 'open'";

    @Inject
    Database database;

    @Inject
    DeviceCatalog devices;

    @Inject
    ServerSettings server;

    @Inject
    OtherServers others;

    @Inject
    Clock clock;

    private record Share(
            int number,
            long fence,
            long firstDevice,
            long lastDevice,
            Instant readyAt,
            Optional<String> owner,
            Optional<Instant> leaseUntil) {

        boolean isHeld(Instant now) {
            return leaseUntil.filter(until -> until.isAfter(now)).isPresent();
        }
    }

    private record Row(String operationType, OperationOptions options, long lane, int wave, Instant deadline) {}

    /**
     * Takes a share of the operation for this server; empty if there is none to take: all are worked on, or done, or wait
     * for their time, or as many are worked on as may be at once.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Assignment> claim(long operationId, Duration lease) {
        return database.run(connection -> {
            // first without a lock: mostly there is none
            if (free(connection, operationId).isEmpty() || !lock(connection, operationId)) {
                return Optional.empty();
            }
            Optional<Row> row = read(connection, operationId);
            Optional<Share> share = free(connection, operationId);
            if (row.isEmpty() || share.isEmpty()) {
                return Optional.empty();
            }
            OperationOptions options = row.get().options();
            Claim claim =
                    take(connection, operationId, share.get(), clock.instant().plus(lease));
            return Optional.of(new Assignment(
                    claim,
                    row.get().operationType(),
                    options,
                    row.get().lane(),
                    row.get().deadline(),
                    Slices.window(options)));
        });
    }

    /** Keeps the claim for another while; false if it is gone. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean renew(Claim claim, Instant until) {
        return database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(RENEW)) {
                SqlInstant.set(update, 1, until);
                update.setLong(2, claim.operationId());
                update.setInt(3, claim.share());
                update.setLong(4, claim.fence());
                return update.executeUpdate() == 1;
            }
        });
    }

    /**
     * Takes those of the share's devices that no other operation works on.
     *
     * @throws LeaseLost if the claim no longer holds
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int occupy(Claim claim, Instant leaseUntil) {
        int taken = database.run(connection -> {
            String unless = database.isPostgresql() ? UNLESS_AT_WORK : UNLESS_AT_WORK_DERBY;
            try (PreparedStatement update = connection.prepareStatement(OCCUPY + unless)) {
                range(update, claim);
                SqlInstant.set(update, 4, clock.instant());
                return update.executeUpdate();
            }
        });
        if (!renew(claim, leaseUntil)) {
            throw new LeaseLost(claim); // rolls the transaction back
        }
        return taken;
    }

    /** The share's devices without a result, by id, with what the inventory holds of them. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<PendingDevice> pending(Claim claim, long afterDevice, int max) {
        record Waiting(
                long id, String name, String serial, long organization, int attempts, Instant retryAt, boolean ours) {}
        List<Waiting> waiting = database.run(connection -> {
            List<Waiting> found = new ArrayList<>();
            QueryPlan.byKey(connection); // devices come and go at work faster than the database's statistics
            try (PreparedStatement select = connection.prepareStatement(PENDING)) {
                select.setMaxRows(max);
                select.setLong(1, claim.operationId());
                select.setLong(2, Math.max(afterDevice, claim.firstDevice() - 1));
                select.setLong(3, claim.lastDevice());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Waiting(
                                rows.getLong("device_id"),
                                rows.getString("device_name"),
                                rows.getString("serial_number"),
                                rows.getLong("organization_id"),
                                rows.getInt("attempts"),
                                Objects.requireNonNullElse(SqlInstant.get(rows, "retry_at"), Instant.EPOCH),
                                rows.getLong("at_work") == claim.operationId()));
                    }
                }
            }
            return found;
        });
        Map<Long, DeviceCatalog.Entry> entries = devices.entries(waiting.stream()
                .map(Waiting::id)
                .filter(id -> !AddressNumbers.isAddress(id))
                .toList());
        return waiting.stream()
                .map(device -> new PendingDevice(
                        device.id(),
                        device.name(),
                        Optional.ofNullable(entries.get(device.id()))
                                .map(entry -> new Target(device.id(), device.serial(), entry)),
                        device.organization(),
                        device.attempts(),
                        device.retryAt(),
                        device.ours()))
                .toList();
    }

    /**
     * Gives the share back: it is done if all its devices are, else anybody may take it up again.
     *
     * @param readyAt not before
     * @throws LeaseLost if the claim no longer holds
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void release(Claim claim, Instant readyAt) {
        boolean unused = database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(VACATE)) {
                range(update, claim);
                update.executeUpdate();
            }
            if (update(connection, COMPLETE, claim) == 1) {
                return true;
            }
            try (PreparedStatement update = connection.prepareStatement(GIVE_BACK)) {
                SqlInstant.set(update, 1, readyAt);
                update.setLong(2, claim.operationId());
                update.setInt(3, claim.share());
                update.setLong(4, claim.fence());
                if (update.executeUpdate() != 1) {
                    throw new LeaseLost(claim); // rolls the transaction back: the devices are another's
                }
                return false;
            }
        });
    }

    private Optional<Share> free(Connection connection, long operationId) throws SQLException {
        Optional<Row> row = read(connection, operationId);
        Instant now = clock.instant();
        if (row.isEmpty() || !now.isBefore(row.get().deadline())) {
            return Optional.empty();
        }
        List<Share> open = open(connection, operationId, row.get().wave());
        List<Share> held = open.stream().filter(share -> share.isHeld(now)).toList();
        int atOnce = Slices.atOnce(row.get().options());
        // Who is first would take all, and be first again whenever a share is done: each server leaves the others
        // theirs.
        int atOnceHere = Math.max(1, (atOnce + others.count()) / (1 + others.count()));
        long heldHere = held.stream()
                .filter(share -> share.owner().equals(Optional.of(server.nodeId())))
                .count();
        return held.size() >= atOnce || heldHere >= atOnceHere
                ? Optional.empty()
                : open.stream()
                        .filter(share -> !share.isHeld(now) && !share.readyAt().isAfter(now))
                        .findFirst();
    }

    private static Optional<Row> read(Connection connection, long operationId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setLong(1, operationId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(
                                rows.getString("operation_type"),
                                OperationOptions.parse(rows.getString("options_json")),
                                rows.getLong("lane"),
                                rows.getInt("wave"),
                                Deadlines.read(rows)))
                        : Optional.empty();
            }
        }
    }

    private static List<Share> open(Connection connection, long operationId, int wave) throws SQLException {
        List<Share> open = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(OPEN)) {
            select.setLong(1, operationId);
            select.setInt(2, wave);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    open.add(new Share(
                            rows.getInt("share"),
                            rows.getLong("fence"),
                            rows.getLong("first_device"),
                            rows.getLong("last_device"),
                            Objects.requireNonNull(SqlInstant.get(rows, "ready_at")),
                            Optional.ofNullable(rows.getString("owner")),
                            Optional.ofNullable(SqlInstant.get(rows, "lease_until"))));
                }
            }
        }
        return open;
    }

    private static boolean lock(Connection connection, long operationId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(LOCK)) {
            update.setLong(1, operationId);
            return update.executeUpdate() == 1;
        }
    }

    private Claim take(Connection connection, long operationId, Share share, Instant leaseUntil) throws SQLException {
        Claim claim =
                new Claim(operationId, share.number(), share.fence() + 1, share.firstDevice(), share.lastDevice());
        try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
            update.setString(1, server.nodeId());
            SqlInstant.set(update, 2, leaseUntil);
            update.setLong(3, operationId);
            update.setInt(4, share.number());
            update.setLong(5, share.fence());
            if (update.executeUpdate() != 1) {
                throw new LeaseLost(claim);
            }
        }
        return claim;
    }

    private static int update(Connection connection, String sql, Claim claim) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, claim.operationId());
            update.setInt(2, claim.share());
            update.setLong(3, claim.fence());
            return update.executeUpdate();
        }
    }

    private static void range(PreparedStatement statement, Claim claim) throws SQLException {
        statement.setLong(1, claim.operationId());
        statement.setLong(2, claim.firstDevice());
        statement.setLong(3, claim.lastDevice());
    }
}
