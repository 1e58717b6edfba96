package dev.inventory.connection.internal.sync;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * How often a profile is synchronized: by a word, which counts from the last time, or by a cron expression of five fields
 * in a time zone. Where clocks are put forward, times that do not exist are left out; where they are put back, an hour that
 * comes twice counts once.
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
                || cron(frequency).isPresent();
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
        ZoneId zone = ZoneId.of(timeZone);
        return cron(frequency).flatMap(cron -> next(cron, after.atZone(zone)));
    }

    private static Optional<Instant> next(ExecutionTime cron, ZonedDateTime after) {
        ZonedDateTime at = after;
        for (int tries = 0; tries < 200; tries++) {
            Optional<ZonedDateTime> next = cron.nextExecution(at);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            ZonedDateTime found = next.get();
            boolean second =
                    !found.getOffset().equals(found.withEarlierOffsetAtOverlap().getOffset());
            if (cron.isMatch(found) && !second) {
                return Optional.of(found.toInstant());
            }
            at = found;
        }
        return Optional.empty();
    }

    private static Optional<ExecutionTime> cron(String expression) {
        try {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return Optional.of(ExecutionTime.forCron(parser.parse(expression).validate()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
