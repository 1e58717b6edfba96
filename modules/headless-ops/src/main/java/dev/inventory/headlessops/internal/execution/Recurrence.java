package dev.inventory.headlessops.internal.execution;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an operation is done again: five fields as Unix cron has them, by the wall clock of a time zone. A time that the
 * wall clock leaves out (in spring) does not happen; one that it shows twice (in autumn) happens the first time.
 */
public final class Recurrence {

    /** What may be said about missed times: leave them out, or make up for all of them once. */
    public static final List<String> MISFIRES = List.of("skip", "once");

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String cron;
    private final ZoneId zone;
    private final String misfire;
    private final ExecutionTime times;

    private Recurrence(String cron, ZoneId zone, String misfire) {
        this.cron = cron;
        this.zone = zone;
        this.misfire = misfire;
        Cron parsed = PARSER.parse(cron);
        this.times = ExecutionTime.forCron(parsed);
    }

    /**
     * Reads what a client wrote.
     *
     * @throws IllegalArgumentException with a sentence for the client
     */
    public static Recurrence of(String cron, String zone, String misfire, Instant now) {
        ZoneId parsedZone;
        try {
            parsedZone = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone \"" + zone + "\".", e);
        }
        Recurrence recurrence;
        try {
            recurrence = new Recurrence(cron, parsedZone, misfire);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + cron + "\" is no cron expression of five fields: minute, hour, day of the month, month,"
                            + " day of the week.",
                    e);
        }
        if (recurrence.after(now).isEmpty()) {
            throw new IllegalArgumentException("The time of \"" + cron + "\" never comes.");
        }
        return recurrence;
    }

    /** Reads it from its columns; empty if the operation is done once. */
    static Optional<Recurrence> stored(@Nullable String cron, @Nullable String zone, @Nullable String misfire) {
        return cron == null || zone == null || misfire == null
                ? Optional.empty()
                : Optional.of(new Recurrence(cron, ZoneId.of(zone), misfire));
    }

    public String cron() {
        return cron;
    }

    public String zone() {
        return zone.getId();
    }

    public String misfire() {
        return misfire;
    }

    boolean isSkippedWhenMissed() {
        return "skip".equals(misfire);
    }

    /** The first time after an instant. */
    public Instant next(Instant after) {
        return after(after).orElseThrow(() -> new IllegalStateException("Cron " + cron + " has no next time"));
    }

    private Optional<Instant> after(Instant after) {
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
