package dev.inventory.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A bounded load on the API: each of several connections asks, reads the whole answer and asks again. How many requests
 * are under way is fixed, how many there are in a second is up to the server.
 */
final class ApiLoad {

    /** What is asked for. */
    enum Kind {
        DETAIL,
        FILTERED_PAGE,
        FIRST_PAGE
    }

    private static final int PAGE = 50;
    private static final int TYPES = 5;
    /** Of a hundred requests, so many are for a device and so many for a filtered page; the rest are for the first page. */
    private static final int DETAILS = 70;

    private static final int FILTERED = 20;

    /**
     * How it went.
     *
     * @param byKind how long the answers took, errors left out
     * @param errors answers other than 200, and connections that broke
     * @param lasted from the first request to the last answer
     */
    record Outcome(Map<Kind, Latencies> byKind, Latencies all, long errors, Duration lasted) {
        double perSecond() {
            return all.count() / (lasted.toNanos() / 1e9);
        }
    }

    private final int port;
    private final String authorization;
    private final int connections;
    private final List<Long> devices;
    private final List<Long> organizations;

    ApiLoad(int port, String authorization, int connections, Registration.Registered registered) {
        this.port = port;
        this.authorization = authorization;
        this.connections = connections;
        devices = registered.ids();
        organizations = registered.organizations();
    }

    /** Runs for that long. The same requests are drawn in every run. */
    Outcome run(Duration time) throws IOException, BenchmarkFailure, InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<Part> parts = Workers.run(connections, worker -> part(worker, end));
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        var byKind = new EnumMap<Kind, Latencies>(Kind.class);
        var all = new ArrayList<Latencies.Recording>();
        for (Kind kind : Kind.values()) {
            List<Latencies.Recording> recordings =
                    parts.stream().map(part -> part.recording(kind)).toList();
            byKind.put(kind, Latencies.of(recordings));
            all.addAll(recordings);
        }
        return new Outcome(
                byKind,
                Latencies.of(all),
                parts.stream().mapToLong(part -> part.errors).sum(),
                lasted);
    }

    private Part part(int worker, long end) {
        var part = new Part();
        var random = new Random(worker);
        try (var connection = new HttpConnection(port, authorization)) {
            while (System.nanoTime() < end) {
                Kind kind = kind(random.nextInt(100));
                String path = path(kind, random);
                long asked = System.nanoTime();
                if (answered(connection, path)) {
                    part.recording(kind).add(System.nanoTime() - asked);
                } else {
                    part.errors++;
                }
            }
        }
        return part;
    }

    private static boolean answered(HttpConnection connection, String path) {
        try {
            return connection.get(path).status() == 200;
        } catch (IOException broken) {
            return false;
        }
    }

    private static Kind kind(int ofHundred) {
        if (ofHundred < DETAILS) {
            return Kind.DETAIL;
        }
        return ofHundred < DETAILS + FILTERED ? Kind.FILTERED_PAGE : Kind.FIRST_PAGE;
    }

    private String path(Kind kind, Random random) {
        String collection = "/api/v1/inventory_device/";
        return switch (kind) {
            case DETAIL -> collection + devices.get(random.nextInt(devices.size())) + "/";
            case FILTERED_PAGE ->
                collection + "?limit=" + PAGE + "&status=1&organization="
                        + organizations.get(random.nextInt(organizations.size())) + "&type="
                        + (1 + random.nextInt(TYPES));
            case FIRST_PAGE -> collection + "?limit=" + PAGE;
        };
    }

    /** What one connection saw. */
    private static final class Part {
        private final Map<Kind, Latencies.Recording> recordings = new EnumMap<>(Kind.class);
        private long errors;

        Latencies.Recording recording(Kind kind) {
            return recordings.computeIfAbsent(kind, none -> new Latencies.Recording());
        }
    }
}
