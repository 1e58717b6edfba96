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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Finds due operations, claims shares of them and has them worked on. An operation that is due on arrival is looked for
 * right after its transaction; the slow poll finds the rest: those whose time comes, and those whose server died.
 */
@ApplicationScoped
class OperationDispatcher {

    private static final Logger LOG = Logger.getLogger(OperationDispatcher.class.getName());
    private static final Duration STOP_TIME = Duration.ofSeconds(3);
    private static final int RENEWALS_PER_LEASE = 3;

    /** How long a share is worked on before it makes way for an organization that waits. */
    private static final Duration SLICE = Duration.ofSeconds(5);

    /** How late a recurring operation may start without having missed its time. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    @Inject
    Jobs jobs;

    @Inject
    OperationQueue queue;

    @Inject
    OperationStart starts;

    @Inject
    OperationShares shares;

    @Inject
    OperationResults results;

    @Inject
    OperationEnd ends;

    @Inject
    OperationTypes types;

    @Inject
    OrganizationBounds bounds;

    @Inject
    OperationSettings settings;

    @Inject
    Clock clock;

    private final Map<Claim, Running> running = new ConcurrentHashMap<>();
    private final Map<StartClaim, Due> starting = new ConcurrentHashMap<>();
    private final Turns turns = new Turns();
    private volatile boolean stopping;

    /** A share that this server works on. */
    private record Running(OperationRunner runner, Instant since) {}

    void start(@Observes Started started) {
        jobs.every("operations", settings.pollInterval(), this::dispatch);
        jobs.every("operation-leases", settings.lease().dividedBy(RENEWALS_PER_LEASE), this::renewLeases);
    }

    void accepted(@Observes(during = TransactionPhase.AFTER_SUCCESS) OperationAccepted operation) {
        if (!operation.executeAt().isAfter(clock.instant())) {
            jobs.once("operations", this::dispatch);
        }
    }

    void controlled(@Observes(during = TransactionPhase.AFTER_SUCCESS) OperationControlled operation) {
        jobs.once("operations", this::dispatch);
    }

    /** Starts what is due, as far as there is room. */
    synchronized void dispatch() {
        if (stopping) {
            return;
        }
        heedControls();
        List<Due> waiting = new ArrayList<>(queue.due());
        waiting.removeIf(due -> starting.containsValue(due));
        while (room() > 0 && !waiting.isEmpty()) {
            Due next = turns.next(waiting, lanes());
            boolean taken = next.started() ? takeShare(next) : takeStart(next);
            if (taken) {
                turns.taken(next);
            }
            if (!taken || !next.started()) {
                waiting.remove(next);
            }
        }
        makeWay(waiting);
    }

    private int room() {
        return settings.parallel() - running.size() - starting.size();
    }

    private Map<Long, Integer> lanes() {
        Map<Long, Integer> lanes = new HashMap<>();
        running.values().forEach(work -> lanes.merge(work.runner().lane(), 1, Integer::sum));
        starting.values().forEach(due -> lanes.merge(due.lane(), 1, Integer::sum));
        return lanes;
    }

    private boolean takeStart(Due due) {
        Optional<StartClaim> claim = starts.claim(due, settings.lease());
        claim.ifPresent(taken -> {
            starting.put(taken, due);
            submit("operation-start", () -> begin(taken), () -> starting.remove(taken));
        });
        return claim.isPresent();
    }

    private void begin(StartClaim claim) {
        try {
            boolean unused = starts.begin(claim, GRACE);
        } catch (LeaseLost e) {
            LOG.info(e.getMessage());
        } finally {
            starting.remove(claim);
        }
        dispatch();
    }

    private boolean takeShare(Due due) {
        Optional<Assignment> assignment = shares.claim(due.operationId(), settings.lease());
        if (assignment.isEmpty() && ends.settle(due.operationId())) {
            assignment = shares.claim(due.operationId(), settings.lease());
        }
        assignment.ifPresent(this::launch);
        return assignment.isPresent();
    }

    private void launch(Assignment assignment) {
        OperationRunner runner =
                new OperationRunner(assignment, settings.lease(), shares, results, types, bounds, clock);
        running.put(assignment.claim(), new Running(runner, clock.instant()));
        submit("operation-run", () -> run(runner), () -> running.remove(assignment.claim()));
    }

    private void submit(String name, Runnable task, Runnable undo) {
        try {
            jobs.once(name, task);
        } catch (RejectedExecutionException e) {
            undo.run();
            throw e;
        }
    }

    private void run(OperationRunner runner) {
        try {
            runner.run();
        } finally {
            running.remove(runner.claim());
            if (!stopping) {
                // There is room now, and perhaps the share was the last.
                jobs.once("operations", this::dispatch);
            }
        }
    }

    /** What users said to another server than this one, or to this one while it was claiming. */
    private void heedControls() {
        Set<Long> operations = running.keySet().stream().map(Claim::operationId).collect(Collectors.toSet());
        Map<Long, Control> controls = queue.controls(operations);
        running.forEach((claim, work) -> {
            if (controls.getOrDefault(claim.operationId(), Control.RUN) != Control.RUN) {
                work.runner().drain();
            }
        });
    }

    /** When an organization waits for whom nothing is done, the share that was worked on longest makes way. */
    private void makeWay(List<Due> waiting) {
        Map<Long, Integer> lanes = lanes();
        boolean neglected = waiting.stream().anyMatch(due -> !lanes.containsKey(due.lane()));
        if (room() > 0
                || !neglected
                || running.values().stream().anyMatch(work -> work.runner().isDraining())) {
            return;
        }
        Instant latest = clock.instant().minus(SLICE);
        running.values().stream()
                .filter(work -> work.since().isBefore(latest))
                .min(Comparator.comparing(Running::since))
                .ifPresent(work -> work.runner().drain());
    }

    void renewLeases() {
        for (Running work : running.values()) {
            OperationRunner runner = work.runner();
            Instant until = clock.instant().plus(settings.lease());
            if (shares.renew(runner.claim(), until)) {
                runner.leasedUntil(until);
                shares.widen(runner.claim()).ifPresent(runner::widen);
            } else {
                runner.loseLease();
            }
        }
        for (StartClaim claim : starting.keySet()) {
            boolean unused = starts.renew(claim, clock.instant().plus(settings.lease()));
        }
    }

    void stop(@Observes Stopping stopped) {
        stopping = true;
        running.values().forEach(work -> work.runner().stop());
        Instant latest = clock.instant().plus(STOP_TIME);
        try {
            for (Running work : running.values()) {
                Duration left = Duration.between(clock.instant(), latest);
                if (!work.runner().awaitEnd(left)) {
                    LOG.warning("Operation " + work.runner().claim().operationId()
                            + " did not stop in time; it is taken up again when its lease has run out");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.log(Level.FINE, "Interrupted while operations stop", e);
        }
    }
}
