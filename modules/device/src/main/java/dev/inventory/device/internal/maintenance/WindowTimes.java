package dev.inventory.device.internal.maintenance;

import dev.inventory.platform.jobs.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a window is open. What was computed last is remembered, since it is asked for again and again at nearly one time. */
final class WindowTimes {

    /**
     * A time in which a window is open.
     *
     * @param from inclusive
     * @param until exclusive
     */
    record Span(Instant from, Instant until) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    private final Instant startsAt;
    private final Instant endsAt;
    private final @Nullable CronTimes recurrence;
    private final Duration length;
    private @Nullable Span open;

    /** Until then no later span overlaps {@link #open}. */
    private Instant openAlone = Instant.MIN;

    /** A time without any. */
    private Span closed = new Span(Instant.MAX, Instant.MIN);

    /** Once. */
    WindowTimes(Instant startsAt, Instant endsAt) {
        this.startsAt = startsAt;
        this.endsAt = endsAt;
        this.recurrence = null;
        this.length = Duration.between(startsAt, endsAt);
    }

    /** Again and again, beginning at or after {@code startsAt} and before {@code endsAt}. */
    WindowTimes(Instant startsAt, @Nullable Instant endsAt, String cron, String zone, Duration length) {
        this.startsAt = startsAt;
        this.endsAt = endsAt == null ? Instant.MAX : endsAt;
        this.recurrence = CronTimes.of(cron, ZoneId.of(zone));
        this.length = length;
    }

    /**
     * The times that overlap a period, the earliest first; they may overlap each other.
     *
     * @param most how many are wanted; if there are more, one more is given and no others
     */
    List<Span> within(Instant from, Instant to, int most) {
        List<Span> found = new ArrayList<>();
        if (recurrence == null) {
            if (startsAt.isBefore(to) && endsAt.isAfter(from)) {
                found.add(new Span(startsAt, endsAt));
            }
            return found;
        }
        Instant before = from.minus(length);
        if (before.isBefore(startsAt)) {
            before = startsAt.minusNanos(1);
        }
        Optional<Instant> next = recurrence.next(before);
        while (next.isPresent() && next.get().isBefore(to) && next.get().isBefore(endsAt) && found.size() <= most) {
            found.add(new Span(next.get(), next.get().plus(length)));
            next = recurrence.next(next.get());
        }
        return found;
    }

    /** The time around this instant in which the window is open; of several that overlap the last. */
    synchronized Optional<Span> at(Instant at) {
        if (recurrence == null) {
            Span only = new Span(startsAt, endsAt);
            return only.contains(at) ? Optional.of(only) : Optional.empty();
        }
        if (closed.contains(at)) {
            return Optional.empty();
        }
        Span known = open;
        if (known != null && known.contains(at) && at.isBefore(openAlone)) {
            return Optional.of(known);
        }
        Span found = null;
        Instant before = at.minus(length);
        if (before.isBefore(startsAt)) {
            before = startsAt.minusNanos(1);
        }
        Optional<Instant> next = recurrence.next(before);
        while (next.isPresent() && !next.get().isAfter(at) && next.get().isBefore(endsAt)) {
            found = new Span(next.get(), next.get().plus(length));
            next = recurrence.next(next.get());
        }
        if (found == null) {
            closed = new Span(at, next.filter(begin -> begin.isBefore(endsAt)).orElse(Instant.MAX));
        }
        open = found;
        openAlone = next.orElse(Instant.MAX);
        return Optional.ofNullable(found);
    }
}
