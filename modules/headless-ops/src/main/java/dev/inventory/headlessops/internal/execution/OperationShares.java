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
import java.util.OptionalInt;

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
    private static final String OPEN = "SELECT share, fence, first_device, last_device, ready_at, owner, lease_until,"
            + " at_once FROM operation_share WHERE operation_id = ? AND wave = ? AND state = 'open' ORDER BY share";
    // Nobody else claims a share of the operation, nor ends it, until this transaction is over.
    private static final String LOCK =
            "UPDATE operation SET fence = fence + 1 WHERE id = ? AND status = 'in_progress' AND control = 'run'";
    private static final String CLAIM = "UPDATE operation_share SET owner = ?, fence = fence + 1, lease_until = ?,"
            + " at_once = ? WHERE operation_id = ? AND share = ? AND fence = ? AND state = 'open'";
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
    private static final String WIDEN = "UPDATE operation_share SET at_once = ?"
            + " WHERE operation_id = ? AND share = ? AND fence = ? AND owner IS NOT NULL AND state = 'open'";
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
            Optional<Instant> leaseUntil,
            int atOnce) {

        boolean isHeld(Instant now) {
            return leaseUntil.filter(until -> until.isAfter(now)).isPresent();
        }
    }

    /**
     * How many devices of a share may be asked at once.
     *
     * @param share one that this server may claim, or holds
     */
    private record Grant(Share share, int window) {}

    /**
     * The shares of the wave that is worked on which are not done. What those that are held may ask at once is never more
     * together than the operation may: what is free is parted among those that may still be claimed beside them.
     */
    private record Open(OperationOptions options, List<Share> held, List<Share> others) {

        int free() {
            return options.parallel() - held.stream().mapToInt(Share::atOnce).sum();
        }

        int claimable() {
            return Math.min(Slices.atOnce(options) - held.size(), others.size());
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
            Optional<Grant> grant = free(connection, operationId);
            if (row.isEmpty() || grant.isEmpty()) {
                return Optional.empty();
            }
            Claim claim =
                    take(connection, operationId, grant.get(), clock.instant().plus(lease));
            return Optional.of(new Assignment(
                    claim,
                    row.get().operationType(),
                    row.get().options(),
                    row.get().lane(),
                    row.get().deadline(),
                    grant.get().window()));
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
     * Has the claim take its part of what shares left free that are done, as long as there are none that could be claimed.
     *
     * @return how many devices of the share may be asked at once now; empty if that stays as it is
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public OptionalInt widen(Claim claim) {
        return database.run(connection -> {
            // first without a lock: mostly nothing is free
            if (wider(connection, claim).isEmpty() || !lock(connection, claim.operationId())) {
                return OptionalInt.empty();
            }
            Optional<Grant> grant = wider(connection, claim);
            if (grant.isEmpty()) {
                return OptionalInt.empty();
            }
            try (PreparedStatement update = connection.prepareStatement(WIDEN)) {
                update.setInt(1, grant.get().window());
                update.setLong(2, claim.operationId());
                update.setInt(3, claim.share());
                update.setLong(4, claim.fence());
                return update.executeUpdate() == 1 ? OptionalInt.of(grant.get().window()) : OptionalInt.empty();
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

    /** A device without a result, as the operation knows it. */
    private record Waiting(
            long id, String name, String serial, long organization, int attempts, Instant retryAt, boolean ours) {}

    private static List<Waiting> waiting(Connection connection, Claim claim, long afterDevice, int max)
            throws SQLException {
        List<Waiting> found = new ArrayList<>();
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
    }

    /** The share's devices without a result, by id, with what the inventory holds of them. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<PendingDevice> pending(Claim claim, long afterDevice, int max) {
        // devices come and go at work faster than the database's statistics
        List<Waiting> waiting = database.run(
                connection -> QueryPlan.byKey(connection, () -> waiting(connection, claim, afterDevice, max)));
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

    private Optional<Grant> free(Connection connection, long operationId) throws SQLException {
        Optional<Row> row = read(connection, operationId);
        Instant now = clock.instant();
        if (row.isEmpty() || !now.isBefore(row.get().deadline())) {
            return Optional.empty();
        }
        Open open = open(connection, operationId, row.get(), now);
        // Who is first would take all, and be first again whenever a share is done: each server leaves the others
        // theirs.
        int atOnceHere = Math.max(1, (Slices.atOnce(row.get().options()) + others.count()) / (1 + others.count()));
        long heldHere = open.held().stream()
                .filter(share -> share.owner().equals(Optional.of(server.nodeId())))
                .count();
        return open.claimable() < 1 || open.free() < 1 || heldHere >= atOnceHere
                ? Optional.empty()
                : open.others().stream()
                        .filter(share -> !share.readyAt().isAfter(now))
                        .findFirst()
                        .map(share -> new Grant(share, Slices.part(open.free(), open.claimable())));
    }

    private Optional<Grant> wider(Connection connection, Claim claim) throws SQLException {
        Optional<Row> row = read(connection, claim.operationId());
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Open open = open(connection, claim.operationId(), row.get(), clock.instant());
        return !open.others().isEmpty() || open.free() < 1
                ? Optional.empty()
                : open.held().stream()
                        .filter(share -> share.number() == claim.share() && share.fence() == claim.fence())
                        .findFirst()
                        .map(share -> new Grant(
                                share,
                                share.atOnce()
                                        + Slices.part(open.free(), open.held().size())));
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

    private static Open open(Connection connection, long operationId, Row row, Instant now) throws SQLException {
        Open open = new Open(row.options(), new ArrayList<>(), new ArrayList<>());
        try (PreparedStatement select = connection.prepareStatement(OPEN)) {
            select.setLong(1, operationId);
            select.setInt(2, row.wave());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    int atOnce = rows.getInt("at_once");
                    boolean untold = rows.wasNull();
                    Share share = new Share(
                            rows.getInt("share"),
                            rows.getLong("fence"),
                            rows.getLong("first_device"),
                            rows.getLong("last_device"),
                            Objects.requireNonNull(SqlInstant.get(rows, "ready_at")),
                            Optional.ofNullable(rows.getString("owner")),
                            Optional.ofNullable(SqlInstant.get(rows, "lease_until")),
                            // a server that does not know the column yet takes an even part
                            untold ? row.options().parallel() / Slices.atOnce(row.options()) : atOnce);
                    (share.isHeld(now) ? open.held() : open.others()).add(share);
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

    private Claim take(Connection connection, long operationId, Grant grant, Instant leaseUntil) throws SQLException {
        Share share = grant.share();
        Claim claim =
                new Claim(operationId, share.number(), share.fence() + 1, share.firstDevice(), share.lastDevice());
        try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
            update.setString(1, server.nodeId());
            SqlInstant.set(update, 2, leaseUntil);
            update.setInt(3, grant.window());
            update.setLong(4, operationId);
            update.setInt(5, share.number());
            update.setLong(6, share.fence());
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
