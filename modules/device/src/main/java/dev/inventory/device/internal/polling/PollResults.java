package dev.inventory.device.internal.polling;

import dev.inventory.device.ObservedStatus;
import dev.inventory.device.internal.snmp.SnmpReply;
import dev.inventory.device.internal.snmp.SystemGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Draws the conclusions from answers and silence, on one thread, and has them stored: a change of status at once, the
 * time of the last answer within the flush interval. The queue is bounded by itself, since a device is not asked again
 * before its last outcome was seen here.
 */
@ApplicationScoped
public class PollResults {

    private static final Logger LOG = Logger.getLogger(PollResults.class.getName());
    private static final int BATCH = 2000;
    private static final long ROUND_MS = 1000;
    private static final long WAIT_MS = 20;
    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(200);
    /** Clocks and round trips move the computed time of boot by less than this. */
    private static final Duration BOOT_TOLERANCE = Duration.ofSeconds(2);

    /**
     * When a device counts as down, and how long what was learned may wait.
     *
     * @param failuresToDown failed polls in a row
     * @param longestPause between two polls of a device that is down
     * @param flush the time that {@code last_seen} may stand in memory
     */
    record Rules(int failuresToDown, Duration longestPause, Duration flush) {}

    /** What one question to a device came to. */
    record Outcome(PolledDevice device, SnmpReply reply, Kind kind, Instant at) {

        /** Why the device was asked. */
        enum Kind {
            /** Its time had come. */
            POLL,
            /** Somebody wants to know now: silence counts at once, since it was asked twice. */
            CHECK
        }
    }

    @Inject
    PollStore store;

    @Inject
    Fleet fleet;

    @Inject
    Clock clock;

    private final BlockingQueue<Outcome> queue = new LinkedBlockingQueue<>();
    private final Map<Long, CompletableFuture<ObservedStatus>> waiting = new LinkedHashMap<>();
    private final PollBatch batch = new PollBatch();
    private final List<PolledDevice> decided = new ArrayList<>();
    private final Map<Long, PolledDevice> seen = new LinkedHashMap<>();
    private Rules rules = new Rules(2, Duration.ofMinutes(5), Duration.ofSeconds(10));
    private BiConsumer<PolledDevice, Instant> reschedule = (device, due) -> {};
    private Instant flushed = Instant.EPOCH;
    private @Nullable Counter answered;
    private @Nullable Counter silent;

    void begin(Rules given, BiConsumer<PolledDevice, Instant> scheduler) {
        rules = given;
        reschedule = scheduler;
    }

    void countIn(MetricRegistry metrics) {
        answered = metrics.counter("inventory_polls_total", new Tag("result", "answered"));
        silent = metrics.counter("inventory_polls_total", new Tag("result", "silent"));
    }

    /** Only enqueues: called on the session's threads. */
    void add(Outcome outcome) {
        queue.add(outcome);
    }

    /** The stored status of a device after the check that is to be added next for it. */
    CompletableFuture<ObservedStatus> awaitStored(long deviceId) {
        synchronized (waiting) {
            return waiting.computeIfAbsent(deviceId, id -> new CompletableFuture<>());
        }
    }

    /** Takes in outcomes for about a second. */
    void round() {
        long end = clock.millis() + ROUND_MS;
        while (clock.millis() < end) {
            List<Outcome> outcomes = take();
            write(outcomes, clock.instant().isAfter(flushed.plus(rules.flush())));
        }
    }

    /** Writes all that is held in memory; for the end. */
    void flush() {
        List<Outcome> rest = new ArrayList<>();
        queue.drainTo(rest);
        write(rest, true);
    }

