package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.device.DeviceRecords;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.persistence.Database;
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
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The engine's side of the tables, in plain SQL that Derby and PostgreSQL both take. Every method is a transaction of
 * its own and short; none is called while a device is waited for on the same thread.
 */
@ApplicationScoped
@RetriedOnContention
class OperationStore {

    private static final int INSERT_BATCH = 1000;
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_VALUE = 1000;

    private static final String DUE = "SELECT id, fence FROM operation"
            + " WHERE status IN ('scheduled', 'in_progress') AND execute_at <= ?"
            + " AND (lease_until IS NULL OR lease_until <= ?)"
            + " ORDER BY priority DESC, execute_at, id";
    private static final String CLAIM = "UPDATE operation SET owner = ?, fence = fence + 1, lease_until = ?"
            + " WHERE id = ? AND fence = ? AND status IN ('scheduled', 'in_progress')"
            + " AND (lease_until IS NULL OR lease_until <= ?)";
    // Without an owner it was given back, which a renewal under way must not undo.
    private static final String RENEW = "UPDATE operation SET lease_until = ?"
            + " WHERE id = ? AND fence = ? AND owner IS NOT NULL AND status IN ('scheduled', 'in_progress')";
    private static final String RELEASE = "UPDATE operation SET owner = NULL, lease_until = ?"
            + " WHERE id = ? AND fence = ? AND status IN ('scheduled', 'in_progress')";
    private static final String READ = "SELECT operation_type, status, all_organizations, filters_json, options_json,"
            + " timeout_minutes, started_at, total_devices, failed_devices, skipped_devices"
            + " FROM operation WHERE id = ? AND fence = ?";
    private static final String READ_ORGANIZATIONS =
            "SELECT organization_id FROM operation_organization WHERE operation_id = ?";
    private static final String ADD_ORGANIZATION =
            "INSERT INTO operation_organization (operation_id, organization_id) VALUES (?, ?)";
    private static final String ADD_TARGET = "INSERT INTO operation_target"
            + " (operation_id, device_id, serial_number, device_name, state, attempts) VALUES (?, ?, ?, ?, 'pending', 0)";
    private static final String START = "UPDATE operation SET status = 'in_progress', started_at = ?, updated_at = ?,"
            + " total_devices = ?, version = version + 1 WHERE id = ? AND fence = ? AND status = 'scheduled'";
    private static final String PENDING = "SELECT device_id, serial_number FROM operation_target"
            + " WHERE operation_id = ? AND state = 'pending' AND device_id > ? ORDER BY device_id";
    private static final String FINISH_TARGET = "UPDATE operation_target SET state = 'done', outcome = ?,"
            + " error_class = ?, message = ?, before_value = ?, after_value = ?, attempts = attempts + ?,"
            + " duration_ms = ?, finished_at = ?"
            + " WHERE operation_id = ? AND device_id = ? AND state = 'pending'";
    private static final String COUNT = "UPDATE operation SET processed_devices = processed_devices + ?,"
            + " failed_devices = failed_devices + ?, skipped_devices = skipped_devices + ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ? AND fence = ? AND status = 'in_progress'";
    private static final String FINISH = "UPDATE operation SET status = ?, finished_at = ?, updated_at = ?,"
            + " owner = NULL, lease_until = NULL, version = version + 1"
            + " WHERE id = ? AND fence = ? AND status = 'in_progress'";

    @Inject
    Database database;

    @Inject
    DeviceCatalog devices;

    @Inject
    DeviceRecords records;

    @Inject
    Organizations organizations;

    @Inject
    ServerSettings server;

    @Inject
    Clock clock;

    /** An operation that somebody should work on, with the fence it has now. */
    record Due(long operationId, long fence) {}

