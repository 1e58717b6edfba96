package dev.inventory.headlessops.internal.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps what is begun within a rate. What was not used is saved up for a tenth of a second, so that a runner which looks
 * only now and then reaches the rate all the same.
 */
final class Pace {

    private static final double SAVED_SECONDS = 0.1;
    private static final double NANOS = 1e9;

    private double perSecond;
    private double most;
    private final Clock clock;
    private Instant countedAt;
    private double saved;

    /** @param perSecond how many may begin in a second, greater than 0 */
    Pace(double perSecond, Clock clock) {
        rate(perSecond);
        this.clock = clock;
        this.countedAt = clock.instant();
        this.saved = 1;
    }

    /** From now on so many may begin in a second. */
    final void rate(double newPerSecond) {
        perSecond = newPerSecond;
        // more than one, or what is over after each would be lost
        most = Math.max(2, newPerSecond * SAVED_SECONDS);
    }

    /** Whether one may begin now. */
    boolean allows() {
        Instant now = clock.instant();
        double seconds = Duration.between(countedAt, now).toNanos() / NANOS;
        if (seconds > 0) {
            saved = Math.min(most, saved + seconds * perSecond);
            countedAt = now;
        }
        return saved >= 1;
    }

    /** One has begun. */
    void began() {
        saved -= 1;
    }
}