    private List<Outcome> take() {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            Outcome first = queue.poll(WAIT_MS, TimeUnit.MILLISECONDS);
            if (first != null) {
                outcomes.add(first);
                queue.drainTo(outcomes, BATCH - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return outcomes;
    }

    private synchronized void write(List<Outcome> outcomes, boolean withSeen) {
        boolean stored = false;
        try {
            outcomes.forEach(this::concludeSafely);
            store(withSeen);
            stored = true;
        } finally {
            for (Outcome outcome : outcomes) {
                if (outcome.kind() == Outcome.Kind.CHECK) {
                    tellWaiting(outcome, stored);
                }
            }
        }
    }

    private void store(boolean withSeen) {
        if (withSeen) {
            seen.values().forEach(batch::seen);
            seen.clear();
            flushed = clock.instant();
        }
        if (!batch.isEmpty()) {
            // If this fails, the batch is kept and written by the next round.
            List<Long> gone = store.write(batch);
            gone.forEach(fleet::forget);
            batch.clear();
            decided.forEach(device -> {
                device.statusWrittenAt = clock.millis();
                device.statusUnwritten = false;
            });
            decided.clear();
        }
    }

    /** Whatever an agent sent: the others' outcomes count, and this device is asked again. */
    private void concludeSafely(Outcome outcome) {
        try {
            conclude(outcome);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The answer of device " + outcome.device().id + " is not understood", e);
            reschedule.accept(
                    outcome.device(),
                    outcome.at().plus(outcome.device().settings.interval()));
        }
    }

    private void conclude(Outcome outcome) {
        PolledDevice device = outcome.device();
        if (outcome.reply() instanceof SnmpReply.Answer answer) {
            alive(outcome, SystemGroup.of(answer.varbinds()));
        } else if (outcome.reply() instanceof SnmpReply.ErrorStatus) {
            alive(outcome, new SystemGroup(java.util.Optional.empty(), Map.of()));
        } else if (outcome.reply() instanceof SnmpReply.NotSent notSent) {
            dead(outcome, notSent.reason());
        } else {
            dead(outcome, silence(device));
        }
    }

    private void alive(Outcome outcome, SystemGroup learned) {
        count(answered);
        PolledDevice device = outcome.device();
        device.failures = 0;
        device.backoff = 0;
        device.lastSeen = outcome.at();
        learned.uptime()
                .map(outcome.at()::minus)
                .filter(boot -> isNews(device.bootedAt, boot))
                .ifPresent(boot -> {
                    device.bootedAt = boot;
                });
        long hash = learned.facts().hashCode();
        if (!learned.facts().isEmpty() && hash != device.factsHash) {
            device.factsHash = hash;
            batch.facts(device, learned.facts(), outcome.at());
        }
        boolean wasUp = device.up;
        if (!wasUp) {
            decide(device, true, "Answered over SNMP", outcome.at());
            device.up = true;
            device.judged = true;
        }
        if (!wasUp || outcome.kind() == Outcome.Kind.CHECK) {
            batch.seen(device);
        } else {
            seen.put(device.id, device);
        }
        // One that came up was asked for a sign of life only: the rest follows soon.
        Duration pause = !wasUp && outcome.kind() == Outcome.Kind.POLL ? SOON : device.settings.interval();
        reschedule.accept(device, outcome.at().plus(pause));
    }

    private void dead(Outcome outcome, String reason) {
        count(silent);
        PolledDevice device = outcome.device();
        device.failures += outcome.kind() == Outcome.Kind.CHECK ? rules.failuresToDown() : 1;
        Duration interval = device.settings.interval();
        if (!device.up && !device.judged && device.failures >= rules.failuresToDown()) {
            device.judged = true;
            decide(device, false, reason, outcome.at());
        }
        boolean undecided = device.up || !device.judged;
        if (undecided && device.failures < rules.failuresToDown()) {
            Duration half = interval.dividedBy(2);
            Duration soon = half.compareTo(SECOND_LOOK) < 0 ? half : SECOND_LOOK;
            reschedule.accept(device, outcome.at().plus(soon));
            return;
        }
        if (!device.up) {
            device.backoff++;
            reschedule.accept(
                    device, outcome.at().plus(Poller.backoff(interval, device.backoff, rules.longestPause())));
            return;
        }
        decide(device, false, reason, outcome.at());
        device.up = false;
        device.backoff = 0;
        reschedule.accept(device, outcome.at().plus(Poller.backoff(interval, 0, rules.longestPause())));
    }

    private void decide(PolledDevice device, boolean up, String reason, Instant at) {
        device.statusUnwritten = true;
        decided.add(device);
        batch.status(new PollBatch.StatusChange(device.id, up, reason, at));
    }

    private String silence(PolledDevice device) {
        return "No answer over SNMP to " + Math.max(device.failures + 1, rules.failuresToDown()) + " polls in a row";
    }

    private static boolean isNews(@Nullable Instant known, Instant boot) {
        return known == null || Duration.between(known, boot).abs().compareTo(BOOT_TOLERANCE) > 0;
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.inc();
        }
    }

    private void tellWaiting(Outcome outcome, boolean stored) {
        CompletableFuture<ObservedStatus> waiter;
        synchronized (waiting) {
            waiter = waiting.remove(outcome.device().id);
        }
        if (waiter != null && !stored) {
            waiter.completeExceptionally(new IllegalStateException("The result could not be stored"));
        } else if (waiter != null) {
            String reason = outcome.device().up ? "Answered over SNMP" : "No answer over SNMP";
            waiter.complete(new ObservedStatus(outcome.device().up, reason, outcome.at()));
        }
    }
}
