package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.device.DeviceSelection;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts operations: fixes the list of their devices and cuts it into waves and shares. All of it happens, or nothing. */
@ApplicationScoped
@RetriedOnContention
class OperationStart {

    private static final int INSERT_BATCH = 2000;

    private static final String CLAIM = "UPDATE operation SET owner = ?, fence = fence + 1, lease_until = ?"
            + " WHERE id = ? AND fence = ? AND status = 'scheduled' AND control = 'run'"
            + " AND (lease_until IS NULL OR lease_until <= ?)";
    private static final String RENEW = "UPDATE operation SET lease_until = ?"
            + " WHERE id = ? AND fence = ? AND owner IS NOT NULL AND status = 'scheduled'";
    private static final String READ =
            "SELECT operation_type, all_organizations, filters_json, options_json, timeout_minutes,"
                    + " execute_at, retry_of, recurrence, time_zone, misfire FROM operation"
                    + " WHERE id = ? AND fence = ? AND status = 'scheduled'";
    private static final String READ_ORGANIZATIONS =
            "SELECT organization_id FROM operation_organization WHERE operation_id = ?";
    private static final String READ_FAILED = "SELECT device_id FROM operation_target"
            + " WHERE operation_id = ? AND outcome = 'failed' ORDER BY device_id";
    private static final String ADD_ORGANIZATION =
            "INSERT INTO operation_organization (operation_id, organization_id) VALUES (?, ?)";
    private static final BulkInsert TARGETS = new BulkInsert(
            "operation_target",
            new Column("operation_id", SqlType.BIGINT),
            new Column("device_id", SqlType.BIGINT),
            new Column("serial_number", SqlType.TEXT),
            new Column("device_name", SqlType.TEXT),
            new Column("organization_id", SqlType.BIGINT),
            new Column("state", SqlType.TEXT),
            new Column("attempts", SqlType.INTEGER));
    private static final String ADD_SHARE = "INSERT INTO operation_share (operation_id, share, wave, first_device,"
            + " last_device, state, ready_at, fence) VALUES (?, ?, ?, ?, ?, 'open', ?, 0)";
    private static final String START = "UPDATE operation SET status = 'in_progress', started_at = ?, updated_at = ?,"
            + " deadline = ?, total_devices = ?, wave = 0, owner = NULL, lease_until = NULL, version = version + 1"
            + " WHERE id = ? AND fence = ? AND status = 'scheduled' AND control = 'run'";
    private static final String POSTPONE = "UPDATE operation SET execute_at = ?, updated_at = ?, owner = NULL,"
            + " lease_until = NULL, version = version + 1 WHERE id = ? AND fence = ? AND status = 'scheduled'";
    private static final String ADD_NEXT = "INSERT INTO operation (operation_type, status, all_organizations,"
            + " filters_json, options_json, named_devices, execute_at, priority, timeout_minutes, total_devices,"
            + " processed_devices, failed_devices, skipped_devices, created_by, created_at, updated_at, fence, version,"
            + " control, wave, lane, series_id, recurrence, time_zone, misfire)"
            + " SELECT operation_type, 'scheduled', all_organizations, filters_json, options_json, named_devices, ?,"
            + " priority, timeout_minutes, total_devices, 0, 0, 0, created_by, ?, ?, 0, 0, 'run', 0, lane, series_id,"
            + " recurrence, time_zone, misfire FROM operation WHERE id = ?";
    private static final String COPY_ORGANIZATIONS = "INSERT INTO operation_organization (operation_id,"
            + " organization_id) SELECT ?, organization_id FROM operation_organization WHERE operation_id = ?";

    @Inject
    Database database;

    @Inject
    DeviceCatalog devices;

    @Inject
    Organizations organizations;

    @Inject
    OperationTypes types;

    @Inject
    ServerSettings server;

    @Inject
    Clock clock;

