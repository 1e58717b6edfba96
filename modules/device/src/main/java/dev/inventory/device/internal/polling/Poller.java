package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.DeviceSettings;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.SystemGroup;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import dev.inventory.platform.persistence.Leases;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Asks the devices that are due. Of several servers on a database one polls, by a lease; the others follow and take over.
 *
 * <p>Devices that are up and devices that are down have a schedule and a window of open questions each: a thousand dead
 * devices that are waited for hold up none that lives.
 */
@ApplicationScoped
public class Poller {

    /** The job that health checks look at. */
    static final String JOB = "poll-up";

    private static final String LEASE = "device-poller";
    private static final Duration LEASE_LENGTH = Duration.ofSeconds(15);
    private static final Duration LEASE_RENEWAL = Duration.ofSeconds(5);
    private static final Duration FOLLOW = Duration.ofSeconds(10);
    private static final Duration FOLLOW_OWN = Duration.ofMillis(250);
    private static final long ROUND_MS = 1000;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long BUSY_RETRY_MS = 1000;
    private static final long FIRST_POLL_SPREAD_MS = 3000;
    private static final int FEW = 10;
    private static final int MANY = 5_000;
    private static final int IN_ORDER_EACH_MS = 1_000;

    @Inject
    Fleet fleet;

    @Inject
    PollResults results;

    @Inject
    Conclusions conclusions;

    @Inject
    RecentChanges recent;

    @Inject
    Inquiries inquiries;

    @Inject
    DeviceSettings settings;

    @Inject
    Jobs jobs;

    @Inject
    Leases leases;

    @Inject
    Clock clock;

    @Inject
    MetricRegistry metrics;

