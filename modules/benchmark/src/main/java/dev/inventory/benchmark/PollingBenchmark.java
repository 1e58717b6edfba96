package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.Registration.Registered;
import dev.inventory.benchmark.Window.Seen;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Many devices polled by the server while its API is used. Three starts on the same data: polling with the API in use,
 * the API alone, and polling alone as often as the server lets one; then the bare loop over the same agents.
 */
final class PollingBenchmark {
    /** The server may write what it saw together, at most so late; its default. */
    private static final Duration HELD_BACK = Duration.ofSeconds(10);

    private static final Duration ALL_UP_WITHIN = Duration.ofMinutes(1);
    private static final long SAMPLE_MILLIS = 200;
    private static final double MEGABYTE = 1 << 20;
    private static final double POLLS = 10_000;

    private final Options options;
    private final Farm farm;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;
    private final long started = System.nanoTime();

    PollingBenchmark(Options options, Farm farm, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.farm = farm;
        this.installation = installation;
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        Registered registered;
        ApiLoad.Outcome polled;
        try (InventoryServer server = start("polling", options.interval(), true)) {
            results.add(Figure.of("start", "start to ready", seconds(server.startedWithin()), "s"));
            registered = register(server);
            awaitAllUp(server);
            polled = apiUnderPolling(server, registered);
        }
        try (InventoryServer server = start("idle", options.interval(), false)) {
            apiAlone(server, registered, polled);
        }
        BareLoop.Outcome bare = bareLoop();
        if (!options.brief()) {
            try (InventoryServer server = start("shortest-interval", Options.SHORTEST_INTERVAL, true)) {
                pollingAlone(server, bare);
            }
        }
    }

    private InventoryServer start(String name, Duration interval, boolean polling)
            throws IOException, BenchmarkFailure, InterruptedException {
        say("starting the server: %s", polling ? "polls every " + interval.toSeconds() + " s" : "polls nothing");
        return InventoryServer.start(
                installation,
                name,
                Map.of(
                        "INVENTORY_POLL_ENABLED", String.valueOf(polling),
                        "INVENTORY_POLL_INTERVAL", interval.toString()));
    }

    private Registered register(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        say("registering %d devices", options.devices());
        Registered registered = new Registration(farm.layout(), server.port(), server.authorization())
                .register(options.devices(), Math.min(options.connections(), 8));
        results.add(Figure.of(
                "registration.rate",
                "devices registered, while they are polled",
                registered.ids().size() / seconds(registered.took()),
                "1/s"));
        results.add(
                Figure.count("registration.errors", "  answers 5xx meanwhile", registered.retried(), Goal.NO_ERRORS));
        return registered;
    }

    /** Until every device was polled as one that is up, about. */
    private void awaitAllUp(InventoryServer server) throws IOException, InterruptedException {
        long end = System.nanoTime() + ALL_UP_WITHIN.plus(options.interval()).toNanos();
        while (server.polls().answered() < 2L * options.devices() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
        }
    }

    private ApiLoad.Outcome apiUnderPolling(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
        String authorization = server.authorization();
        var load = new ApiLoad(server.port(), authorization, options.connections(), registered);
        say("using the API for %d s to warm up", options.warmUp().toSeconds());
        load.run(options.warmUp());
        say("measuring the API under polling for %d s", options.measured().toSeconds());
        var window = new Window(server, farm);
        ApiLoad.Outcome outcome = load.run(options.measured());
        Seen polls = window.end();
        Freshness freshness = Freshness.read(server.port(), authorization, options.connections(), registered.ids());
        polls("polls", "polls answered, with the API in use", polls, options.interval());
        results.add(Figure.count("polls.silent", "  not answered", polls.silent(), Goal.NONE_LOST));
        results.add(Figure.count("devices.not_up", "  devices not up at the end", freshness.notUp(), Goal.NONE_LOST));
        results.add(Figure.of("last_seen.oldest", "  oldest last_seen", seconds(freshness.oldest()), "s"));
        results.add(Figure.of(
                "last_seen.oldest_ratio",
                "  of the interval and the time it may be held back",
                seconds(freshness.oldest()) / seconds(options.interval().plus(HELD_BACK)),
                "x",
                Goal.OLDEST_SEEN));
        api("api.polling", "API under polling", outcome, polls);
        memory(server);
        return outcome;
    }

    private void memory(InventoryServer server) throws IOException, InterruptedException {
        Exposition before = server.metrics();
        results.add(Figure.of("heap.used", "heap used", megabytes(before.value("memory_usedHeap_bytes")), "MB"));
        results.add(Figure.of(
                "heap.committed", "heap committed", megabytes(before.value("memory_committedHeap_bytes")), "MB"));
        server.resident()
                .ifPresent(octets ->
                        results.add(Figure.of("rss", "resident memory of the server", octets / MEGABYTE, "MB")));
        if (server.collectGarbage()) {
            results.add(Figure.of(
                    "heap.live",
                    "heap used after a full collection",
                    megabytes(server.metrics().value("memory_usedHeap_bytes")),
                    "MB"));
        }
    }

