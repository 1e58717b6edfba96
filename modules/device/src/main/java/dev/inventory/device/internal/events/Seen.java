package dev.inventory.device.internal.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which rows of the history have been read: all up to the highest, but for those that were not visible then. Immutable.
 *
 * @param high the highest id
 * @param gaps what is missing below it, ascending and apart from each other: rows of transactions that had not committed,
 *     and ids that no row has, or has any more
 */
record Seen(long high, List<Gap> gaps) {

    /** Ids from one to another, both included. */
    record Span(long low, long high) {}

    /**
     * Missing ids.
     *
     * @param since when they were first missed
     * @param mark the number that the next transaction was to get then: an older one may still write them
     */
    record Gap(long low, long high, Instant since, long mark) {}

    Seen {
        gaps = List.copyOf(gaps);
    }

    /** All up to an id. */
    static Seen upTo(long id) {
        return new Seen(id, List.of());
    }

    boolean contains(long id) {
        return id <= high && gaps.stream().noneMatch(gap -> gap.low <= id && id <= gap.high);
    }

    /** The missing ids. */
    List<Span> missing() {
        return gaps.stream().map(gap -> new Span(gap.low, gap.high)).toList();
    }

    /**
     * These and more.
     *
     * @param ids ascending, none of which is contained
     * @param since when those between them were missed
     */
    Seen with(List<Long> ids, Instant since, long mark) {
        List<Gap> left = new ArrayList<>();
        int next = 0;
        for (Gap gap : gaps) {
            long low = gap.low;
            while (next < ids.size() && ids.get(next) <= gap.high) {
                long id = ids.get(next++);
                if (low < id) {
                    left.add(new Gap(low, id - 1, gap.since, gap.mark));
                }
                low = id + 1;
            }
            if (low <= gap.high) {
                left.add(low == gap.low ? gap : new Gap(low, gap.high, gap.since, gap.mark));
            }
        }
        long top = high;
        for (; next < ids.size(); next++) {
            long id = ids.get(next);
            if (top + 1 < id) {
                left.add(new Gap(top + 1, id - 1, since, mark));
            }
            top = id;
        }
        return new Seen(top, left);
    }

    /** Without the gaps that nobody waits for any more. */
    Seen without(Predicate<Gap> closed) {
        return gaps.stream().anyMatch(closed)
                ? new Seen(high, gaps.stream().filter(closed.negate()).toList())
                : this;
    }
}
