package dev.inventory.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Requests of one kind, sent again and again by several connections for a short time.
 *
 * @param perSecond answers of 2xx in a second
 * @param latencies how long these took
 * @param errors answers of another status
 */
record Slice(double perSecond, Latencies latencies, long errors) {

    /** One of the requests that are sent again and again. */
    interface Request {
        HttpConnection.Answer on(HttpConnection connection) throws IOException;
    }

    static Slice measure(int port, String authorization, String path, int connections, Duration time)
            throws IOException, BenchmarkFailure, InterruptedException {
        return measure(port, authorization, connections, time, connection -> connection.get(path));
    }

    static Slice measure(int port, String authorization, int connections, Duration time, Request request)
            throws IOException, BenchmarkFailure, InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        var recordings = new ArrayList<Latencies.Recording>();
        List<Long> errors = Workers.run(connections, worker -> {
            var recording = new Latencies.Recording();
            long failed = 0;
            try (var connection = new HttpConnection(port, authorization)) {
                while (System.nanoTime() < end) {
                    long asked = System.nanoTime();
                    if (request.on(connection).status() / 100 == 2) {
                        recording.add(System.nanoTime() - asked);
                    } else {
                        failed++;
                    }
                }
            }
            synchronized (recordings) {
                recordings.add(recording);
            }
            return failed;
        });
        Latencies latencies = Latencies.of(recordings);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Slice(
                latencies.count() / seconds,
                latencies,
                errors.stream().mapToLong(Long::longValue).sum());
    }

    /** How long the requests of all of them took. */
    static Latencies latencies(List<Slice> slices) {
        return Latencies.together(slices.stream().map(Slice::latencies).toList());
    }

    /** The one in the middle: the others were disturbed, or lucky. */
    static Slice median(List<Slice> slices) {
        List<Slice> sorted = slices.stream()
                .sorted(Comparator.comparingDouble(Slice::perSecond))
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