    /** What is due and nobody's, the most urgent first. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Due> due(int max) {
        Instant now = clock.instant();
        return database.run(connection -> {
            List<Due> due = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(DUE)) {
                select.setMaxRows(max);
                SqlInstant.set(select, 1, now);
                SqlInstant.set(select, 2, now);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        due.add(new Due(rows.getLong(1), rows.getLong(2)));
                    }
                }
            }
            return due;
        });
    }

    /** Takes an operation for this server; empty if another was faster. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Claim> claim(Due due, Duration lease) {
        Instant now = clock.instant();
        return database.run(connection -> {
            try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                claim.setString(1, server.nodeId());
                SqlInstant.set(claim, 2, now.plus(lease));
                claim.setLong(3, due.operationId());
                claim.setLong(4, due.fence());
                SqlInstant.set(claim, 5, now);
                return claim.executeUpdate() == 1
                        ? Optional.of(new Claim(due.operationId(), due.fence() + 1))
                        : Optional.empty();
            }
        });
    }

    /** Keeps the claim for another while; false if it is gone. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean renew(Claim claim, Instant until) {
        return lease(RENEW, claim, until);
    }

    /** Gives an unfinished operation back: it is due again at once. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void release(Claim claim) {
        boolean unused = lease(RELEASE, claim, clock.instant());
    }

    private boolean lease(String sql, Claim claim, Instant until) {
        return database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                SqlInstant.set(update, 1, until);
                update.setLong(2, claim.operationId());
                update.setLong(3, claim.fence());
                return update.executeUpdate() == 1;
            }
        });
    }

    /**
     * Begins the work or takes it up again. The first time, the target list is fixed and the operation is in progress;
     * both happen, or neither.
     *
     * @throws LeaseLost if the claim no longer holds
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Assignment begin(Claim claim) {
        Row row = database.run(connection -> read(connection, claim));
        Instant startedAt = row.startedAt().orElseGet(() -> start(claim, row));
        return new Assignment(
                row.operationType(),
                OperationOptions.parse(row.optionsJson()),
                startedAt.plus(Duration.ofMinutes(row.timeoutMinutes())));
    }

    /** The next devices to deal with, by id. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Target> pending(Claim claim, long afterDeviceId, int max) {
        return database.run(connection -> {
            List<Target> targets = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(PENDING)) {
                select.setMaxRows(max);
                select.setLong(1, claim.operationId());
                select.setLong(2, afterDeviceId);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        targets.add(new Target(rows.getLong(1), rows.getString(2)));
                    }
                }
            }
            return targets;
        });
    }

    /**
     * Writes results. A device that has its result already keeps it, and the counters grow by the rows that changed, so
     * that they always tell what the rows tell.
     *
     * @throws LeaseLost if the claim no longer holds; nothing is written then
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void record(Claim claim, Collection<Result> results, boolean updateFirmware) {
        List<Result> changed = database.run(connection -> finishTargets(connection, claim, List.copyOf(results)));
        Map<Long, ObservedIdentity> identities = new LinkedHashMap<>();
        for (Result result : changed) {
            result.outcome().identity().ifPresent(identity -> identities.put(result.deviceId(), identity));
        }
        if (!identities.isEmpty()) {
            records.identitiesObserved(identities, clock.instant(), updateFirmware);
        }
        database.run(connection -> count(connection, claim, changed));
    }

    /**
     * Ends the operation.
     *
     * @throws LeaseLost if the claim no longer holds
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void finish(Claim claim, boolean timedOut) {
        database.run(connection -> {
            Row row = read(connection, claim);
            OperationStatus end = timedOut
                    ? OperationStatus.TIMED_OUT
                    : OperationStatus.ofFinished(row.total(), row.failed(), row.skipped());
            Instant now = clock.instant();
            try (PreparedStatement finish = connection.prepareStatement(FINISH)) {
                finish.setString(1, end.word());
                SqlInstant.set(finish, 2, now);
                SqlInstant.set(finish, 3, now);
                finish.setLong(4, claim.operationId());
                finish.setLong(5, claim.fence());
                return exactlyOne(finish, claim);
            }
        });
    }

    private record Row(
            String operationType,
            boolean allOrganizations,
            String filtersJson,
            String optionsJson,
            int timeoutMinutes,
            Optional<Instant> startedAt,
            int total,
            int failed,
            int skipped) {}

    private static Row read(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setLong(1, claim.operationId());
            select.setLong(2, claim.fence());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new LeaseLost(claim);
                }
                return new Row(
                        rows.getString("operation_type"),
                        rows.getBoolean("all_organizations"),
                        rows.getString("filters_json"),
                        rows.getString("options_json"),
                        rows.getInt("timeout_minutes"),
                        Optional.ofNullable(SqlInstant.get(rows, "started_at")),
                        rows.getInt("total_devices"),
                        rows.getInt("failed_devices"),
                        rows.getInt("skipped_devices"));
            }
        }
    }

    private Instant start(Claim claim, Row row) {
        long id = claim.operationId();
        Set<Long> chosen = database.run(connection -> readOrganizations(connection, id));
        OrganizationScope scope = row.allOrganizations() ? OrganizationScope.EVERYTHING : withDescendants(chosen);
        List<Long> ids = devices.ids(DeviceFilters.parse(row.filtersJson()).selection(), scope);
        Set<Long> met = new HashSet<>();
        int total = 0;
        for (int from = 0; from < ids.size(); from += INSERT_BATCH) {
            Collection<DeviceCatalog.Summary> batch = devices.byIds(
                            ids.subList(from, Math.min(ids.size(), from + INSERT_BATCH)))
                    .values();
            database.run(connection -> addTargets(connection, id, batch));
            batch.forEach(device -> met.add(device.organizationId()));
            total += batch.size();
        }
        if (row.allOrganizations()) {
            database.run(connection -> addOrganizations(connection, id, met));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it will be read again
        int targets = total;
        return database.run(connection -> {
            try (PreparedStatement start = connection.prepareStatement(START)) {
                SqlInstant.set(start, 1, now);
                SqlInstant.set(start, 2, now);
                start.setInt(3, targets);
                start.setLong(4, id);
                start.setLong(5, claim.fence());
                exactlyOne(start, claim);
                return now;
            }
        });
    }

    private OrganizationScope withDescendants(Set<Long> chosen) {
        Set<Long> all = new HashSet<>(chosen);
        chosen.forEach(id -> all.addAll(organizations.withDescendants(id)));
        return OrganizationScope.of(all);
    }

    private static Set<Long> readOrganizations(Connection connection, long id) throws SQLException {
        Set<Long> organizations = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(READ_ORGANIZATIONS)) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    organizations.add(rows.getLong(1));
                }
            }
        }
        return organizations;
    }

    private static int addTargets(Connection connection, long id, Collection<DeviceCatalog.Summary> devices)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD_TARGET)) {
            for (DeviceCatalog.Summary device : devices) {
                insert.setLong(1, id);
                insert.setLong(2, device.id());
                insert.setString(3, device.serialNumber());
                insert.setString(4, device.name());
                insert.addBatch();
            }
            return insert.executeBatch().length;
        }
    }

    private static int addOrganizations(Connection connection, long id, Set<Long> organizations) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD_ORGANIZATION)) {
            for (long organization : organizations) {
                insert.setLong(1, id);
                insert.setLong(2, organization);
                insert.addBatch();
            }
            return insert.executeBatch().length;
        }
    }

    private static List<Result> finishTargets(Connection connection, Claim claim, List<Result> results)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FINISH_TARGET)) {
            for (Result result : results) {
                Outcome outcome = result.outcome();
                update.setString(1, outcome.kind().word());
                setText(update, 2, outcome.errorClass().map(ErrorClass::word), MAX_VALUE);
                setText(update, 3, Optional.of(outcome.message()), MAX_MESSAGE);
                setText(update, 4, outcome.before(), MAX_VALUE);
                setText(update, 5, outcome.after(), MAX_VALUE);
                update.setInt(6, result.attempts());
                update.setLong(7, result.durationMillis());
                SqlInstant.set(update, 8, result.finishedAt());
                update.setLong(9, claim.operationId());
                update.setLong(10, result.deviceId());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            List<Result> changed = new ArrayList<>(counts.length);
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    changed.add(results.get(i));
                }
            }
            return changed;
        }
    }

    private boolean count(Connection connection, Claim claim, List<Result> changed) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            int failed = countOf(changed, Outcome.Kind.FAILED);
            int skipped = countOf(changed, Outcome.Kind.SKIPPED);
            count.setInt(1, countOf(changed, Outcome.Kind.OK) + failed + skipped);
            count.setInt(2, failed);
            count.setInt(3, skipped);
            SqlInstant.set(count, 4, clock.instant());
            count.setLong(5, claim.operationId());
            count.setLong(6, claim.fence());
            return exactlyOne(count, claim);
        }
    }

    private static int countOf(List<Result> results, Outcome.Kind kind) {
        return (int) results.stream()
                .filter(result -> result.outcome().kind() == kind)
                .count();
    }

    private static void setText(PreparedStatement statement, int index, Optional<String> text, int maxLength)
            throws SQLException {
        if (text.isEmpty() || text.get().isEmpty()) {
            statement.setNull(index, Types.VARCHAR);
            return;
        }
        // PostgreSQL takes no NUL in a text, and a device may send anything.
        String clean = text.get().replace('\0', ' ');
        statement.setString(index, clean.substring(0, Math.min(maxLength, clean.length())));
    }

    private static boolean exactlyOne(PreparedStatement update, Claim claim) throws SQLException {
        if (update.executeUpdate() != 1) {
            throw new LeaseLost(claim); // rolls the transaction back
        }
        return true;
    }
}
