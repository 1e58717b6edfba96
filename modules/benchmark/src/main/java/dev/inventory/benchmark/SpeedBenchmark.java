package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Start, sweep, storm, reading and writing in short, one after the other on one server that is started once: what a
 * build can afford. The JVM still compiles meanwhile, so that its figures are no measure; but a ratio that is missed by
 * half is.
 */
final class SpeedBenchmark {
    private static final String DEVICES = "/api/v1/inventory_device/";

    /** So many that 2,000 are polled a second, at the interval at which the others were polled as fast as can be. */
    private static final int STILL_POLLED = 200;

    private static final int LIST = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

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
        Map<String, String> settings = Map.of("INVENTORY_POLL_INTERVAL", SweepBenchmark.LEAST_INTERVAL.toString());
        String war = SmallWar.constant(installation.directory()).toString();
        try (InventoryServer server =
                InventoryServer.start(installation, "speed", settings, List.of("--deploy", war))) {
            results.add(Figure.of(
                    "start.first",
                    "start to ready, the first, which makes the tables",
                    server.startedWithin().toNanos() / 1e9,
                    "s"));
            Registered registered = sweep.register(server);
            double rate = sweep.sweeps(server);
            List<Long> polled = pollFew(server, registered);
            sweep.bare(rate);
            sweep.storm(server, polled, SweepBenchmark.LEAST_INTERVAL);
            requests.reading(server, registered);
            requests.writing(server, registered);
        }
    }

    /** @return those that still are */
    private List<Long> pollFew(InventoryServer server, Registered registered) throws IOException, BenchmarkFailure {
        progress.println("polling no more than " + STILL_POLLED + " devices");
        List<Long> all = registered.ids();
        List<Long> polled = all.subList(0, Math.min(STILL_POLLED, all.size()));
        List<Long> others = all.subList(polled.size(), all.size());
        try (var connection = new HttpConnection(server.port(), server.authorization())) {
            for (int from = 0; from < others.size(); from += LIST) {
                List<Map<String, Object>> changes = new ArrayList<>();
                for (long id : others.subList(from, Math.min(from + LIST, others.size()))) {
                    changes.add(Map.of("id", id, "polling_enabled", false));
                }
                HttpConnection.Answer answer = connection.patch(DEVICES, JSON.writeValueAsString(changes));
                if (answer.status() != 200) {
                    throw new BenchmarkFailure("not changed: " + answer.status() + " " + answer.text());
                }
            }
        }
        return polled;
    }
}
