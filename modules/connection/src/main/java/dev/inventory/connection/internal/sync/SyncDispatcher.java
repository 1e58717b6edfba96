package dev.inventory.connection.internal.sync;

import dev.inventory.box.ItemImports;
import dev.inventory.connection.internal.mapping.TargetKind;
import dev.inventory.connection.internal.source.ConnectionSettings;
import dev.inventory.connection.internal.source.Source;
import dev.inventory.connection.internal.source.Sources;
import dev.inventory.connection.internal.source.Stage;
import dev.inventory.device.DeviceImports;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import dev.inventory.platform.secrets.SecretUnreadable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds profiles that are due and runs that wait, and has them run. A run that is asked for is looked for right after its
 * transaction; the slow poll finds the rest: what is due, and the runs of servers that died.
 */
@ApplicationScoped
class SyncDispatcher {

    private static final Logger LOG = Logger.getLogger(SyncDispatcher.class.getName());
    private static final int DUE_AT_ONCE = 100;
    private static final int RENEWALS_PER_LEASE = 3;
    private static final Duration STOP_TIME = Duration.ofSeconds(3);

    @Inject
    Jobs jobs;

    @Inject
    SyncQueue queue;

    @Inject
    SyncStore store;

    @Inject
    ProfileHealth health;

    @Inject
    Plans plans;

    @Inject
    Sources sources;

    @Inject
    ItemImports items;

    @Inject
    DeviceImports devices;

    @Inject
    ConnectionSettings settings;

    @Inject
    Clock clock;

    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** A claim that is worked on; the runner is there as soon as the profile was read. */
    private static final class Running {
        private final Claim claim;
        private volatile Optional<SyncRunner<?>> runner = Optional.empty();

        Running(Claim claim) {
            this.claim = claim;
        }
    }

    void start(@Observes Started started) {
        if (settings.enabled()) {
            jobs.every("connection-syncs", settings.pollInterval(), this::round);
            jobs.every("connection-leases", settings.lease().dividedBy(RENEWALS_PER_LEASE), this::renewLeases);
            jobs.every("connection-history", Duration.ofHours(1), () -> store.forget(settings.history()));
        }
    }

    void requested(@Observes(during = TransactionPhase.AFTER_SUCCESS) SyncRequested request) {
        if (settings.enabled()) {
            jobs.once("connection-syncs", this::dispatch);
        }
    }

    void round() {
        for (SyncQueue.Due due : queue.dueProfiles(DUE_AT_ONCE)) {
            queue.schedule(due);
        }
        queue.takeUpInterrupted();
        dispatch();
    }

    /** Starts what waits, as far as there is room. */
    synchronized void dispatch() {
        while (!stopping && running.size() < settings.parallel()) {
            Optional<Claim> claim = queue.claim(settings.lease());
            if (claim.isEmpty()) {
                return;
            }
            launch(claim.get());
        }
    }

    private void launch(Claim claim) {
        Running mine = new Running(claim);
        running.put(claim.runId(), mine);
        try {
            jobs.once("connection-sync-run", () -> run(mine));
        } catch (RejectedExecutionException e) {
            running.remove(claim.runId());
            throw e;
        }
    }

    private void run(Running mine) {
        Claim claim = mine.claim;
        try {
            Optional<SyncPlan> plan = plans.plan(claim.profileId());
            if (plan.isPresent()) {
                run(mine, plan.get());
            }
        } catch (LeaseLost e) {
            LOG.info(e.getMessage());
        } catch (Failure | SecretUnreadable e) {
            fail(claim, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Sync run " + claim.runId() + " failed", e);
            fail(claim, "The server failed; its log has the details");
        } finally {
            running.remove(claim.runId());
            if (!stopping) {
                jobs.once("connection-syncs", this::dispatch); // there is room now for one that waits
            }
        }
    }

    private void run(Running mine, SyncPlan plan) {
        SyncRunner<?> runner = new SyncRunner<>(mine.claim, plan, target(plan), store, jobs::offer);
        mine.runner = Optional.of(runner);
        if (stopping) {
            runner.stop();
        }
        Optional<SyncRunner.End> end;
        try (Source source = sources.open(plan.settings())) {
            end = runner.run(source);
        }
        if (end.isPresent()) {
            health.ended(plan.profileId(), end.get(), mine.claim.dryRun());
        } else {
            queue.giveBack(mine.claim);
        }
    }

    private SyncTarget<?> target(SyncPlan plan) {
        return plan.target() == TargetKind.ITEMS
                ? SyncTarget.items(items)
                : SyncTarget.devices(devices, plan.organization());
    }

    private void fail(Claim claim, String why) {
        try {
            store.finish(claim, RunStatus.FAILED, Counts.NONE, why, List.of());
            health.ended(
                    claim.profileId(),
                    new SyncRunner.End(RunStatus.FAILED, Counts.NONE, Optional.of(Stage.MAP), why),
                    claim.dryRun());
        } catch (LeaseLost e) {
            LOG.info(e.getMessage());
        }
    }

    void renewLeases() {
        Instant until = clock.instant().plus(settings.lease());
        for (Running each : running.values()) {
            if (!queue.renew(each.claim, until)) {
                each.runner.ifPresent(SyncRunner::loseLease);
            }
        }
    }

    void stop(@Observes Stopping stopped) {
        stopping = true;
        running.values().forEach(each -> each.runner.ifPresent(SyncRunner::stop));
        long latest = System.nanoTime() + STOP_TIME.toNanos();
        try {
            while (!running.isEmpty() && System.nanoTime() - latest < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.values()
                .forEach(each -> LOG.warning("Sync run " + each.claim.runId()
                        + " did not stop in time; it is taken up again when its lease has run out"));
    }
}
