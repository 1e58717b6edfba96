package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.life.LifeSign;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.SnmpReply;
import dev.inventory.device.internal.snmp.SystemGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What an answer or silence means: for the device, for those that are reached through it, and for when they are asked
 * again. Called by one thread at a time.
 */
@ApplicationScoped
class Conclusions {

    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);
    /** An agent whose clock does not go on seems to start with each poll: the history must not grow so fast. */
    private static final Duration BETWEEN_REBOOTS = Duration.ofMinutes(10);

    private static final Duration SOON = Duration.ofMillis(200);

    private static final StatusMachine.Rules DEFAULT_RULES = new StatusMachine.Rules(2, 2, 6, Duration.ofMinutes(30));

    @Inject
    Fleet fleet;

    @Inject
    IdentityReads identities;

    @Inject
    MaintenanceCalendar calendar;

    private final Map<Long, List<Instant>> recalled = new HashMap<>();
    private StatusMachine machine = new StatusMachine(DEFAULT_RULES);
    private StatusReason reasons = new StatusReason(DEFAULT_RULES);
    private Duration longestPause = Duration.ofMinutes(5);
    private BiConsumer<PolledDevice, Instant> reschedule = (device, due) -> {};
    private boolean counting;
    private @Nullable Counter answered;
    private @Nullable Counter silent;

    /**
     * @param longest pause between two polls of a device that is down
     * @param scheduler is told when a device is to be asked again
     */
    void begin(StatusMachine.Rules rules, Duration longest, BiConsumer<PolledDevice, Instant> scheduler) {
        machine = new StatusMachine(rules);
        reasons = new StatusReason(rules);
        longestPause = longest;
        reschedule = scheduler;
    }

    void countIn(MetricRegistry metrics) {
        answered = metrics.counter("inventory_polls_total", new Tag("result", "answered"));
        silent = metrics.counter("inventory_polls_total", new Tag("result", "silent"));
    }

    /** @param earlier the changes of late, by device */
    void countFrom(Map<Long, List<Instant>> earlier) {
        recalled.clear();
        recalled.putAll(earlier);
        counting = true;
    }

    /** @param anew all changes of late of the devices that another server has changed, too */
    void recount(Map<Long, List<Instant>> anew) {
        if (counting) {
            recalled.putAll(anew);
        }
    }

    void stopCounting() {
        recalled.clear();
        counting = false;
    }

    /** Has the device asked again after its interval, since nothing can be made of its answer. */
    void askAsUsual(Outcome outcome) {
        reschedule.accept(
                outcome.device(), outcome.at().plus(outcome.device().settings.interval()));
    }

    /** Draws the conclusions of an outcome; what is to be stored of them goes into the batch. */
    void draw(Outcome outcome, PollBatch batch) {
        PolledDevice device = outcome.device();
        List<Instant> earlier = recalled.isEmpty() ? null : recalled.remove(device.id);
        if (earlier != null) {
            machine.recall(device.status, earlier);
        }
        if (outcome.isAlive()) {
            alive(outcome, batch);
        } else if (outcome.sign() instanceof LifeSign.NotTried notTried) {
            untried(outcome, notTried, batch);
        } else {
            silent(outcome, batch);
        }
    }

    private void alive(Outcome outcome, PollBatch batch) {
        count(answered);
        PolledDevice device = outcome.device();
        device.backoff = 0;
        boolean wasUp = device.status.up;
        boolean wasLost = machine.isLost(device.status);
        boolean rebooted = outcome.reply() instanceof SnmpReply.Answer answer && learn(outcome, answer, batch);
        device.lastSeen = outcome.at();
        StatusMachine.Decision decision =
                machine.alive(device.status, circumstances(device, outcome.at()), outcome.at());
        take(decision, outcome, batch);
        if (rebooted && !outcome.at().isBefore(device.rebootsQuietUntil)) {
            device.rebootsQuietUntil = outcome.at().plus(BETWEEN_REBOOTS);
            batch.reboot(device, outcome.at());
        }
        if (wasLost && decision.change() == null) { // in maintenance
            fleet.childrenOf(device).forEach(child -> askAgain(child, outcome.at()));
        }
        if (!wasUp || outcome.kind() == Outcome.Kind.CHECK) {
            batch.seen(device);
        } else {
            batch.seenLater(device);
        }
        boolean rest = decision.next() == StatusMachine.Next.REST && outcome.kind() == Outcome.Kind.POLL;
        reschedule.accept(device, outcome.at().plus(rest ? SOON : device.settings.interval()));
    }

    /** That this server cannot ask says nothing about the device; but of one that is new it must be said. */
    private void untried(Outcome outcome, LifeSign.NotTried notTried, PollBatch batch) {
        PolledDevice device = outcome.device();
        if (!device.status.isJudged() && !notTried.words().equals(device.status.untried)) {
            device.status.untried = notTried.words();
            batch.status(
                    device,
                    new PollBatch.StatusChange(
                            device.id, false, DeviceState.UNKNOWN, StatusReason.cut(notTried.words()), outcome.at()));
        }
        askAsUsual(outcome);
    }

    /** @return whether the device has started anew */
    private boolean learn(Outcome outcome, SnmpReply.Answer answer, PollBatch batch) {
        PolledDevice device = outcome.device();
        SystemGroup learned = SystemGroup.of(answer.varbinds());
        boolean rebooted = DeviceBoots.learn(device, answer, learned, outcome.at());
        answer.engineId().ifPresent(engineId -> device.engineId = engineId);
        identities.consider(device, outcome.at());
        long hash = learned.facts().hashCode();
        if (!learned.facts().isEmpty() && hash != device.factsHash) {
            device.factsHash = hash;
            batch.facts(device, learned.facts(), outcome.at());
        }
        return rebooted;
    }

    private void silent(Outcome outcome, PollBatch batch) {
        count(silent);
        PolledDevice device = outcome.device();
        Duration soon = secondLook(device);
        StatusMachine.Decision decision = machine.silent(
                device.status,
                new StatusMachine.Failure(outcome.kind() == Outcome.Kind.CHECK, outcome.begun(), outcome.at(), soon),
                parentOf(device, outcome.at()),
                circumstances(device, outcome.at()));
        take(decision, outcome, batch);
        Duration interval = device.settings.interval();
        Duration pause =
                switch (decision.next()) {
                    case REGULAR -> interval;
                    case REST, SECOND_LOOK -> soon;
                    case PARENT_FIRST -> {
                        fleet.parentOf(device)
                                .filter(parent -> parent.status.failingSince == 0) // else it is looked at anyway
                                .ifPresent(parent -> reschedule.accept(parent, outcome.at()));
                        yield soon;
                    }
                    case BACKING_OFF -> {
                        device.backoff = decision.change() == null ? device.backoff + 1 : 0;
                        yield Poller.backoff(interval, device.backoff, longestPause);
                    }
                };
        reschedule.accept(device, outcome.at().plus(pause));
    }

    /** How long after a device has failed it is looked at again. */
    static Duration secondLook(PolledDevice device) {
        Duration half = device.settings.interval().dividedBy(2);
        return half.compareTo(SECOND_LOOK) < 0 ? half : SECOND_LOOK;
    }

    private void take(StatusMachine.Decision decision, Outcome outcome, PollBatch batch) {
        StatusMachine.Change change = decision.change();
        if (change != null) {
            PolledDevice device = outcome.device();
            change(device, change, reasons.of(change, device, outcome), outcome.at(), batch);
        }
    }

    private void change(PolledDevice device, StatusMachine.Change change, String reason, Instant at, PollBatch batch) {
        device.statusUnwritten = true;
        batch.status(device, new PollBatch.StatusChange(device.id, change.up(), change.state(), reason, at));
        for (PolledDevice child : fleet.childrenOf(device)) {
            if (change.up()) {
                askAgain(child, at);
            } else {
                mend(child, at, batch);
            }
        }
    }

    /** What is reached through a device that has returned may have returned with it. */
    private void askAgain(PolledDevice child, Instant at) {
        if (!child.status.up) {
            machine.parentReturned(child.status);
            child.backoff = 0;
            reschedule.accept(child, at);
        }
    }

    /** A child that failed first is no better known than its parent, which turns out to be lost. */
    private void mend(PolledDevice child, Instant at, PollBatch batch) {
        StatusMachine.Change change = machine.parentLost(child.status, circumstances(child, at));
        if (change != null) {
            change(child, change, StatusReason.unreachable(child), at, batch);
            reschedule.accept(child, at.plus(Poller.backoff(child.settings.interval(), 0, longestPause)));
        }
    }

    private StatusMachine.Parent parentOf(PolledDevice device, Instant at) {
        PolledDevice parent = fleet.parentOf(device).orElse(null);
        if (parent == null) {
            return StatusMachine.Parent.REACHED;
        }
        if (machine.isLost(parent.status)) {
            return StatusMachine.Parent.LOST;
        }
        long failing = device.status.failingSince == 0 ? at.toEpochMilli() : device.status.failingSince;
        Instant parentSeen = parent.lastSeen;
        boolean answered = parentSeen != null && parentSeen.toEpochMilli() >= failing;
        // One that is not polled here is as the record says.
        return answered || !counting || !parent.settings.pollingEnabled()
                ? StatusMachine.Parent.REACHED
                : StatusMachine.Parent.UNSETTLED;
    }

    private StatusMachine.Circumstances circumstances(PolledDevice device, Instant at) {
        if (calendar.at(device.id, device.settings.place().organization(), at).isPresent()) {
            return StatusMachine.Circumstances.MAINTENANCE;
        }
        return counting ? StatusMachine.Circumstances.COUNTING : StatusMachine.Circumstances.NONE;
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.inc();
        }
    }
}
