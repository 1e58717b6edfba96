package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The list of 1,000 boxes out of many: as they were created, which is the cheapest there is, by name, and by name downwards.
 * The answers are of one size; what an order costs more is the database's search for it. The three take turns in short
 * slices, so that whatever else the machine does disturbs them alike, and the middle slice of each counts.
 */
final class BoxesBenchmark {
    private static final String LIST = "/api/boxes/list?limit=1000";
    private static final int ROUNDS = 9;

    /** Primes: the names come in no order, and none comes twice. */
    private static final long SCATTER = 7_919;

    private static final long NAMES = 1_000_003;

    private final Options options;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;

    private enum Order {
        CREATED(LIST),
        NAME(LIST + "&sortby=name"),
        NAME_DOWN(LIST + "&sortby=name&direction=DESC");

        private final String path;

        Order(String path) {
            this.path = path;
        }
    }

    BoxesBenchmark(Options options, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.installation = installation;
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server");
        try (InventoryServer server =
                InventoryServer.start(installation, "boxes", Map.of("INVENTORY_POLL_ENABLED", "false"))) {
            long start = System.nanoTime();
            create(server);
            double created = options.boxes() / ((System.nanoTime() - start) / 1e9);
            progress.println("warming up");
            for (Order order : Order.values()) {
                slice(server.port(), order, options.warmUp());
            }
            report(measure(server.port()), created);
        }
    }

    private void create(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("creating " + options.boxes() + " boxes");
        String authorization = server.authorization();
        var next = new AtomicInteger();
        List<Integer> made = Workers.run(options.connections(), worker -> {
            int count = 0;
            try (var connection = new HttpConnection(server.port(), authorization)) {
                for (int number = next.getAndIncrement(); number < options.boxes(); number = next.getAndIncrement()) {
                    String name = "Box " + number * SCATTER % NAMES;
                    if (connection
                                    .post("/api/box/create", "{\"name\": \"" + name + "\"}")
                                    .status()
                            == 200) {
                        count++;
                    }
                }
            }
            return count;
        });
        int all = made.stream().mapToInt(Integer::intValue).sum();
        if (all != options.boxes()) {
            throw new BenchmarkFailure((options.boxes() - all) + " boxes were not created");
        }
    }

    private Map<Order, List<Slice>> measure(int port) throws IOException, BenchmarkFailure, InterruptedException {
        Duration each = options.measured().dividedBy((long) ROUNDS * Order.values().length);
        progress.println("measuring " + ROUNDS + " rounds of three slices of " + each.toMillis() + " ms");
        Map<Order, List<Slice>> slices = new EnumMap<>(Order.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (Order order : Order.values()) {
                slices.computeIfAbsent(order, none -> new ArrayList<>()).add(slice(port, order, each));
            }
        }
        return slices;
    }

    private Slice slice(int port, Order order, Duration time)
            throws IOException, BenchmarkFailure, InterruptedException {
        return Slice.measure(port, "", order.path, options.connections(), time);
    }

    private void report(Map<Order, List<Slice>> slices, double created) {
        results.add(Figure.of("boxes.created", "boxes created", created, "1/s"));
        double plain = add(slices, Order.CREATED, "1,000 boxes of " + options.boxes() + " as created");
        double up = add(slices, Order.NAME, "  by name");
        results.add(Figure.of("boxes.name.ratio", "  of that as created", 100 * up / plain, "%", Goal.SORTED_LIST));
        double down = add(slices, Order.NAME_DOWN, "  by name, downwards");
        results.add(
                Figure.of("boxes.name_down.ratio", "  of that as created", 100 * down / plain, "%", Goal.SORTED_LIST));
        long errors = slices.values().stream()
                .flatMap(List::stream)
                .mapToLong(Slice::errors)
                .sum();
        results.add(Figure.count("boxes.errors", "  answers other than 200", errors, Goal.NO_ERRORS));
    }

    private double add(Map<Order, List<Slice>> slices, Order order, String title) {
        Slice slice = Slice.median(slices.getOrDefault(order, List.of()));
        String key = "boxes." + order.name().toLowerCase(Locale.ROOT);
        results.add(Figure.of(key, title, slice.perSecond(), "1/s"));
        results.add(Figure.of(key + ".p99", "  p99", slice.latencies().percentile(99), "ms"));
        return slice.perSecond();
    }
}
