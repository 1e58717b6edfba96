package dev.inventory.simulator;

import java.time.Duration;

/**
 * How an agent behaves.
 *
 * @param kind what it does
 * @param time the period of FLAPPING and REBOOTING, the delay of SLOW, up to 366 days; zero for the others
 * @param percent the share of requests that LOSSY drops, 0 to 100; 0 for the others
 */
public record Behaviour(Kind kind, Duration time, int percent) {
    /** What an agent does. */
    public enum Kind {
        /** Answers at once. */
        HEALTHY,
        /** Never answers. */
        DEAD,
        /** Answers in the first half of each period and is silent in the second. */
        FLAPPING,
        /** Answers after a delay. */
        SLOW,
        /** Its chassis tells another serial number than {@link Agent#serial}. */
        WRONG_SERIAL,
        /** Takes other communities than those of its farm, so that it is silent to who knows only these. */
        WRONG_COMMUNITY,
        /** Its up time starts at zero again after each period; it misses no request over it. */
        REBOOTING,
        /** Drops a share of the requests, in a sequence that is the same in every run. */
        LOSSY
    }

    public static final Behaviour HEALTHY = new Behaviour(Kind.HEALTHY, Duration.ZERO, 0);
    public static final Behaviour DEAD = new Behaviour(Kind.DEAD, Duration.ZERO, 0);
    public static final Behaviour WRONG_SERIAL = new Behaviour(Kind.WRONG_SERIAL, Duration.ZERO, 0);
    public static final Behaviour WRONG_COMMUNITY = new Behaviour(Kind.WRONG_COMMUNITY, Duration.ZERO, 0);

    private static final Duration LONGEST = Duration.ofDays(366);

    public Behaviour {
        boolean timed = kind == Kind.FLAPPING || kind == Kind.SLOW || kind == Kind.REBOOTING;
        boolean possible = timed ? !time.isNegative() && !time.isZero() && time.compareTo(LONGEST) <= 0 : time.isZero();
        if (!possible) {
            throw new IllegalArgumentException(kind + " with a time of " + time);
        }
        if (percent < 0 || percent > 100 || (percent > 0 && kind != Kind.LOSSY)) {
            throw new IllegalArgumentException(kind + " with " + percent + " %");
        }
    }

    public static Behaviour flapping(Duration period) {
        return new Behaviour(Kind.FLAPPING, period, 0);
    }

    public static Behaviour slow(Duration delay) {
        return new Behaviour(Kind.SLOW, delay, 0);
    }

    public static Behaviour rebooting(Duration period) {
        return new Behaviour(Kind.REBOOTING, period, 0);
    }

    public static Behaviour lossy(int percent) {
        return new Behaviour(Kind.LOSSY, Duration.ZERO, percent);
    }

    /**
     * Whether a request is taken up at all.
     *
     * @param elapsed nanoseconds since the agent began to behave so
     * @param draw a number from 0 to 99, evenly distributed over requests
     */
    boolean hears(long elapsed, int draw) {
        return switch (kind) {
            case DEAD -> false;
            case FLAPPING -> Math.floorMod(elapsed, time.toNanos()) < time.toNanos() / 2;
            case LOSSY -> draw >= percent;
            default -> true;
        };
    }

    /** Nanoseconds between a request and its answer. */
    long delayNanos() {
        return kind == Kind.SLOW ? time.toNanos() : 0;
    }

    /** How often an agent that began to behave so has rebooted within {@code elapsed} nanoseconds. */
    long reboots(long elapsed) {
        return kind == Kind.REBOOTING ? elapsed / time.toNanos() : 0;
    }
}
