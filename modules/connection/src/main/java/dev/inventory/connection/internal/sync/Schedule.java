package dev.inventory.connection.internal.sync;

import dev.inventory.platform.jobs.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * How often a profile is synchronized: by a word, which counts from the last time, or by a cron expression of five fields
 * in a time zone ({@link CronTimes}).
 */
public final class Schedule {

    public static final String MANUAL = "manual";

    /** What is told of a text that is no schedule. */
    public static final String EXPECTATION =
            "Enter manual, every_5_minutes, hourly, daily, weekly, or a cron expression"
                    + " of five fields, for example 30 2 * * 1-5.";

    private static final Map<String, Duration> WORDS = Map.of(
            "every_5_minutes", Duration.ofMinutes(5),
            "hourly", Duration.ofHours(1),
            "daily", Duration.ofDays(1),
            "weekly", Duration.ofDays(7));

    private Schedule() {}

    public static boolean isKnown(String frequency) {
        return MANUAL.equals(frequency)
                || WORDS.containsKey(frequency)
                || cron(frequency, ZoneOffset.UTC).isPresent();
    }

    /** The next time after this one; empty if there is none. */
    public static Optional<Instant> next(String frequency, String timeZone, Instant after) {
        if (MANUAL.equals(frequency)) {
            return Optional.empty();
        }
        Duration period = WORDS.get(frequency);
        if (period != null) {
            return Optional.of(after.plus(period));
        }
        return cron(frequency, ZoneId.of(timeZone)).flatMap(times -> times.next(after));
    }

    private static Optional<CronTimes> cron(String expression, ZoneId zone) {
        try {
            return Optional.of(CronTimes.of(expression, zone));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
