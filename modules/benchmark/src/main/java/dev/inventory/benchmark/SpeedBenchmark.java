package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Start, storm, reading and writing, reading again with more devices, and sweep in short, one after the other on one
 * server that is started once: what a build can afford. The JVM still compiles meanwhile, so that its figures are no
 * measure; but a ratio that is missed by half is.
 */
final class SpeedBenchmark {
    /** So many that 2,000 are polled a second, at the interval at which all are polled as fast as can be. */
    private static final int POLLED_BESIDE_REQUESTS = 200;

    private final Installation installation;
    private final Results results;
    private final PrintStream progress;
    private final SweepBenchmark sweep;
    private final RequestsBenchmark requests;

    SpeedBenchmark(Options options, Farm farm, Installation installation, Results results, PrintStream progress) {
        this.progress = progress;
        this.results = results;
        sweep = new SweepBenchmark(options, farm, installation, results, progress);
        requests = new RequestsBenchmark(options, farm, installation, results, progress);
        this.installation = sweep.installation();
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server");
        Map<String, String> settings = new HashMap<>(SweepBenchmark.FLUSHING);
        settings.put("INVENTORY_POLL_INTERVAL", SweepBenchmark.LEAST_INTERVAL.toString());
        double rate;
        String war = SmallWar.constant(installation.directory()).toString();
        try (InventoryServer server =
                InventoryServer.start(installation, "speed", settings, List.of("--deploy", war))) {
            results.add(Figure.of(
                    "start.first",
                    "start to ready, the first, which makes the tables",
                    server.startedWithin().toNanos() / 1e9,
                    "s"));
            Registered few = sweep.registerSome(server, POLLED_BESIDE_REQUESTS);
            sweep.storm(server, few.ids(), SweepBenchmark.LEAST_INTERVAL);
            requests.reading(server, few);
            requests.writing(server, few);
            Registered all = sweep.registerMore(server, few, false);
            requests.readingOfMore(server, all);
            sweep.pollMore(server, all, few);
            rate = sweep.sweeps(server, all);
            server.kill(); // nobody looks at it any more
        }
        sweep.bare(rate); // which has the machine for itself, as in the other benchmarks
    }
}
