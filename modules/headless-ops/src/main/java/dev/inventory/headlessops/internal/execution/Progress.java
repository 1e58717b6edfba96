package dev.inventory.headlessops.internal.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far an operation has come. Times are those of the stored row and never "now", so that the same row always gives
 * the same answer (and the same ETag).
 */
public record Progress(int total, int processed) {

    /** Assumed before any operation has been measured, in devices per second. */
    private static final double DEFAULT_RATE = 20;

    private static final double SECONDS_PER_MINUTE = 60;

    /** Whole percent, rounded down: 100 means that nothing is left. */
    public int percent(boolean finished) {
        if (total == 0) {
            return finished ? 100 : 0;
        }
        return (int) (Math.min(processed, total) * 100L / total);
    }

    /** When the rest will be done at the rate measured so far; empty before anything could be measured. */
    public Optional<Instant> estimatedCompletion(Instant startedAt, Instant updatedAt) {
        Duration spent = Duration.between(startedAt, updatedAt);
        if (processed == 0 || spent.isZero() || spent.isNegative()) {
            return Optional.empty();
        }
        double millisPerDevice = (double) spent.toMillis() / processed;
        long left = Math.round(millisPerDevice * Math.max(0, total - processed));
        return Optional.of(updatedAt
                .plus(Duration.ofSeconds((left + 999) / 1000))
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    /**
     * How long an operation will take, in whole minutes, at least one.
     *
     * @param measuredDevices devices that earlier operations of the type have processed
     * @param measured the time they took
     */
    public static int estimatedMinutes(long devices, long measuredDevices, Duration measured) {
        double seconds = measured.toMillis() / 1000.0;
        double rate = measuredDevices > 0 && seconds > 0 ? measuredDevices / seconds : DEFAULT_RATE;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(devices / rate / SECONDS_PER_MINUTE)));
    }
}