    /** Takes a scheduled operation for this server, to start it; empty if another was faster. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<StartClaim> claim(Due due, Duration lease) {
        Instant now = clock.instant();
        return database.run(connection -> {
            try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                claim.setString(1, server.nodeId());
                SqlInstant.set(claim, 2, now.plus(lease));
                claim.setLong(3, due.operationId());
                claim.setLong(4, due.fence());
                SqlInstant.set(claim, 5, now);
                return claim.executeUpdate() == 1
                        ? Optional.of(new StartClaim(due.operationId(), due.fence() + 1))
                        : Optional.empty();
            }
        });
    }

    /** Keeps the claim for another while; false if it is gone. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean renew(StartClaim claim, Instant until) {
        return database.run(connection -> {
            try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
                SqlInstant.set(renew, 1, until);
                renew.setLong(2, claim.operationId());
                renew.setLong(3, claim.fence());
                return renew.executeUpdate() == 1;
            }
        });
    }

    /**
     * Fixes the target list and begins the work, or puts a recurring operation off that is too late and told to skip
     * what was missed. The next of a recurring one is scheduled in the same transaction.
     *
     * @param grace how late a recurring operation may be without having missed its time
     * @return whether it has begun
     * @throws LeaseLost if the claim no longer holds; nothing is written then
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean begin(StartClaim claim, Duration grace) {
        Row row = database.run(connection -> read(connection, claim));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (row.recurrence().isPresent()) {
            Recurrence recurrence = row.recurrence().get();
            Instant next = recurrence.next(now);
            if (recurrence.isSkippedWhenMissed() && row.executeAt().plus(grace).isBefore(now)) {
                return database.run(connection -> postpone(connection, claim, next, now));
            }
            database.run(connection -> addNext(connection, claim.operationId(), row.allOrganizations(), next, now));
        }
        OperationOptions options = OperationOptions.parse(row.optionsJson());
        Optional<AddressWork> addresses = types.addressWork(row.operationType());
        List<Long> targets = addresses.isPresent()
                ? fixAddresses(claim.operationId(), addresses.get().addresses(claim.operationId()))
                : fixTargets(claim.operationId(), row);
        List<Slices.Share> shares = Slices.of(targets, options);
        database.run(connection -> addShares(connection, claim.operationId(), shares, now));
        return database.run(connection -> {
            try (PreparedStatement start = connection.prepareStatement(START)) {
                SqlInstant.set(start, 1, now);
                SqlInstant.set(start, 2, now);
                SqlInstant.set(start, 3, now.plus(Duration.ofMinutes(row.timeoutMinutes())));
                start.setInt(4, targets.size());
                start.setLong(5, claim.operationId());
                start.setLong(6, claim.fence());
                return exactlyOne(start, claim);
            }
        });
    }

    private record Row(
            String operationType,
            boolean allOrganizations,
            String filtersJson,
            String optionsJson,
            int timeoutMinutes,
            Instant executeAt,
            Optional<Long> retryOf,
            Optional<Recurrence> recurrence) {}

    private static Row read(Connection connection, StartClaim claim) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setLong(1, claim.operationId());
            select.setLong(2, claim.fence());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new LeaseLost(claim);
                }
                long retryOf = rows.getLong("retry_of");
                boolean retry = !rows.wasNull();
                return new Row(
                        rows.getString("operation_type"),
                        rows.getBoolean("all_organizations"),
                        rows.getString("filters_json"),
                        rows.getString("options_json"),
                        rows.getInt("timeout_minutes"),
                        Objects.requireNonNull(SqlInstant.get(rows, "execute_at")),
                        retry ? Optional.of(retryOf) : Optional.empty(),
                        Recurrence.stored(
                                rows.getString("recurrence"), rows.getString("time_zone"), rows.getString("misfire")));
            }
        }
    }

    /** @return the ids of the devices, ascending */
    private List<Long> fixTargets(long id, Row row) {
        List<Long> targets = new ArrayList<>();
        Set<Long> met = new HashSet<>();
        Consumer<Collection<DeviceCatalog.Summary>> add = batch -> {
            database.run(connection -> addTargets(connection, id, batch));
            batch.forEach(device -> {
                met.add(device.organizationId());
                targets.add(device.id());
            });
        };
        if (row.retryOf().isPresent()) {
            failed(row.retryOf().get(), add);
        } else {
            selected(DeviceFilters.parse(row.filtersJson()).selection(), scope(id, row), add);
        }
        if (row.allOrganizations()) {
            database.run(connection -> addOrganizations(connection, id, met));
        }
        targets.sort(null);
        return targets;
    }

    private void selected(
            DeviceSelection selection, OrganizationScope scope, Consumer<Collection<DeviceCatalog.Summary>> add) {
        List<DeviceCatalog.Summary> batch;
        long after = Long.MIN_VALUE;
        do {
            batch = devices.page(selection, scope, after, INSERT_BATCH);
            add.accept(batch);
            after = batch.isEmpty() ? after : batch.get(batch.size() - 1).id();
        } while (batch.size() == INSERT_BATCH);
    }

