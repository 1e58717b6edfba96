package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.AppliedSettings;
import dev.inventory.device.DeviceRecords;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.Finding;
import dev.inventory.headlessops.Outcome;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.BulkUpdate;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what became of devices, under the fence of the share they are in. */
@ApplicationScoped
@RetriedOnContention
class OperationResults {

    private static final int MAX_MESSAGE = 500;
    private static final int MAX_VALUE = 1000;

    private static final String HOLD = "UPDATE operation_share SET lease_until = ?"
            + " WHERE operation_id = ? AND share = ? AND fence = ? AND owner IS NOT NULL AND state = 'open'";
    private static final BulkUpdate FINISH_TARGETS = new BulkUpdate(
            "operation_target",
            "state = 'done', retry_at = NULL, outcome = :outcome, error_class = :error_class,"
                    + " message = :message, before_value = :before_value, after_value = :after_value,"
                    + " attempts = attempts + :attempts, duration_ms = :duration_ms, finished_at = :finished_at",
            "operation_id = :operation_id AND device_id = :device_id AND state = 'pending'",
            new Column("operation_id", SqlType.BIGINT),
            new Column("device_id", SqlType.BIGINT),
            new Column("outcome", SqlType.TEXT),
            new Column("error_class", SqlType.TEXT),
            new Column("message", SqlType.TEXT),
            new Column("before_value", SqlType.TEXT),
            new Column("after_value", SqlType.TEXT),
            new Column("attempts", SqlType.INTEGER),
            new Column("duration_ms", SqlType.BIGINT),
            new Column("finished_at", SqlType.INSTANT));
    private static final BulkUpdate RETRY_TARGETS = new BulkUpdate(
            "operation_target",
            "attempts = attempts + 1, retry_at = :retry_at, last_error_class = :error_class,"
                    + " last_message = :message",
            "operation_id = :operation_id AND device_id = :device_id AND state = 'pending'",
            new Column("operation_id", SqlType.BIGINT),
            new Column("device_id", SqlType.BIGINT),
            new Column("retry_at", SqlType.INSTANT),
            new Column("error_class", SqlType.TEXT),
            new Column("message", SqlType.TEXT));
    private static final String VACATE = "DELETE FROM device_at_work WHERE operation_id = ? AND device_id";
    private static final String COUNT = "UPDATE operation SET processed_devices = processed_devices + ?,"
            + " failed_devices = failed_devices + ?, skipped_devices = skipped_devices + ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ? AND status = 'in_progress'";

    @Inject
    Database database;

    @Inject
    DeviceRecords records;

    @Inject
    Findings findings;

    @Inject
    Clock clock;

    /**
     * Writes results. A device that has its result already keeps it, and the counters grow by the rows that changed, so
     * that they always tell what the rows tell.
     *
     * @param retries devices that are tried again later
     * @param leaseUntil until when the share is kept; writing renews the lease
     * @throws LeaseLost if the claim no longer holds, or the operation has ended; nothing is written then
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void record(
            Claim claim,
            Collection<Result> results,
            Collection<Retry> retries,
            Instant leaseUntil,
            boolean updateFirmware) {
        if (!retries.isEmpty()) {
            database.run(connection -> retryTargets(connection, claim, retries));
        }
        List<Result> changed = database.run(connection -> finishTargets(connection, claim, List.copyOf(results)));
        List<Long> left = Stream.concat(
                        changed.stream().map(Result::deviceId), retries.stream().map(Retry::deviceId))
                .toList();
        database.run(connection -> AnyOf.delete(connection, VACATE, claim.operationId(), left));
        Map<Long, ObservedIdentity> identities = new LinkedHashMap<>();
        for (Result result : changed) {
            result.outcome().identity().ifPresent(identity -> identities.put(result.deviceId(), identity));
        }
        Map<Long, AppliedSettings> settings = new LinkedHashMap<>();
        for (Result result : changed) {
            result.outcome().settings().ifPresent(applied -> settings.put(result.deviceId(), applied));
        }
        if (!settings.isEmpty()) {
            records.settingsApplied(settings, clock.instant());
        }
        if (!identities.isEmpty()) {
            records.identitiesObserved(identities, clock.instant(), updateFirmware);
        }
        List<Finding> found = changed.stream()
                .flatMap(result -> result.outcome().finding().stream())
                .toList();
        if (!found.isEmpty()) {
            findings.record(claim.operationId(), found, clock.instant());
        }
        boolean unused =
                database.run(connection -> count(connection, claim, changed) && hold(connection, claim, leaseUntil));
    }

    private static boolean hold(Connection connection, Claim claim, Instant leaseUntil) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
            SqlInstant.set(hold, 1, leaseUntil);
            hold.setLong(2, claim.operationId());
            hold.setInt(3, claim.share());
            hold.setLong(4, claim.fence());
            return exactlyOne(hold, claim);
        }
    }

    private static int retryTargets(Connection connection, Claim claim, Collection<Retry> retries) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(retries.size());
        retries.forEach(retry -> rows.add(new @Nullable Object[] {
            claim.operationId(),
            retry.deviceId(),
            retry.at(),
            SqlText.fitted(retry.failure().errorClass().map(ErrorClass::word), MAX_VALUE),
            SqlText.fitted(Optional.of(retry.failure().message()), MAX_MESSAGE)
        }));
        return RETRY_TARGETS.write(connection, rows).length;
    }

    private static List<Result> finishTargets(Connection connection, Claim claim, List<Result> results)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(results.size());
        for (Result result : results) {
            Outcome outcome = result.outcome();
            rows.add(new @Nullable Object[] {
                claim.operationId(),
                result.deviceId(),
                outcome.kind().word(),
                SqlText.fitted(outcome.errorClass().map(ErrorClass::word), MAX_VALUE),
                SqlText.fitted(Optional.of(outcome.message()), MAX_MESSAGE),
                SqlText.fitted(outcome.before(), MAX_VALUE),
                SqlText.fitted(outcome.after(), MAX_VALUE),
                result.attempts(),
                result.durationMillis(),
                result.finishedAt()
            });
        }
        return BulkUpdate.updated(results, FINISH_TARGETS.write(connection, rows));
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
            return exactlyOne(count, claim);
        }
    }

    private static int countOf(List<Result> results, Outcome.Kind kind) {
        return (int) results.stream()
                .filter(result -> result.outcome().kind() == kind)
                .count();
    }

    private static boolean exactlyOne(PreparedStatement update, Claim claim) throws SQLException {
        if (update.executeUpdate() != 1) {
            throw new LeaseLost(claim); // rolls the transaction back
        }
        return true;
    }
}
