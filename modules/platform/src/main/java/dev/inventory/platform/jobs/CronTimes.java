package dev.inventory.platform.jobs;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The times of a cron expression: five fields as Unix cron has them, by the wall clock of a time zone. A time that the wall
 * clock leaves out (in spring) does not happen; one that it shows twice (in autumn) happens the first time.
 */
public final class CronTimes {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronTimes(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /** @throws IllegalArgumentException with what is wrong, if this is no cron expression of five fields */
    public static CronTimes of(String expression, ZoneId zone) {
        try {
            return new CronTimes(ExecutionTime.forCron(PARSER.parse(expression).validate()), zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** What the parser says of the very field; around it the parser repeats the whole expression. */
    private static String reason(IllegalArgumentException thrown) {
        Throwable inmost = thrown;
        while (inmost.getCause() instanceof IllegalArgumentException cause) {
            inmost = cause;
        }
        String said = String.valueOf(inmost.getMessage()).strip();
        return said.endsWith(".") ? said : said + ".";
    }

    /** The first time after an instant; empty if none ever comes. */
    public Optional<Instant> next(Instant after) {
        // By the wall clock alone, as if there were no change of the clocks; these are looked at afterwards.
        ZonedDateTime wall = LocalDateTime.ofInstant(after, zone).atZone(ZoneOffset.UTC);
        while (true) {
            Optional<ZonedDateTime> next = times.nextExecution(wall);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            wall = next.get();
            LocalDateTime local = wall.toLocalDateTime();
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            if (!offsets.isEmpty()) {
                Instant instant = local.toInstant(offsets.get(0));
                if (instant.isAfter(after)) {
                    return Optional.of(instant);
                }
            }
        }
    }
}
