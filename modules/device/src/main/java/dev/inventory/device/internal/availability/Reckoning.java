package dev.inventory.device.internal.availability;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.availability.Availability.Outage;
import dev.inventory.device.internal.maintenance.PlannedTimes.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how a device stood, change by change. It knows no database and no clock, and holds no more than the outages that
 * are to be shown.
 *
 * <p>Up is what {@code status} says, so a device that flaps counts as what it is at each moment. Maintenance counts before
 * all else, and apart; what is unknown is not observed. Down and unreachable are outages.
 */
final class Reckoning {

    /** Most outages of an answer. */
    static final int MOST_OUTAGES = 1000;

    private static final double TEN_THOUSANDTHS = 10_000;

    /** How it stands from an instant on. */
    private record Standing(Instant since, boolean up, DeviceState state, String reason) {

        boolean isOutage() {
            return !up && state != DeviceState.UNKNOWN;
        }

        boolean isUnknown() {
            return !up && state == DeviceState.UNKNOWN;
        }
    }

    private final Instant from;
    private final Instant to;
    private final List<Span> planned;
    private final Deque<Outage> outages = new ArrayDeque<>();
    private Standing standing;
    private int nextPlanned;
    private Duration up = Duration.ZERO;
    private Duration down = Duration.ZERO;
    private Duration unreachable = Duration.ZERO;
    private Duration unknown = Duration.ZERO;
    private Duration maintenance = Duration.ZERO;
    private long outageCount;
    private @Nullable Standing outage;
    private Duration outageLength = Duration.ZERO;

    /**
     * @param from inclusive
     * @param to exclusive
     * @param planned times of work, in their order, none overlapping another
     */
    Reckoning(Instant from, Instant to, List<Span> planned) {
        this.from = from;
        this.to = to;
        this.planned = planned;
        this.standing = new Standing(from, false, DeviceState.UNKNOWN, "");
    }

    /** Takes in a change; they come in the order of their times. Those before the period say how it began. */
    void change(Instant at, boolean nowUp, DeviceState state, String reason) {
        Instant within = at.isBefore(from) ? from : at;
        if (within.isAfter(to)) {
            return;
        }
        stood(within);
        standing = new Standing(within, nowUp, state, reason);
    }

    /** How it was, all in all. */
    Availability conclude() {
        stood(to);
        if (outage != null) {
            note(outage, null);
        }
        Duration observed = up.plus(down).plus(unreachable);
        List<Outage> latestFirst = new ArrayList<>();
        outages.descendingIterator().forEachRemaining(latestFirst::add);
        return new Availability(
                from,
                to,
                observed.isZero() ? null : percent(up, observed),
                seconds(observed),
                seconds(up),
                seconds(down),
                seconds(unreachable),
                seconds(maintenance),
                seconds(unknown),
                outageCount,
                latestFirst,
                outageCount > latestFirst.size()
                        ? String.format(
                                Locale.ROOT,
                                "Only the latest %,d of %,d outages are listed.",
                                latestFirst.size(),
                                outageCount)
                        : null);
    }

    /** It stood so until now. */
    private void stood(Instant until) {
        if (!until.isAfter(standing.since)) {
            return;
        }
        Duration work = work(standing.since, until);
        Duration counted = Duration.between(standing.since, until).minus(work);
        maintenance = maintenance.plus(work);
        if (standing.isOutage()) {
            if (outage == null) {
                outage = standing;
                outageLength = Duration.ZERO;
            }
            outageLength = outageLength.plus(counted);
            if (standing.state == DeviceState.UNREACHABLE) {
                unreachable = unreachable.plus(counted);
            } else {
                down = down.plus(counted);
            }
            return;
        }
        if (outage != null) {
            note(outage, standing.since);
            outage = null;
        }
        if (standing.isUnknown()) {
            unknown = unknown.plus(counted);
        } else {
            up = up.plus(counted);
        }
    }

    /** One that lay within planned work was none. */
    private void note(Standing began, @Nullable Instant end) {
        if (outageLength.isZero()) {
            return;
        }
        outageCount++;
        outages.addLast(new Outage(began.since, end, seconds(outageLength), began.state.word(), began.reason));
        if (outages.size() > MOST_OUTAGES) {
            outages.removeFirst();
        }
    }

    /** How much of a time was planned work. The times that are asked for follow each other. */
    private Duration work(Instant begin, Instant end) {
        Duration work = Duration.ZERO;
        while (nextPlanned < planned.size()) {
            Span span = planned.get(nextPlanned);
            Instant first = span.from().isAfter(begin) ? span.from() : begin;
            Instant last = span.until().isBefore(end) ? span.until() : end;
            if (last.isAfter(first)) {
                work = work.plus(Duration.between(first, last));
            }
            if (span.until().isAfter(end)) {
                return work;
            }
            nextPlanned++;
        }
        return work;
    }

    /** Down, so that a hundred means that there was no outage. */
    private static double percent(Duration part, Duration whole) {
        double share = (double) part.toMillis() / Math.max(1, whole.toMillis());
        double percent = Math.floor(share * 100 * TEN_THOUSANDTHS) / TEN_THOUSANDTHS;
        return part.equals(whole) ? 100 : Math.min(percent, 100 - 1 / TEN_THOUSANDTHS);
    }

    private static long seconds(Duration length) {
        return Math.round(length.toMillis() / 1000.0);
    }
}
