package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Very many devices are gone at once: how long after its last failed poll each is seen to be down, and whether all are. */
final class ChangeStorm {
    private static final String DEVICES = "/api/v1/inventory_device/";
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);
    private static final long SAMPLE_MILLIS = 20;

    /** Of more devices the history of some is read, evenly: it is read one by one. */
    private static final int MOST_HISTORIES = 50_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InventoryServer server;
    private final Results results;

    ChangeStorm(InventoryServer server, Results results) {
        this.server = server;
        this.results = results;
    }

    /** Has the devices fall silent. */
    interface Silence {
        void begin() throws IOException, BenchmarkFailure;
    }

    /**
     * All devices are up before.
     *
     * @param gone those that fall silent
     * @param longest until they have to be down
     */
    void run(List<Long> gone, Silence silence, Duration longest)
            throws IOException, BenchmarkFailure, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        List<Instant> changes;
        try (var connection = new HttpConnection(server.port(), server.authorization())) {
            try (ChangeStream stream = ChangeStream.open(server.port(), server.authorization())) {
                silence.begin();
                awaitDown(connection, gone.size(), longest, samples);
                results.add(Figure.count(
                        "storm.not_told",
                        "half of them fall silent at once: changes that the event stream did not tell",
                        gone.size() - stream.await(gone.size(), TOLD_WITHIN),
                        Goal.NONE_LOST));
                results.add(Figure.of(
                        "storm.told",
                        "  from a device's last failed poll until it tells, at most",
                        seconds(stream.latest()),
                        "s",
                        Goal.STORM));
                changes = stream.changes();
            }
            results.add(Figure.count(
                    "storm.missing",
                    "  changes without a row in the history",
                    withoutHistory(connection, Registered.sample(gone, MOST_HISTORIES)),
                    Goal.NONE_LOST));
            results.add(Figure.of(
                    "storm.latest",
                    "  from a device's last failed poll until it is read as down, at most",
                    latest(changes, samples),
                    "s",
                    Goal.STORM));
        }
    }

    /** Returns when no device is shown as down. */
    static void awaitUp(InventoryServer server, Duration longest)
            throws IOException, BenchmarkFailure, InterruptedException {
        try (var connection = new HttpConnection(server.port(), server.authorization())) {
            awaitDown(connection, 0, longest, new ArrayList<>());
        }
    }

    /** How many devices were shown as down at a moment. */
    record Sample(Instant at, long down) {}

    private static void awaitDown(HttpConnection connection, long wanted, Duration longest, List<Sample> samples)
            throws IOException, BenchmarkFailure, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        long down;
        do {
            HttpConnection.Answer answer = connection.get(DEVICES + "?status=false&limit=1&fields=id");
            down = JSON.readTree(answer.text()).path("count").asLong(-1);
            samples.add(new Sample(Instant.now(), down));
            if (System.nanoTime() > end) {
                throw new BenchmarkFailure(down + " devices are down, and not " + wanted);
            }
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
        } while (down != wanted);
    }

    /** How many of them have no change to down by a poll as the newest of their history. */
    private static long withoutHistory(HttpConnection connection, List<Long> gone) throws IOException {
        long without = 0;
        for (long id : gone) {
            JsonNode newest = JSON.readTree(connection
                            .get(DEVICES + id + "/status_history/?limit=1&ordering=-id")
                            .text())
                    .path("results")
                    .path(0);
            if (!"poll".equals(newest.path("source").asText())
                    || newest.path("status").asBoolean(true)) {
                without++;
            }
        }
        return without;
    }

    /**
     * The longest that a change was not to be read. Which devices a sample counts is not known: it is taken that they
     * came in the order in which they changed.
     *
     * @return seconds
     */
    static double latest(List<Instant> changes, List<Sample> samples) {
        List<Instant> sorted = new ArrayList<>(changes);
        Collections.sort(sorted);
        double latest = 0;
        int shown = 0;
        for (Sample sample : samples) {
            for (; shown < Math.min(sample.down(), sorted.size()); shown++) {
                latest = Math.max(latest, seconds(Duration.between(sorted.get(shown), sample.at())));
            }
        }
        return latest;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