    private final PollSchedule up = new PollSchedule();
    private final PollSchedule down = new PollSchedule();
    private volatile PollWindow upWindow = new PollWindow(1);
    private volatile PollWindow downWindow = new PollWindow(1);
    private volatile boolean polling;
    private volatile boolean stopping;

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION) Started started) {
        upWindow = new PollWindow(settings.window());
        downWindow = new PollWindow(settings.downWindow());
        conclusions.begin(
                new StatusMachine.Rules(
                        settings.failuresToDown(),
                        settings.failuresOf(),
                        settings.flapChanges(),
                        settings.flapWindow()),
                settings.maxBackoff(),
                this::reschedule);
        conclusions.countIn(metrics);
        results.begin(settings.flush());
        fleet.begin(this::arrived, settings.pollingEnabled());
        jobs.every("poll-results", Duration.ofMillis(1), results::round);
        jobs.every("poll-follow", FOLLOW, this::follow);
        jobs.every("poll-follow-own", FOLLOW_OWN, fleet::followOwn);
        if (settings.pollingEnabled()) {
            jobs.every("poll-lease", LEASE_RENEWAL, this::renewLease);
            jobs.every(JOB, Duration.ofMillis(1), () -> round(up, upWindow, results::isFarBehind));
            jobs.every(
                    "poll-down", Duration.ofMillis(1), () -> round(down, downWindow, results::isFarBehindWithChanges));
        }
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) Stopping stop) {
        stopping = true;
        try {
            results.flush();
        } finally {
            if (polling) {
                leases.release(LEASE);
            }
        }
    }

    /** Whether this server is the one that polls. */
    boolean isPolling() {
        return polling;
    }

    int scheduled() {
        return up.size() + down.size();
    }

    private void renewLease() {
        boolean held = leases.hold(LEASE, LEASE_LENGTH);
        if (held && !polling) {
            results.countFrom(() -> recent.statusChanges(flapWindowBegins()));
            polling = true;
            fleet.all().forEach(this::arrived);
        } else if (!held && polling) {
            polling = false;
            results.stopCounting();
            up.clear();
            down.clear();
        }
    }

    /** A change that a check on another server has found counts like one of this server's own. */
    private void follow() {
        fleet.follow();
        Set<Long> elsewhere = fleet.changedElsewhere();
        if (polling && !elsewhere.isEmpty()) {
            results.recount(() -> recent.statusChanges(flapWindowBegins(), elsewhere));
        }
    }

    private Instant flapWindowBegins() {
        return clock.instant().minus(settings.flapWindow());
    }

    /** A device that is new here, or whose record changed. Never seen: soon; else at its own place in the interval. */
    private void arrived(PolledDevice device) {
        if (!polling) {
            return;
        }
        boolean isNew = device.lastSeen == null && !device.status.up;
        long place = isNew
                ? placeOfNew(device.id, fleet.size())
                : placeOf(device.id, Math.max(1, device.settings.interval().toMillis()));
        long now = clock.millis();
        schedule(device, fleet.size() < FEW ? now : now + place);
    }

    /** By id, so that thousands that come at once are spread evenly and not by chance. */
    private static long placeOf(long id, long spread) {
        return Math.floorMod((id * 0x9E3779B97F4A7C15L) >>> 16, spread);
    }

    /**
     * So, too, where there are not many. Where there are, many may be new, and answer faster than can be stored: they come
     * in the order of their ids, since each gets a status, facts and history, and what stands on one page of the database
     * is written at once.
     *
     * @param fleet how many devices there are
     * @return milliseconds
     */
    static long placeOfNew(long id, int fleet) {
        return fleet <= MANY
                ? placeOf(id, FIRST_POLL_SPREAD_MS)
                : Math.floorMod(id / IN_ORDER_EACH_MS, FIRST_POLL_SPREAD_MS);
    }

    /** Has the device asked at this time, if this server polls. */
    void reschedule(PolledDevice device, Instant due) {
        if (polling) {
            schedule(device, due.toEpochMilli());
        }
    }

    private void schedule(PolledDevice device, long due) {
        if (device.settings.pollingEnabled() && !device.gone) {
            (device.status.up ? up : down).put(device, due);
        }
    }

    /** Asks whatever is due, for about a second. */
    private void round(PollSchedule schedule, PollWindow window, BooleanSupplier isFarBehind) {
        long end = clock.millis() + ROUND_MS;
        while (polling && !stopping && clock.millis() < end) {
            PolledDevice device = isFarBehind.getAsBoolean() ? null : schedule.takeDue(clock.millis());
            if (device == null) {
                LockSupport.parkNanos(IDLE_NANOS);
                continue;
            }
            PollWindow.Place place = window.enter(Duration.ofMillis(ROUND_MS));
            if (place == null) {
                schedule.put(device, clock.millis());
                return;
            }
            poll(device, schedule, place);
        }
    }

    private void poll(PolledDevice device, PollSchedule schedule, PollWindow.Place place) {
        if (!device.settings.pollingEnabled() || device.gone) {
            place.leave(false);
            return;
        }
        if (!device.begin()) {
            place.leave(false);
            schedule.put(device, clock.millis() + BUSY_RETRY_MS);
            return;
        }
        // Of one that is known to be down no more is asked than whether it is there, once and without retries.
        boolean all = device.status.up || device.lastSeen == null;
        int retries = device.status.up ? Integer.MAX_VALUE : 0;
        Instant begun = clock.instant();
        inquiries.askInTurn(device, all ? SystemGroup.OIDS : SystemGroup.SIGN_OF_LIFE, retries, (reply, sign) -> {
            Outcome outcome = new Outcome(device, reply, sign, Outcome.Kind.POLL, begun, clock.instant());
            place.leave(outcome.isAlive());
            device.end();
            results.add(outcome);
        });
    }

    /** The pause before the next poll of a device that is down: doubled each time, with jitter, up to the longest. */
    static Duration backoff(Duration interval, int step, Duration longest) {
        long limit = Math.max(longest.toMillis(), interval.toMillis());
        long pause = Math.min(limit, interval.toMillis() << Math.min(step, 20));
        double jitter = 0.9 + ThreadLocalRandom.current().nextDouble(0.2);
        return Duration.ofMillis(Math.round(pause * jitter));
    }
}
