package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.jobs.CronTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an operation is done again, by {@link CronTimes}, and what becomes of times that were missed. */
public final class Recurrence {

    /** What may be said about missed times: leave them out, or make up for all of them once. */
    public static final List<String> MISFIRES = List.of("skip", "once");

    private final String cron;
    private final ZoneId zone;
    private final String misfire;
    private final CronTimes times;

    private Recurrence(String cron, ZoneId zone, String misfire) {
        this.cron = cron;
        this.zone = zone;
        this.misfire = misfire;
        this.times = CronTimes.of(cron, zone);
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
                            + " day of the week. " + e.getMessage(),
                    e);
        }
        if (recurrence.times.next(now).isEmpty()) {
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
        return times.next(after).orElseThrow(() -> new IllegalStateException("Cron " + cron + " has no next time"));
    }
}
