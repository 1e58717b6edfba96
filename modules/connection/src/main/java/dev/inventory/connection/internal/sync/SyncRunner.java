package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.mapping.Mapped;
import dev.inventory.connection.internal.mapping.OnMissing;
import dev.inventory.connection.internal.source.Source;
import dev.inventory.connection.internal.source.SourceFailure;
import dev.inventory.connection.internal.source.Stage;
import dev.inventory.platform.imports.Imports.Known;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Works on one claimed run. Records are read and mapped ahead, by another thread; a batch of them is written in a
 * transaction of its own, which never waits for the source, and where it may be the next one beside it. What the source
 * has no longer is dealt with at the end, and only if all of the source was read.
 *
 * @param <T> what a record becomes
 */
final class SyncRunner<T> {

    /** Most changes that a dry run shows. */
    static final int MAX_DIFF = 100;

    private static final int REMOVAL_BATCH = 500;

    private final Claim claim;
    private final SyncPlan plan;
    private final SyncTarget<T> target;
    private final SyncStore store;
    private final Consumer<RunnableFuture<?>> beside;
    private final int atOnce;
    private final Queue<Writing> begun = new ArrayDeque<>();
    private final SeenIds seen = new SeenIds();
    private final List<Map<String, Object>> diff = new ArrayList<>();

    private Counts counts = Counts.NONE;
    private Counts unwritten = Counts.NONE;
    private volatile boolean leaseLost;
    private volatile boolean stopping;

    /** A batch that is being written, and its records' names. */
    private record Writing(Set<String> names, FutureTask<BatchResult> result) {

        boolean hasAnyOf(Batch batch) {
            return names(batch).anyMatch(names::contains);
        }

        static Stream<String> names(Batch batch) {
            return Stream.concat(
                    batch.records().stream().map(Mapped::externalId),
                    batch.errors().stream().map(RecordError::record));
        }
    }

    /** How a run ended. */
    record End(
            RunStatus status,
            Counts counts,
            Optional<Stage> failedAt,
            @Nullable String error) {}

    /** @param beside takes work that may be done by another thread; if it is not, this one does it */
    SyncRunner(Claim claim, SyncPlan plan, SyncTarget<T> target, SyncStore store, Consumer<RunnableFuture<?>> beside) {
        this.claim = claim;
        this.plan = plan;
        this.target = target;
        this.store = store;
        this.beside = beside;
        this.atOnce = store.writesAtOnce(target) ? 2 : 1;
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
        boolean unnamed = false;
        try (ReadAhead ahead = ReadAhead.of(source, plan.configuration().mapping())) {
            writeAll(ahead);
            whole = ahead.isWhole();
            unnamed = ahead.hasUnnamed();
        } catch (SourceFailure failure) {
            error = failure.sentence();
            failedAt = Optional.of(failure.stage());
        }
        if (leaseLost) {
            throw new LeaseLost(claim);
        }
        if (stopping) {
            return Optional.empty();
        }
        if (failedAt.isEmpty() && counts.isNothingTaken()) {
            error = "None of the " + counts.failed() + " records could be taken; the run's errors say why";
            failedAt = Optional.of(Stage.MAP);
        }
        if (failedAt.isEmpty()) {
            error = dealWithMissing(whole && !unnamed);
        }
        RunStatus status = failedAt.isPresent()
                ? RunStatus.FAILED
                : counts.failed() > 0 || !whole || error != null ? RunStatus.PARTIAL : RunStatus.SUCCESS;
        store.finish(claim, status, unwritten, error, diff);
        return Optional.of(new End(status, counts, failedAt, error));
    }

    private boolean isOver() {
        return stopping || leaseLost;
    }

    private void writeAll(ReadAhead ahead) throws SourceFailure {
        try {
            Optional<Batch> batch = ahead.next(this::isOver);
            while (batch.isPresent()) {
                write(batch.get());
                batch = ahead.next(this::isOver);
            }
        } finally {
            while (!begun.isEmpty()) {
                settle();
            }
        }
    }

    /** Where they may be, two batches are written at a time, so that the database and this server work at once. */
    private void write(Batch batch) {
        long failures = counts.failed();
        FutureTask<BatchResult> task =
                new FutureTask<>(() -> store.write(claim, target, plan.source(), batch, failures, seen::contains));
        Writing writing = new Writing(Writing.names(batch).collect(Collectors.toSet()), task);
        // with a record in common: only when the other is written it is known that it came before
        while (begun.size() == atOnce || begun.stream().anyMatch(other -> other.hasAnyOf(batch))) {
            settle();
        }
        begun.add(writing);
        if (atOnce == 1) {
            settle();
        } else {
            beside.accept(task);
        }
    }

    /** Waits for the batch that was begun first; one that no other thread has begun with is written here. */
    private void settle() {
        FutureTask<BatchResult> first = begun.remove().result();
        first.run();
        try {
            take(first.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a batch is written", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private void take(BatchResult result) {
        result.ids().forEach(seen::add);
        counts = counts.plus(result.counts());
        result.diff().stream().limit(MAX_DIFF - diff.size()).forEach(diff::add);
    }

    /** @return why nothing was done although something may be missing; null if all is well */
    private @Nullable String dealWithMissing(boolean complete) {
        OnMissing how = plan.configuration().onMissing();
        if (how == OnMissing.KEEP) {
            return null;
        }
        if (!complete) {
            return "Nothing was removed: some of the source could not be read";
        }
        long all = 0;
        long missing = 0;
        List<Known> page = store.following(target, plan.source(), "", REMOVAL_BATCH);
        while (!page.isEmpty()) {
            for (Known each : page) {
                all++;
                missing += isMissing(each, how) ? 1 : 0;
            }
            page = store.following(
                    target, plan.source(), page.get(page.size() - 1).externalId(), REMOVAL_BATCH);
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
        String after = "";
        while (true) {
            List<Known> page = store.following(target, plan.source(), after, REMOVAL_BATCH);
            if (page.isEmpty() || stopping) {
                return;
            }
            after = page.get(page.size() - 1).externalId();
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
            Counts removed = new Counts(0, 0, 0, 0, gone.size(), 0, 0);
            counts = counts.plus(removed);
            unwritten = unwritten.plus(removed);
            return;
        }
        List<Long> ids = gone.stream().map(Known::id).toList();
        int stay = store.remove(claim, target, ids, how).size();
        counts = counts.plus(new Counts(0, 0, 0, 0, gone.size() - stay, stay, 0));
    }

    /** What is marked already is not marked again. */
    private boolean isMissing(Known each, OnMissing how) {
        return !seen.contains(each.id()) && !(how == OnMissing.MARK && each.missing());
    }
}