    /** Those on which another operation failed, as far as they are still there. */
    private void failed(long operation, Consumer<Collection<DeviceCatalog.Summary>> add) {
        List<Long> ids = database.run(connection -> readIds(connection, READ_FAILED, operation));
        for (int from = 0; from < ids.size(); from += INSERT_BATCH) {
            add.accept(devices.byIds(ids.subList(from, Math.min(ids.size(), from + INSERT_BATCH)))
                    .values());
        }
    }

    /** @return the numbers that stand for the addresses, ascending */
    private List<Long> fixAddresses(long id, List<String> addresses) {
        long organization = database.run(connection -> readIds(connection, READ_ORGANIZATIONS, id))
                .get(0);
        List<DeviceCatalog.Summary> targets = new ArrayList<>(addresses.size());
        for (String address : addresses) {
            long number = AddressNumbers.number(id, targets.size(), addresses.size());
            targets.add(new DeviceCatalog.Summary(number, address, "", organization));
        }
        for (int from = 0; from < targets.size(); from += INSERT_BATCH) {
            List<DeviceCatalog.Summary> batch = targets.subList(from, Math.min(targets.size(), from + INSERT_BATCH));
            database.run(connection -> addTargets(connection, id, batch));
        }
        return targets.stream().map(DeviceCatalog.Summary::id).toList();
    }

    private OrganizationScope scope(long id, Row row) {
        if (row.allOrganizations()) {
            return OrganizationScope.EVERYTHING;
        }
        List<Long> chosen = database.run(connection -> readIds(connection, READ_ORGANIZATIONS, id));
        Set<Long> all = new HashSet<>(chosen);
        chosen.forEach(organization -> all.addAll(organizations.withDescendants(organization)));
        return OrganizationScope.of(all);
    }

    private static List<Long> readIds(Connection connection, String sql, long id) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
        }
        return ids;
    }

    private static int addTargets(Connection connection, long id, Collection<DeviceCatalog.Summary> devices)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(devices.size());
        devices.forEach(device -> rows.add(new @Nullable Object[] {
            id, device.id(), device.serialNumber(), device.name(), device.organizationId(), "pending", 0
        }));
        TARGETS.write(connection, rows);
        return rows.size();
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

    private static int addShares(Connection connection, long id, List<Slices.Share> shares, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD_SHARE)) {
            for (Slices.Share share : shares) {
                insert.setLong(1, id);
                insert.setInt(2, share.number());
                insert.setInt(3, share.wave());
                insert.setLong(4, share.firstDevice());
                insert.setLong(5, share.lastDevice());
                SqlInstant.set(insert, 6, now);
                insert.addBatch();
            }
            return insert.executeBatch().length;
        }
    }

    private static boolean postpone(Connection connection, StartClaim claim, Instant next, Instant now)
            throws SQLException {
        try (PreparedStatement postpone = connection.prepareStatement(POSTPONE)) {
            SqlInstant.set(postpone, 1, next);
            SqlInstant.set(postpone, 2, now);
            postpone.setLong(3, claim.operationId());
            postpone.setLong(4, claim.fence());
            boolean unused = exactlyOne(postpone, claim);
            return false;
        }
    }

    private static boolean addNext(Connection connection, long id, boolean all, Instant next, Instant now)
            throws SQLException {
        long nextId;
        try (PreparedStatement insert = connection.prepareStatement(ADD_NEXT)) {
            SqlInstant.set(insert, 1, next);
            SqlInstant.set(insert, 2, now);
            SqlInstant.set(insert, 3, now);
            insert.setLong(4, id);
            insert.executeUpdate();
        }
        // INSERT … SELECT gives no generated keys on Derby
        try (PreparedStatement select = connection.prepareStatement("SELECT MAX(id) FROM operation WHERE series_id ="
                + " (SELECT series_id FROM operation WHERE id = ?)")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                nextId = rows.getLong(1);
            }
        }
        if (!all) {
            try (PreparedStatement copy = connection.prepareStatement(COPY_ORGANIZATIONS)) {
                copy.setLong(1, nextId);
                copy.setLong(2, id);
                copy.executeUpdate();
            }
        }
        return true;
    }

    private static boolean exactlyOne(PreparedStatement update, StartClaim claim) throws SQLException {
        if (update.executeUpdate() != 1) {
            throw new LeaseLost(claim); // rolls the transaction back
        }
        return true;
    }
}