    private void apiAlone(InventoryServer server, Registered registered, ApiLoad.Outcome polled)
            throws IOException, BenchmarkFailure, InterruptedException {
        var load = new ApiLoad(server.port(), server.authorization(), options.connections(), registered);
        say("measuring the API without polling for %d s", options.compared().toSeconds());
        load.run(options.warmUp());
        var window = new Window(server, farm);
        ApiLoad.Outcome alone = load.run(options.compared());
        Seen seen = window.end();
        api("api.alone", "API without polling", alone, seen);
        results.add(Figure.of(
                "api.throughput_ratio",
                "API under polling, of without: requests/s",
                100 * polled.perSecond() / alone.perSecond(),
                "%",
                Goal.THROUGHPUT_UNDER_POLLING));
        results.add(Figure.of(
                "api.p99_ratio",
                "API under polling, of without: p99",
                polled.all().percentile(99) / alone.all().percentile(99),
                "x",
                Goal.P99_UNDER_POLLING));
    }

    private BareLoop.Outcome bareLoop() throws IOException, BenchmarkFailure, InterruptedException {
        say("running the bare loop over the same agents");
        return BareLoop.beside(farm, options.compared().dividedBy(options.brief() ? 2 : 4), results);
    }

    private void pollingAlone(InventoryServer server, BareLoop.Outcome bare)
            throws IOException, BenchmarkFailure, InterruptedException {
        long start = System.nanoTime();
        while (server.polls().answered() < options.devices() && System.nanoTime() - start < ALL_UP_WITHIN.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
        }
        results.add(Figure.of(
                "sweep.first",
                "first sweep after a start, spread over " + Options.SHORTEST_INTERVAL.toSeconds() + " s",
                (System.nanoTime() - start) / 1e9,
                "s"));
        TimeUnit.MILLISECONDS.sleep(options.warmUp().toMillis());
        say(
                "measuring polling at the shortest interval for %d s",
                options.compared().toSeconds());
        var window = new Window(server, farm);
        TimeUnit.MILLISECONDS.sleep(options.compared().toMillis());
        Seen polls = window.end();
        polls("sweep", "polls answered, at the shortest interval", polls, Options.SHORTEST_INTERVAL);
        results.add(Figure.count("sweep.silent", "  not answered", polls.silent(), Goal.NONE_LOST));
        double cpu = seconds(polls.cpu()) * POLLS / polls.answered();
        results.add(Figure.of("sweep.cpu", "  CPU of server and database per 10,000 polls", cpu, "s"));
        results.add(Figure.of(
                "sweep.cpu_ratio", "  of the bare loop's", cpu / (seconds(bare.cpu()) * POLLS / bare.answered()), "x"));
        results.add(Figure.of(
                "sweep.rate_ratio", "  rate, of the bare loop's", 100 * polls.perSecond() / bare.perSecond(), "%"));
        results.add(polls.networkFigure("network.busy"));
        results.add(polls.othersFigure("sweep"));
    }

    private void polls(String key, String title, Seen polls, Duration interval) {
        double due = options.devices() / seconds(interval);
        results.add(Figure.of(key + ".rate", title, polls.perSecond(), "1/s"));
        results.add(Figure.of(
                key + ".of_due",
                "  of the " + Figure.shown(due) + "/s that are due",
                100 * polls.perSecond() / due,
                "%",
                Goal.POLLED_OF_DUE));
    }

    private void api(String key, String title, ApiLoad.Outcome outcome, Seen seen) {
        results.add(Figure.of(key + ".rate", title, outcome.perSecond(), "1/s"));
        Latencies all = outcome.all();
        results.add(Figure.of(key + ".p50", "  p50", all.percentile(50), "ms"));
        results.add(Figure.of(key + ".p90", "  p90", all.percentile(90), "ms"));
        results.add(Figure.of(key + ".p99", "  p99", all.percentile(99), "ms"));
        results.add(Figure.of(key + ".max", "  slowest", all.percentile(100), "ms"));
        outcome.byKind().forEach((kind, latencies) -> {
            String name = kind.name().toLowerCase(Locale.ROOT);
            String shown = "  " + name.replace('_', ' ');
            results.add(Figure.of(key + "." + name + ".p50", shown + " p50", latencies.percentile(50), "ms"));
            results.add(Figure.of(key + "." + name + ".p99", shown + " p99", latencies.percentile(99), "ms"));
        });
        results.add(Figure.count(key + ".errors", "  errors", outcome.errors(), Goal.NO_ERRORS));
        // Unlike the times this stays the same when other programs run.
        results.add(Figure.of(
                key + ".cpu",
                "  CPU of server and database per request",
                1000 * seconds(seen.cpu()) / outcome.all().count(),
                "ms"));
        results.add(seen.othersFigure(key));
    }

    private void say(String text, Object... values) {
        double since = (System.nanoTime() - started) / 1e9;
        progress.printf(Locale.ROOT, "%6.1f s  %s%n", since, String.format(Locale.ROOT, text, values));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double megabytes(OptionalDouble octets) {
        return octets.orElse(Double.NaN) / MEGABYTE;
    }
}
