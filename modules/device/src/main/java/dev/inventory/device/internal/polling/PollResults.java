package dev.inventory.device.internal.polling;

import dev.inventory.device.ObservedStatus;
import dev.inventory.device.internal.life.LifeSign;
import dev.inventory.device.internal.snmp.SnmpReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes in answers and silence, on one thread, and has stored what follows of them: a change of status at once, the
 * time of the last answer within the flush interval. Who asks waits while it is far behind: when a million devices come
 * up their answers come ten times as fast as what follows of them can be stored.
 */
@ApplicationScoped
public class PollResults {

    private static final Logger LOG = Logger.getLogger(PollResults.class.getName());

    /** Times of answers that are written at once; Derby locks the whole table for 5,000. */
    private static final int PIECE = 4000;

    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final long ROUND_MS = 1000;
    private static final long WAIT_MS = 20;

    /**
     * What one question to a device came to.
     *
     * @param sign what decides; null if the reply over SNMP does
     * @param begun when it was asked
     * @param at when it had answered, or was given up
     */
    record Outcome(
            PolledDevice device, SnmpReply reply, @Nullable LifeSign sign, Kind kind, Instant begun, Instant at) {

        Outcome(PolledDevice device, SnmpReply reply, Kind kind, Instant at) {
            this(device, reply, null, kind, at, at);
        }

        /** Why the device was asked. */
        enum Kind {
            /** Its time had come. */
            POLL,
            /** Somebody wanted to know now, and this is the last of what was found for them. */
            CHECK
        }

        /** The same, as one of several looks. */
        Outcome asOneOfSeveral() {
            return new Outcome(device, reply, sign, Kind.POLL, begun, at);
        }

        /** Whether the device was asked and has not answered. */
        boolean hasFailed() {
            return !isAlive() && !(sign instanceof LifeSign.NotTried);
        }

        /** Whether it has answered, be it with an error. */
        boolean isAlive() {
            return sign == null ? isAlive(reply) : sign instanceof LifeSign.Alive;
        }

        static boolean isAlive(SnmpReply reply) {
            return reply instanceof SnmpReply.Answer || reply instanceof SnmpReply.ErrorStatus;
        }
    }

    @Inject
    PollStore store;

    @Inject
    Fleet fleet;

    @Inject
    Conclusions conclusions;

    @Inject
    Clock clock;

    private final OutcomeQueue queue = new OutcomeQueue();
    private final Map<Long, CompletableFuture<ObservedStatus>> waiting = new LinkedHashMap<>();
    private final PollBatch batch = new PollBatch();
    private Duration longestWait = Duration.ofSeconds(10);

    /** How long it took to write all that had waited. */
    private Duration lastPieces = Duration.ZERO;

    private Instant waitEnded = Instant.EPOCH;
    private boolean kept;

    /** @param longest that the time of a device's last answer may stand in memory alone */
    void begin(Duration longest) {
        longestWait = longest;
    }

    /**
     * From now on all changes of the devices are seen here, and counted.
     *
     * @param earlier reads those of late, by device
     */
    synchronized void countFrom(Supplier<Map<Long, List<Instant>>> earlier) {
        conclusions.countFrom(earlier.get());
    }

    /**
     * Counts the changes of some devices again.
     *
     * @param anew reads those of late, by device; nothing is concluded meanwhile, so that none is missed
     */
    synchronized void recount(Supplier<Map<Long, List<Instant>>> anew) {
        conclusions.recount(anew.get());
    }

    /** From now on another server polls. */
    synchronized void stopCounting() {
        conclusions.stopCounting();
    }

    /** Only enqueues: called on the session's threads. */
    void add(Outcome outcome) {
        queue.add(outcome);
    }

    /** Whether so many outcomes are waiting here that no more devices should be asked that are up. */
    boolean isFarBehind() {
        return queue.isFarBehind();
    }

    /** Whether so many may bring another status that no more should be asked that are down, or new. */
    boolean isFarBehindWithChanges() {
        return queue.isFarBehindWithChanges();
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
            writeKept();
            queue.await(WAIT_MS);
            write(queue.take(), isWaitOver());
        }
    }

    /** What answers next, and waits as long, is to be written in time, too, if that takes as long as last time. */
    private synchronized boolean isWaitOver() {
        return clock.instant().isAfter(waitEnded.plus(longestWait).minus(lastPieces.multipliedBy(2)));
    }

    /**
     * Writes what is held in memory, for the end. What takes too long is not taken in: those devices are asked again when
     * the server starts, or by the next one.
     */
    void flush() {
        Instant end = clock.instant().plus(LONGEST_END);
        do {
            write(queue.take(), true);
        } while (!(queue.isEmpty() && holdsNothingBack()) && clock.instant().isBefore(end));
    }

    private synchronized boolean holdsNothingBack() {
        return batch.holdsNothingBack();
    }

    /** What could not be written before; until it can, nothing more is taken in, and who asks waits. */
    private synchronized void writeKept() {
        if (kept) {
            store(false);
        }
    }

    private synchronized void write(List<Outcome> outcomes, boolean waitEnds) {
        boolean stored = false;
        try {
            outcomes.forEach(this::concludeSafely);
            store(waitEnds);
            stored = true;
        } finally {
            for (Outcome outcome : outcomes) {
                if (outcome.kind() == Outcome.Kind.CHECK) {
                    tellWaiting(outcome, stored);
                }
            }
        }
    }

    /** The times of some answers with each batch: a change of status that comes meanwhile is not to wait for all. */
    private void store(boolean waitEnds) {
        if (waitEnds && batch.isAbreast()) {
            batch.endWait();
            waitEnded = clock.instant();
        }
        boolean isBehind = !batch.isAbreast();
        batch.bringForward(PIECE);
        if (!batch.isEmpty()) {
            kept = true;
            List<Long> gone = store.write(batch);
            gone.forEach(fleet::forget);
            kept = false;
            batch.decided().forEach((device, change) -> {
                // else somebody read an older one meanwhile
                boolean asStored = device.status.up == change.up() && device.status.state == change.state();
                device.statusChangedAt = asStored ? FleetStore.Touched.micros(change.at()) : 0;
                device.statusWrittenAt = clock.millis();
                device.statusUnwritten = false;
            });
            batch.clear();
            if (isBehind && batch.isAbreast()) {
                lastPieces = Duration.between(waitEnded, clock.instant());
            }
        }
    }

    /** Whatever an agent sent: the others' outcomes count, and this device is asked again. */
    private void concludeSafely(Outcome outcome) {
        try {
            conclusions.draw(outcome, batch);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The answer of device " + outcome.device().id + " is not understood", e);
            conclusions.askAsUsual(outcome);
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
            waiter.complete(new ObservedStatus(outcome.device().status.up, StatusReason.found(outcome), outcome.at()));
        }
    }
}
