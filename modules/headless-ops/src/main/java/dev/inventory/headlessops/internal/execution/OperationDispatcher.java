package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds due operations, claims them and has them run. An operation that is due on arrival is looked for right after its
 * transaction; the slow poll finds the rest: those whose time comes, and those whose server died.
 */
@ApplicationScoped
class OperationDispatcher {

    private static final Logger LOG = Logger.getLogger(OperationDispatcher.class.getName());
    private static final Duration STOP_TIME = Duration.ofSeconds(3);
    private static final int RENEWALS_PER_LEASE = 3;

    @Inject
    Jobs jobs;

    @Inject
    OperationStore store;

    @Inject
    OperationTypes types;

    @Inject
    OperationSettings settings;

    @Inject
    Clock clock;

    private final Map<Long, OperationRunner> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    void start(@Observes Started started) {
        jobs.every("operations", settings.pollInterval(), this::dispatch);
        jobs.every("operation-leases", settings.lease().dividedBy(RENEWALS_PER_LEASE), this::renewLeases);
    }

    void accepted(@Observes(during = TransactionPhase.AFTER_SUCCESS) OperationAccepted operation) {
        if (!operation.executeAt().isAfter(clock.instant())) {
            jobs.once("operations", this::dispatch);
        }
    }

    /** Starts what is due, as far as there is room. */
    synchronized void dispatch() {
        int room = settings.parallel() - running.size();
        if (stopping || room <= 0) {
            return;
        }
        for (OperationStore.Due due : store.due(settings.parallel())) {
            // One whose lease ran out under its own runner is not started beside it: that one renews or gives up.
            if (room > 0 && !running.containsKey(due.operationId())) {
                Instant leaseUntil = clock.instant().plus(settings.lease());
                if (store.claim(due, settings.lease())
                        .map(claim -> launch(claim, leaseUntil))
                        .orElse(false)) {
                    room--;
                }
            }
        }
    }

    private boolean launch(Claim claim, Instant leaseUntil) {
        OperationRunner runner = new OperationRunner(claim, leaseUntil, store, types, clock);
        running.put(claim.operationId(), runner);
        try {
            jobs.once("operation-run", () -> run(runner));
            return true;
        } catch (RejectedExecutionException e) {
            running.remove(claim.operationId());
            throw e;
        }
    }

    private void run(OperationRunner runner) {
        try {
            runner.run();
        } finally {
            running.remove(runner.claim().operationId());
            if (!stopping) {
                // There is room now for one that waits.
                jobs.once("operations", this::dispatch);
            }
        }
    }

    void renewLeases() {
        for (OperationRunner runner : running.values()) {
            Instant until = clock.instant().plus(settings.lease());
            if (store.renew(runner.claim(), until)) {
                runner.leasedUntil(until);
            } else {
                runner.loseLease();
            }
        }
    }

    void stop(@Observes Stopping stopped) {
        stopping = true;
        running.values().forEach(OperationRunner::stop);
        Instant latest = clock.instant().plus(STOP_TIME);
        try {
            for (OperationRunner runner : running.values()) {
                Duration left = Duration.between(clock.instant(), latest);
                if (!runner.awaitEnd(left)) {
                    LOG.warning("Operation " + runner.claim().operationId()
                            + " did not stop in time; it is taken up again when its lease has run out");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.log(Level.FINE, "Interrupted while operations stop", e);
        }
    }
}
