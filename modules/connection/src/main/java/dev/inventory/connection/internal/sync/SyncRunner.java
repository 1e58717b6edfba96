package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.mapping.Mapped;
import dev.inventory.connection.internal.mapping.MappingFailure;
import dev.inventory.connection.internal.mapping.OnMissing;
import dev.inventory.connection.internal.source.Reading;
import dev.inventory.connection.internal.source.Source;
import dev.inventory.connection.internal.source.SourceFailure;
import dev.inventory.connection.internal.source.SourceRecord;
import dev.inventory.connection.internal.source.Stage;
import dev.inventory.platform.imports.Imports.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works on one claimed run, on one thread. Records are read, mapped and collected; a batch of them is written in a
 * transaction of its own, which is open while nothing is read. What the source has no longer is dealt with at the end, and
 * only if all of the source was read.
 *
 * @param <T> what a record becomes
 */
final class SyncRunner<T> implements Reading {

    /** Records in one transaction. */
    static final int BATCH = 1000;

    /** Most changes that a dry run shows. */
    static final int MAX_DIFF = 100;

    private static final int REMOVAL_BATCH = 500;

    private final Claim claim;
    private final SyncPlan plan;
    private final SyncTarget<T> target;
    private final SyncStore store;
    private final SeenIds seen = new SeenIds();
    private final List<Map<String, Object>> diff = new ArrayList<>();

    private Map<String, Mapped> records = new LinkedHashMap<>();
    private List<RecordError> errors = new ArrayList<>();
    private long skipped;
    private Counts counts = Counts.NONE;
    private boolean unnamed;
    private volatile boolean leaseLost;
    private volatile boolean stopping;

    /** How a run ended. */
    record End(
            RunStatus status,
            Counts counts,
            Optional<Stage> failedAt,
            @Nullable String error) {}

    SyncRunner(Claim claim, SyncPlan plan, SyncTarget<T> target, SyncStore store) {
        this.claim = claim;
        this.plan = plan;
        this.target = target;
        this.store = store;
    }

    Claim claim() {
        return claim;
    }

    /** Somebody else has the run: nothing more is written. */
    void loseLease() {
        leaseLost = true;
    }

    /** The server stops: the run ends after the batch at hand. */
    void stop() {
        stopping = true;
    }

    /**
     * Works until the run has ended.
     *
     * @return how it ended; empty if the server stops
     */
    Optional<End> run(Source source) {
        String error = null;
        Optional<Stage> failedAt = Optional.empty();
        boolean whole = false;
        try {
            whole = source.read(this);
            flush();
        } catch (SourceFailure failure) {
            flush();
            error = failure.sentence();
            failedAt = Optional.of(failure.stage());
        }
        if (stopping) {
            return Optional.empty();
        }
        if (failedAt.isEmpty()) {
            error = dealWithMissing(whole);
        }
        RunStatus status = failedAt.isPresent()
                ? RunStatus.FAILED
                : counts.failed() > 0 || !whole || error != null ? RunStatus.PARTIAL : RunStatus.SUCCESS;
        store.finish(claim, status, counts, error, diff);
        return Optional.of(new End(status, counts, failedAt, error));
    }

    @Override
    public boolean record(SourceRecord record, long number) {
        if (leaseLost) {
            throw new LeaseLost(claim);
        }
        if (!plan.configuration().mapping().wants(record)) {
            skipped++;
            return !stopping;
        }
        try {
            Mapped mapped = plan.configuration().mapping().map(record);
            if (records.putIfAbsent(mapped.externalId(), mapped) != null) {
                errors.add(new RecordError(mapped.externalId(), null, "The same id came before in this run"));
            }
        } catch (MappingFailure failure) {
            String name = failure.record().isEmpty() ? "#" + number : failure.record();
            fail(new RecordError(name, failure.field(), failure.sentence()));
        }
        if (records.size() + errors.size() >= BATCH) {
            flush();
        }
        return !stopping;
    }

    @Override
    public void broken(String name, String why) {
        fail(new RecordError(name, null, why));
    }

    private void fail(RecordError error) {
        unnamed |= !error.isNamed();
        errors.add(error);
    }

    private void flush() {
        if (records.isEmpty() && errors.isEmpty() && skipped == 0) {
            return;
        }
        Batch batch = new Batch(List.copyOf(records.values()), List.copyOf(errors), skipped);
        records = new LinkedHashMap<>();
        errors = new ArrayList<>();
        skipped = 0;
        BatchResult result = store.write(claim, target, plan.source(), batch, counts, seen::contains);
        result.ids().forEach(seen::add);
        counts = counts.plus(result.counts());
        result.diff().stream().limit(MAX_DIFF - diff.size()).forEach(diff::add);
    }

    /** @return why nothing was done although something may be missing; null if all is well */
    private @Nullable String dealWithMissing(boolean whole) {
        OnMissing how = plan.configuration().onMissing();
        if (how == OnMissing.KEEP) {
            return null;
        }
        if (!whole || unnamed) {
            return "Nothing was removed: some of the source could not be read";
        }
        long all = 0;
        long missing = 0;
        List<Known> page = store.following(target, plan.source(), 0, REMOVAL_BATCH);
        while (!page.isEmpty()) {
            for (Known each : page) {
                all++;
                missing += isMissing(each, how) ? 1 : 0;
            }
            page = store.following(
                    target, plan.source(), page.get(page.size() - 1).id(), REMOVAL_BATCH);
        }
        int most = plan.configuration().maxRemovalPercent();
        if (missing * 100 > all * most) {
            return "Nothing was removed: the source lacks " + missing + " of " + all + ", which is more than " + most
                    + " percent (max_removal_percent)";
        }
        if (missing > 0) {
            removeMissing(how);
        }
        return null;
    }

    private void removeMissing(OnMissing how) {
        long after = 0;
        while (true) {
            List<Known> page = store.following(target, plan.source(), after, REMOVAL_BATCH);
            if (page.isEmpty() || stopping) {
                return;
            }
            after = page.get(page.size() - 1).id();
            List<Known> gone =
                    page.stream().filter(each -> isMissing(each, how)).toList();
            if (!gone.isEmpty()) {
                remove(gone, how);
            }
        }
    }

    private void remove(List<Known> gone, OnMissing how) {
        if (claim.dryRun()) {
            for (Known each : gone) {
                if (diff.size() < MAX_DIFF) {
                    diff.add(Map.of("record", each.externalId(), "action", how == OnMissing.MARK ? "mark" : "delete"));
                }
            }
            counts = counts.plus(new Counts(0, 0, 0, 0, gone.size(), 0, 0));
            return;
        }
        List<Long> ids = gone.stream().map(Known::id).toList();
        int stay = store.remove(claim, target, ids, how, counts).size();
        counts = counts.plus(new Counts(0, 0, 0, 0, gone.size() - stay, stay, 0));
    }

    /** What is marked already is not marked again. */
    private boolean isMissing(Known each, OnMissing how) {
        return !seen.contains(each.id()) && !(how == OnMissing.MARK && each.missing());
    }
}
