package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to know who asks: the same small GET without credentials, by token and by password. The three take turns
 * in short slices, so that whatever else the machine does disturbs them alike, and the middle slice of each counts.
 */
final class AuthenticationBenchmark {
    private static final String PATH = "/api/";
    private static final int ROUNDS = 9;

    private enum Carrier {
        NOBODY,
        TOKEN,
        PASSWORD
    }

    private final Options options;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;

    AuthenticationBenchmark(Options options, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.installation = installation;
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server");
        try (InventoryServer server =
                InventoryServer.start(installation, "authentication", Map.of("INVENTORY_POLL_ENABLED", "false"))) {
            Map<Carrier, String> headers = new EnumMap<>(Carrier.class);
            headers.put(Carrier.NOBODY, "");
            headers.put(Carrier.TOKEN, server.authorization());
            headers.put(Carrier.PASSWORD, server.password());
            progress.println("warming up");
            for (String header : headers.values()) {
                slice(server.port(), header, options.warmUp());
            }
            report(measure(server.port(), headers));
        }
    }

    private Map<Carrier, List<Slice>> measure(int port, Map<Carrier, String> headers)
            throws IOException, BenchmarkFailure, InterruptedException {
        Duration each = options.measured().dividedBy((long) ROUNDS * Carrier.values().length);
        progress.println("measuring " + ROUNDS + " rounds of three slices of " + each.toMillis() + " ms");
        Map<Carrier, List<Slice>> slices = new EnumMap<>(Carrier.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<Carrier, String> carrier : headers.entrySet()) {
                slices.computeIfAbsent(carrier.getKey(), none -> new ArrayList<>())
                        .add(slice(port, carrier.getValue(), each));
            }
        }
        return slices;
    }

    private Slice slice(int port, String header, Duration time)
            throws IOException, BenchmarkFailure, InterruptedException {
        return Slice.measure(port, header, PATH, options.connections(), time);
    }

    private void report(Map<Carrier, List<Slice>> slices) {
        double nobody = rate(slices, Carrier.NOBODY);
        double token = rate(slices, Carrier.TOKEN);
        double password = rate(slices, Carrier.PASSWORD);
        results.add(Figure.of("auth.nobody", "GET " + PATH + " without credentials", nobody, "1/s"));
        results.add(Figure.of("auth.nobody.p99", "  p99", p99(slices, Carrier.NOBODY), "ms"));
        results.add(Figure.of("auth.token", "  by token", token, "1/s"));
        results.add(Figure.of("auth.token.p99", "  p99", p99(slices, Carrier.TOKEN), "ms"));
        results.add(Figure.of(
                "auth.token.ratio", "  of that without credentials", 100 * token / nobody, "%", Goal.BY_TOKEN));
        results.add(Figure.of("auth.password", "  by password", password, "1/s"));
        results.add(Figure.of("auth.password.p99", "  p99", p99(slices, Carrier.PASSWORD), "ms"));
        results.add(Figure.of(
                "auth.password.ratio",
                "  of that without credentials",
                100 * password / nobody,
                "%",
                Goal.BY_PASSWORD));
        long errors = slices.values().stream()
                .flatMap(List::stream)
                .mapToLong(Slice::errors)
                .sum();
        results.add(Figure.count("auth.errors", "  answers other than 200", errors, Goal.NO_ERRORS));
    }

    private static double rate(Map<Carrier, List<Slice>> slices, Carrier carrier) {
        return median(slices, carrier).perSecond();
    }

    private static double p99(Map<Carrier, List<Slice>> slices, Carrier carrier) {
        return median(slices, carrier).latencies().percentile(99);
    }

    private static Slice median(Map<Carrier, List<Slice>> slices, Carrier carrier) {
        return Slice.median(slices.getOrDefault(carrier, List.of()));
    }
}
