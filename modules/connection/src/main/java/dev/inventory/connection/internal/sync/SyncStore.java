package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.mapping.OnMissing;
import dev.inventory.platform.imports.Imports.Known;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run writes, and its end. Each update is conditional, as the claim was: what a server writes that has lost its
 * claim is rolled back as a whole.
 */
@ApplicationScoped
@RetriedOnContention
public class SyncStore {

    /** Most errors of a run that are named; the others are counted. */
    static final int MAX_ERRORS = 10_000;

    private static final int MAX_MESSAGE = 600;

    private static final int AFTER_ALL_BATCHES = Integer.MAX_VALUE;

    private static final BulkInsert ERRORS = new BulkInsert(
            "connection_sync_error",
            new Column("run_id", SqlType.BIGINT),
            new Column("batch_number", SqlType.INTEGER),
            new Column("record", SqlType.TEXT),
            new Column("field_name", SqlType.TEXT),
            new Column("message", SqlType.TEXT));

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * Writes a batch and what it adds to the run's counts. Two batches of a run may be written at once where
     * {@link #writesAtOnce} says so, if they have no record in common.
     *
     * @param failures how many records the run has failed at, more or less
     * @param seen whether an object came in this run before: an id that comes twice would change back and forth
     */
    @Transactional
    <T> BatchResult write(
            Claim claim, SyncTarget<T> target, String source, Batch batch, long failures, LongPredicate seen) {
        BatchResult result = new BatchWriting<>(target, source).write(batch, seen, claim.dryRun());
        if (failures < MAX_ERRORS) {
            note(claim, batch.number(), batch.errors());
            note(claim, batch.number(), result.refused());
        }
        progress(claim, result.counts());
        return result;
    }

    /**
     * Whether two batches for a target may be written at the same time. Derby reads an index together with the entries
     * beside what is looked for, and waits where another transaction writes them.
     */
    boolean writesAtOnce(SyncTarget<?> target) {
        return target.apart() && database.isPostgresql();
    }

    /** Notes records that were not taken. */
    private void note(Claim claim, int batch, Collection<RecordError> errors) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (RecordError error : errors) {
            rows.add(new @Nullable Object[] {
                claim.runId(), batch, cut(error.record(), 250), error.field(), cut(error.message(), MAX_MESSAGE)
            });
        }
        database.run(connection -> {
            ERRORS.write(connection, rows);
            return rows.size();
        });
    }

    /** Marks or deletes objects that the source has no longer. */
    @Transactional
    <T> Map<Long, String> remove(Claim claim, SyncTarget<T> target, Collection<Long> ids, OnMissing how) {
        Map<Long, String> stay = Map.of();
        if (how == OnMissing.DELETE) {
            stay = target.imports().remove(ids);
        } else {
            target.imports().markMissing(ids);
        }
        List<RecordError> errors = new ArrayList<>();
        stay.forEach((id, why) -> errors.add(new RecordError("#" + id, null, why)));
        note(claim, AFTER_ALL_BATCHES, errors);
        progress(claim, new Counts(0, 0, 0, 0, ids.size() - stay.size(), stay.size(), 0));
        return stay;
    }

    /** A run is claimed once in its life, so what is counted up here began at nothing. */
    private void progress(Claim claim, Counts more) {
        database.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE connection_sync_run SET record_count = record_count + ?,"
                            + " created_count = created_count + ?, updated_count = updated_count + ?,"
                            + " unchanged = unchanged + ?, removed = removed + ?, failed = failed + ?,"
                            + " skipped = skipped + ?"
                            + " WHERE id = ? AND fence = ? AND status = 'running'")) {
                update.setLong(1, more.records());
                update.setLong(2, more.created());
                update.setLong(3, more.updated());
                update.setLong(4, more.unchanged());
                update.setLong(5, more.removed());
                update.setLong(6, more.failed());
                update.setLong(7, more.skipped());
                update.setLong(8, claim.runId());
                update.setLong(9, claim.fence());
                if (update.executeUpdate() == 0) {
                    throw new LeaseLost(claim);
                }
                return true;
            }
        });
    }

    /** The objects that came from a source, from the one after an external id. */
    @Transactional
    <T> List<Known> following(SyncTarget<T> target, String source, String after, int max) {
        return target.imports().following(source, after, max);
    }

    /**
     * Ends a run.
     *
     * @param rest what it counted and no batch has written
     */
    @Transactional
    public void finish(
            Claim claim, RunStatus status, Counts rest, @Nullable String error, List<Map<String, Object>> diff) {
        Instant now = clock.instant();
        progress(claim, rest);
        database.run(connection -> {
            try (PreparedStatement end = connection.prepareStatement("UPDATE connection_sync_run SET status = ?,"
                    + " finished_at = ?, error = ?, diff_json = ? WHERE id = ? AND fence = ?")) {
                end.setString(1, status.word());
                SqlInstant.set(end, 2, now);
                end.setString(3, error == null ? null : cut(error, MAX_MESSAGE));
                end.setString(4, claim.dryRun() ? Json.write(diff) : null);
                end.setLong(5, claim.runId());
                end.setLong(6, claim.fence());
                end.executeUpdate();
            }
            return true;
        });
    }

    /** Forgets runs that ended long ago. */
    @Transactional
    public int forget(Duration history) {
        Instant before = clock.instant().minus(history);
        return database.run(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM connection_sync_run WHERE finished_at < ?")) {
                SqlInstant.set(delete, 1, before);
                return delete.executeUpdate();
            }
        });
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
