package dev.inventory.device.internal.snmp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a device started, as far as its answers tell. The engine's own count and clock (RFC 3411) come first. sysUpTime
 * begins at zero again after 2^32 hundredths of a second, some 497 days: one that begins again just when it must is the
 * same start as before.
 *
 * @param bootedAt the start
 * @param engineBoots how often the engine had started then, if it tells
 */
public record BootTime(Instant bootedAt, Optional<Integer> engineBoots) {

    /** After so long sysUpTime begins at zero again. */
    static final Duration WRAP = Duration.ofMillis((1L << 32) * 10);

    /** Clocks and round trips move a start that is computed anew by less than this. */
    private static final Duration JITTER = Duration.ofSeconds(2);

    private static final Duration WRAP_TOLERANCE = Duration.ofSeconds(5);
    /** A cheap clock loses a second in three hours. */
    private static final long DRIFT = 10_000;

    /**
     * What an answer came to.
     *
     * @param restarted whether it is another start than the known one
     */
    public record Conclusion(BootTime boot, boolean restarted) {}

    /**
     * Compares an answer with what is known.
     *
     * @param known empty if the device never told
     * @param seenAt when it answered last; without a meaning where nothing is known
     * @param agentTime sysUpTime
     * @param engine its engine's count and clock
     * @param now when it answered
     * @return empty if the answer tells nothing of it
     */
    public static Optional<Conclusion> of(
            Optional<BootTime> known,
            Instant seenAt,
            Optional<Duration> agentTime,
            Optional<EngineClock> engine,
            Instant now) {
        Optional<EngineClock> clock = engine.filter(told -> isKept(told, agentTime));
        if (clock.isPresent()) {
            return Optional.of(byEngine(known, seenAt, clock.get(), now));
        }
        return agentTime.map(time -> byAgent(known, seenAt, time, now));
    }

    /** Some agents answer zero for want of a clock. */
    private static boolean isKept(EngineClock engine, Optional<Duration> agentTime) {
        return !engine.time().isZero()
                || agentTime.filter(time -> time.compareTo(WRAP_TOLERANCE) > 0).isEmpty();
    }

    private static Conclusion byEngine(Optional<BootTime> known, Instant seenAt, EngineClock engine, Instant now) {
        BootTime told = new BootTime(now.minus(engine.time()), Optional.of(engine.boots()));
        if (known.isEmpty()) {
            return new Conclusion(told, false);
        }
        BootTime before = known.get();
        boolean another =
                before.engineBoots.filter(boots -> boots != engine.boots()).isPresent();
        // Not every agent keeps its count: the clock alone shows it, too.
        boolean less = before.engineBoots.isPresent() && isLess(engine.time(), age(before, seenAt));
        if (another || less || isAfter(told.bootedAt, seenAt)) {
            return new Conclusion(told, true);
        }
        return new Conclusion(new BootTime(settled(before.bootedAt, told.bootedAt), told.engineBoots), false);
    }

    private static Conclusion byAgent(Optional<BootTime> known, Instant seenAt, Duration time, Instant now) {
        Instant told = now.minus(time);
        if (known.isEmpty()) {
            return new Conclusion(new BootTime(told, Optional.empty()), false);
        }
        BootTime before = known.get();
        long wraps = Math.max(
                0, Math.round((double) Duration.between(before.bootedAt, told).toMillis() / WRAP.toMillis()));
        Duration age = time.plus(WRAP.multipliedBy(wraps));
        Instant boot = now.minus(age);
        Duration tolerance =
                WRAP_TOLERANCE.plus(Duration.between(seenAt, now).abs().dividedBy(DRIFT));
        boolean same = Duration.between(before.bootedAt, boot).abs().compareTo(tolerance) <= 0;
        Duration shown = Duration.ofMillis(Math.floorMod(age(before, seenAt).toMillis(), WRAP.toMillis()));
        if (!same && (isLess(time, shown) || isAfter(boot, seenAt))) {
            return new Conclusion(new BootTime(told, Optional.empty()), true);
        }
        return new Conclusion(new BootTime(settled(before.bootedAt, boot), Optional.empty()), false);
    }

    private static Duration age(BootTime before, Instant seenAt) {
        return Duration.between(before.bootedAt, seenAt);
    }

    /** A clock that shows less than when it was last seen has begun again. */
    private static boolean isLess(Duration shown, Duration before) {
        return shown.plus(JITTER).compareTo(before) < 0;
    }

    private static boolean isAfter(Instant start, Instant seenAt) {
        return start.isAfter(seenAt.plus(JITTER));
    }

    private static Instant settled(Instant known, Instant told) {
        return Duration.between(known, told).abs().compareTo(JITTER) <= 0 ? known : told;
    }
}
