package dev.inventory.benchmark;

import java.util.Arrays;
import java.util.List;

/** How long each of many requests took. */
final class Latencies {
    private static final double NANOS_IN_MILLI = 1e6;

    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Latencies of(List<Recording> recordings) {
        long[] all = recordings.stream()
                .flatMapToLong(recording -> Arrays.stream(recording.nanos, 0, recording.size))
                .sorted()
                .toArray();
        return new Latencies(all);
    }

    static Latencies together(List<Latencies> parts) {
        return new Latencies(parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.sortedNanos))
                .sorted()
                .toArray());
    }

    int count() {
        return sortedNanos.length;
    }

    /**
     * The time within which that share of the requests was answered: of those that were measured, none between them
     * (nearest rank). NaN when there were none.
     *
     * @param percent more than 0, up to 100, which is the slowest
     * @return milliseconds
     */
    double percentile(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("Not a percentile: " + percent);
        }
        if (sortedNanos.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
        return sortedNanos[Math.max(rank, 1) - 1] / NANOS_IN_MILLI;
    }

    /** One thread's part; not thread safe. */
    static final class Recording {
        private long[] nanos = new long[1024];
        private int size;

        void add(long took) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = took;
        }
    }
}
