package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.InventoryServer.Polls;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Devices that are all due all the time, polled as fast as the server can with everything stored; then at a usual pace
 * with some of them silent, and half of them gone at once.
 */
final class SweepBenchmark {
    private static final String DEVICES = "/api/v1/inventory_device/";

    /** More polls a second than any server makes, so that devices are always waiting. */
    private static final double MORE_THAN_ANY = 60_000;

    static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);
    private static final long SAMPLE_MILLIS = 20;
    /** Devices a second that change when they are polled for the first time, at least: with history and identity. */
    private static final int SLOWEST_FIRST_SWEEP = 500;

    /** So many intervals; a short one counts as the shortest that is usual. */
    private static final int GIVE_UP_INTERVALS = 24;

    private static final int[] SILENT_PERCENT = {0, 10, 50};
    private static final double POLLS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Farm farm;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;
    private final HeapLog heap;

    SweepBenchmark(Options options, Farm farm, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.farm = farm;
        this.results = results;
        this.progress = progress;
        heap = new HeapLog(installation.directory().resolve("heap.log"));
        this.installation = installation.with(heap.option());
    }

    /** With what the server's JVM is told for this. */
    Installation installation() {
        return installation;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        if (options.brief()) {
            double brief;
            try (InventoryServer server = start("sweeps", interval(), Map.of())) {
                Registered unused = register(server);
                brief = sweeps(server);
            }
            bare(brief);
            return;
        }
        Registered registered;
        try (InventoryServer server = startWithoutPolls("registration")) {
            registered = register(server);
        }
        sweepRegistered();
        Duration healthy = Duration.ZERO;
        for (int percent : SILENT_PERCENT) {
            healthy = withSilent(registered, percent, healthy);
        }
        storm(registered, Options.SHORTEST_INTERVAL);
    }

    /** What {@link #register} has registered, as fast as can be, and the bare loop beside it. */
    void sweepRegistered() throws IOException, BenchmarkFailure, InterruptedException {
        double rate;
        try (InventoryServer server = start("sweeps", interval(), Map.of())) {
            rate = sweeps(server);
        }
        bare(rate);
    }

    Registered register(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        return registerMore(server, Registered.NONE, true);
    }

    /** Some, which are up when it returns. */
    Registered registerSome(InventoryServer server, int devices)
            throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("registering " + devices + " devices");
        Registered some =
                new Registration(farm.layout(), server.port(), server.authorization()).registerInBulk(devices);
        awaitUp(server, giveUp(LEAST_INTERVAL));
        return some;
    }

    /** All that some are missing. */
    Registered registerMore(InventoryServer server, Registered some, boolean polled)
            throws IOException, BenchmarkFailure, InterruptedException {
        int more = options.devices() - some.ids().size();
        progress.println("registering " + more + " devices");
        Registered all = new Registration(farm.layout(), server.port(), server.authorization())
                .registerMore(some, options.devices(), polled);
        results.add(Figure.of(
                "registration.rate", "devices registered, in lists of 1,000", more / seconds(all.took()), "1/s"));
        return all;
    }

    /** Has those polled from now on that are not. */
    void pollMore(InventoryServer server, Registered all, Registered some) throws IOException, BenchmarkFailure {
        progress.println("having them polled, too");
        new Registration(farm.layout(), server.port(), server.authorization())
                .poll(all, some.ids().size());
    }

    /** So short that devices always wait. */
    private Duration interval() {
        Duration interval = Duration.ofMillis(Math.round(1000 * options.devices() / MORE_THAN_ANY));
        return interval.compareTo(LEAST_INTERVAL) < 0 ? LEAST_INTERVAL : interval;
    }

    InventoryServer startWithoutPolls(String name) throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server, no polls");
        return InventoryServer.start(installation, name, Map.of("INVENTORY_POLL_ENABLED", "false"));
    }

    private InventoryServer start(String name, Duration interval, Map<String, String> more)
            throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server, interval " + interval.toMillis() + " ms");
        Map<String, String> settings = new HashMap<>(more);
        settings.put("INVENTORY_POLL_INTERVAL", interval.toString());
        return InventoryServer.start(installation, name, settings);
    }

    /** At a usual pace what was seen is to be read soon. */
    private InventoryServer startFlushing(String name, Duration interval)
            throws IOException, BenchmarkFailure, InterruptedException {
        return start(name, interval, Map.of("INVENTORY_POLL_FLUSH", FLUSH.toString()));
    }

    /**
     * As fast as it can.
     *
     * @return polls a second
     */
    double sweeps(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        long begun = System.nanoTime();
        double unused = firstSweep(server, interval());
        if (!options.brief()) { // there, others that are never polled are beside them
            // a device that has come up is asked again soon: so many answers are not all devices yet
            awaitUp(server, longestFirstSweep(interval()));
        }
        results.add(Figure.of(
                "sweep.first", "first sweep after a start, until all are up", (System.nanoTime() - begun) / 1e9, "s"));
        progress.println("sweeping to warm up");
        TimeUnit.MILLISECONDS.sleep(options.measured().toMillis());
        progress.println("measuring the sweeps");
        long mark = heap.mark();
        Duration serverBefore = server.cpu();
        Farm.Work farmBefore = farm.work();
        Polls before = server.polls();
        long start = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(options.compared().toMillis());
        Polls after = server.polls();
        double lasted = (System.nanoTime() - start) / 1e9;
        double cpu = seconds(server.cpu().minus(serverBefore));
        Farm.Work farmAfter = farm.work();
        long polls = after.answered() - before.answered();
        double rate = polls / lasted;
        full("sweep.rate", "devices polled, everything stored", rate, "1/s", Goal.SWEEP_RATE);
        full("sweep.cpu", "  CPU of server and database per 10,000", cpu * POLLS / polls, "s", Goal.SWEEP_CPU);
        results.add(Figure.of("sweep.allocated", "  allocated per poll", heap.allocatedSince(mark) * 1e3 / rate, "kB"));
        results.add(Figure.count("sweep.lost", "  not answered", after.silent() - before.silent(), Goal.NONE_LOST));
        results.add(Figure.of(
                "network.busy",
                "  simulated network, of its one core",
                100 * seconds(farmAfter.cpu().minus(farmBefore.cpu())) / lasted,
                "%"));
        tenthSilent(server);
        RequestsBenchmark.memory(server, results);
        return rate;
    }

    /** What is no ratio has a goal in the full form alone: in the short one the JVM still compiles. */
    private void full(String key, String title, double value, String unit, Goal goal) {
        results.add(options.brief() ? Figure.of(key, title, value, unit) : Figure.of(key, title, value, unit, goal));
    }

    /** Seconds from ready until as many polls were answered as there are devices. */
    private double firstSweep(InventoryServer server, Duration interval)
            throws IOException, BenchmarkFailure, InterruptedException {
        long start = System.nanoTime();
        long before = server.polls().answered();
        await(
                server,
                "a first sweep",
                longestFirstSweep(interval),
                polls -> polls.answered() - before >= options.devices());
        return (System.nanoTime() - start) / 1e9;
    }

    /** All devices are due all the time; a tenth of them falls silent: until each of these was waited for once. */
    private void tenthSilent(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        int silent = options.devices() / 10;
        Polls before = server.polls();
        long start = System.nanoTime();
        farm.silence(farm.layout().agents() / 10);
        await(
                server,
                "the silent ones",
                giveUp(interval()),
                polls -> polls.silent() - before.silent() >= silent
                        && polls.answered() - before.answered() >= options.devices() - silent);
        results.add(Figure.of(
                "silent.sweep",
                "a sweep in which a tenth falls silent, time-out 1 s, 1 retry",
                (System.nanoTime() - start) / 1e9,
                "s",
                Goal.SWEEP_WITH_SILENT));
        farm.silence(0);
    }

    private interface Condition {
        boolean holds(Polls polls);
    }

    /** The longest that is waited for anything at an interval. */
    static Duration giveUp(Duration interval) {
        Duration usual = interval.compareTo(Options.SHORTEST_INTERVAL) < 0 ? Options.SHORTEST_INTERVAL : interval;
        return usual.multipliedBy(GIVE_UP_INTERVALS);
    }

    private Duration longestFirstSweep(Duration interval) {
        return giveUp(interval).plusSeconds(options.devices() / SLOWEST_FIRST_SWEEP);
    }

    private static void await(InventoryServer server, String what, Duration longest, Condition condition)
            throws IOException, BenchmarkFailure, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.holds(server.polls())) {
            if (System.nanoTime() > end) {
                throw new BenchmarkFailure(what + ": not after " + longest.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
        }
    }

    void bare(double rate) throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("running the bare loop over the same agents");
        BareLoop.Outcome bare = BareLoop.beside(farm, options.compared().dividedBy(2), results);
        results.add(Figure.of(
                "sweep.of_bare",
                "  the server's rate, of the bare loop's",
                100 * rate / bare.perSecond(),
                "%",
                Goal.SWEEP_OF_BARE));
    }

    /**
     * A start while some are silent that were up before, at a usual pace.
     *
     * @param healthy the oldest status when none is silent; zero if that is what is measured
     * @return the oldest status of those that answer
     */
    private Duration withSilent(Registered registered, int percent, Duration healthy)
            throws IOException, BenchmarkFailure, InterruptedException {
        int silent = farm.layout().agents() * percent / 100;
        farm.silence(silent);
        LongPredicate live = live(registered, silent);
        long answering = registered.ids().stream().filter(live::test).count();
        var oldest = Duration.ZERO;
        long down = 0;
        try (InventoryServer server = startFlushing("silent-" + percent, Options.SHORTEST_INTERVAL)) {
            // each has been asked once by then
            Duration unsettled = Options.SHORTEST_INTERVAL.plus(FLUSH);
            TimeUnit.MILLISECONDS.sleep(unsettled.toMillis());
            long end = System.nanoTime() + options.compared().toNanos();
            while (System.nanoTime() < end) {
                StatusAges ages = StatusAges.read(server.port(), server.authorization(), registered.ids(), live);
                if (ages.counted() != answering) {
                    throw new BenchmarkFailure(ages.counted() + " devices are listed, and not " + answering);
                }
                oldest = ages.oldest().compareTo(oldest) > 0 ? ages.oldest() : oldest;
                down = Math.max(down, ages.down());
            }
        }
        String key = "silent." + percent;
        results.add(Figure.of(
                key + ".oldest",
                "oldest status of those that answer, from 6 s after a start on, " + percent + " % silent",
                seconds(oldest),
                "s"));
        results.add(Figure.count(key + ".down", "  shown as down, though they answer", down, Goal.NONE_LOST));
        if (percent > 0) {
            results.add(Figure.of(
                    key + ".of_healthy",
                    "  of that when none is silent",
                    seconds(oldest) / seconds(healthy),
                    "x",
                    Goal.AGE_WITH_SILENT));
        }
        farm.silence(0);
        return percent == 0 ? oldest : healthy;
    }

    /** Which of the devices have an agent that answers. */
    private LongPredicate live(Registered registered, int silent) {
        Map<Long, Integer> positions = new HashMap<>();
        for (int i = 0; i < registered.ids().size(); i++) {
            positions.put(registered.ids().get(i), i % farm.layout().agents());
        }
        return id -> {
            Integer position = positions.get(id);
            return position != null && !farm.isSilent(position, silent);
        };
    }

    /** On a server of its own. */
    void storm(Registered registered, Duration interval) throws IOException, BenchmarkFailure, InterruptedException {
        try (InventoryServer server = startFlushing("storm", interval)) {
            awaitUp(server, giveUp(interval));
            double unused = firstSweep(server, interval);
            storm(server, registered.ids(), interval);
        }
    }

    /**
     * Half of the devices are gone at once: how long after its second failed poll each is seen to be down. All are up.
     *
     * @param polled the devices that are polled, the first of those that were registered
     */
    void storm(InventoryServer server, List<Long> polled, Duration interval)
            throws IOException, BenchmarkFailure, InterruptedException {
        int silent = farm.layout().agents() / 2;
        List<Long> gone = new ArrayList<>();
        for (int i = 0; i < polled.size(); i++) {
            if (farm.isSilent(i % farm.layout().agents(), silent)) {
                gone.add(polled.get(i));
            }
        }
        progress.println(gone.size() + " devices fall silent at once");
        List<Sample> samples = new ArrayList<>();
        try (var connection = new HttpConnection(server.port(), server.authorization())) {
            try (ChangeStream stream = ChangeStream.open(server.port(), server.authorization())) {
                farm.silence(silent);
                awaitDown(connection, gone.size(), giveUp(interval), samples);
                results.add(Figure.count(
                        "storm.not_told",
                        "half of them fall silent at once: changes that the event stream did not tell",
                        gone.size() - stream.await(gone.size(), TOLD_WITHIN),
                        Goal.NONE_LOST));
                full(
                        "storm.told",
                        "  from a device's last failed poll until it tells, at most",
                        seconds(stream.latest()),
                        "s",
                        Goal.STORM);
            }
            List<Instant> changes = changes(connection, gone);
            results.add(Figure.count(
                    "storm.missing",
                    "  changes without a row in the history",
                    gone.size() - changes.size(),
                    Goal.NONE_LOST));
            full(
                    "storm.latest",
                    "  from a device's last failed poll until it is read as down, at most",
                    latest(changes, samples),
                    "s",
                    Goal.STORM);
        } finally {
            farm.silence(0);
        }
    }

    private void awaitUp(InventoryServer server, Duration longest)
            throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("waiting until all are up");
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

    /** When the silent devices changed, by their history. */
    private static List<Instant> changes(HttpConnection connection, List<Long> gone) throws IOException {
        List<Instant> changes = new ArrayList<>();
        for (long id : gone) {
            JsonNode newest = JSON.readTree(connection
                            .get(DEVICES + id + "/status_history/?limit=1&ordering=-id")
                            .text())
                    .path("results")
                    .path(0);
            if ("poll".equals(newest.path("source").asText())
                    && !newest.path("status").asBoolean(true)) {
                changes.add(Instant.parse(newest.path("changed_at").asText()));
            }
        }
        return changes;
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
