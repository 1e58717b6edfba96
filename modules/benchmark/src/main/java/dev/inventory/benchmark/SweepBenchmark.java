package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.InventoryServer.Polls;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Devices that are all due all the time, polled as fast as the server can with everything stored; then at a usual pace
 * with some of them silent, and half of them gone at once.
 */
final class SweepBenchmark {
    /** More polls a second than any server makes, so that devices are always waiting. */
    private static final double MORE_THAN_ANY = 60_000;

    static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
    private static final Duration FLUSH = Duration.ofSeconds(1);

    /** The environment of a server that writes what it saw after a second at most. */
    static final Map<String, String> FLUSHING = Map.of("INVENTORY_POLL_FLUSH", FLUSH.toString());

    private static final long SAMPLE_MILLIS = 20;
    /** Devices a second that change when they are polled for the first time, at least: with history and identity. */
    private static final int SLOWEST_FIRST_SWEEP = 500;

    /** So many intervals; a short one counts as the shortest that is usual. */
    private static final int GIVE_UP_INTERVALS = 24;

    private static final int HALF = 50;
    private static final int[] SILENT_PERCENT = {0, 10, HALF};

    /** A time-out of 1 s and one repetition, and some more: by then each that has fallen silent has been waited for. */
    private static final Duration SILENT_WITHIN = Duration.ofMillis(2200);

    /** Longer than what was seen may be held back. */
    private static final Duration LOOKS = FLUSH.plusMillis(100);

    /** Of more devices the status of some is looked at, evenly. */
    private static final int MOST_LOOKED_AT = 20_000;

    private static final double POLLS = 10_000;
    private static final double KILOBYTES_IN_MEBIBYTE = (1 << 20) / 1e3;

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
            try (InventoryServer server = startFlushing("sweeps", interval())) {
                Registered registered = register(server);
                brief = sweeps(server, registered);
            }
            bare(brief);
            return;
        }
        Registered registered;
        try (InventoryServer server = startWithoutPolls("registration")) {
            registered = register(server);
        }
        sweepRegistered(registered);
        agesWithSilent(registered, Options.SHORTEST_INTERVAL);
        storm(registered, Options.SHORTEST_INTERVAL);
    }

    /** What {@link #register} has registered, as fast as can be, and the bare loop beside it. */
    void sweepRegistered(Registered registered) throws IOException, BenchmarkFailure, InterruptedException {
        double rate;
        try (InventoryServer server = start("sweeps", interval(), Map.of())) {
            rate = sweeps(server, registered);
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

    InventoryServer start(String name, Duration interval, Map<String, String> more)
            throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server, interval " + interval.toMillis() + " ms");
        Map<String, String> settings = new HashMap<>(more);
        settings.put("INVENTORY_POLL_INTERVAL", interval.toString());
        return InventoryServer.start(installation, name, settings);
    }

    /** What was seen is to be read soon, so that it tells how old it is. */
    private InventoryServer startFlushing(String name, Duration interval)
            throws IOException, BenchmarkFailure, InterruptedException {
        return start(name, interval, FLUSHING);
    }

    /**
     * As fast as it can.
     *
     * @return polls a second
     */
    double sweeps(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
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
        var window = new Window(server, farm);
        TimeUnit.MILLISECONDS.sleep(options.compared().toMillis());
        Window.Seen seen = window.end();
        results.add(options.absolute(Figure.of(
                "sweep.rate", "devices polled, everything stored", seen.perSecond(), "1/s", Goal.SWEEP_RATE)));
        results.add(options.absolute(Figure.of(
                "sweep.cpu",
                "  CPU of server and database per 10,000",
                seconds(seen.cpu()) * POLLS / seen.answered(),
                "s",
                Goal.SWEEP_CPU)));
        results.add(Figure.of(
                "sweep.allocated",
                "  allocated per poll",
                heap.allocatedSince(mark) * KILOBYTES_IN_MEBIBYTE / seen.perSecond(),
                "kB"));
        results.add(Figure.count("sweep.lost", "  not answered", seen.silent(), Goal.NONE_LOST));
        results.add(seen.networkFigure("network.busy"));
        results.add(seen.othersFigure("sweep"));
        if (!options.brief()) {
            readBack(server, registered);
        }
        tenthSilent(server);
        if (options.brief()) {
            halfSilent(server, registered);
        }
        RequestsBenchmark.memory(server, results);
        return seen.perSecond();
    }

    /** Whether what was stored is there to be read, and how late: while the sweeps go on. */
    private void readBack(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
        StatusAges ages = StatusAges.read(
                server.port(), server.authorization(), Registered.sample(registered.ids(), MOST_LOOKED_AT));
        results.add(Figure.of(
                "sweep.oldest", "  oldest last_seen that is read", seconds(ages.oldest()), "s", Goal.LAST_SEEN));
        results.add(Figure.count("sweep.down", "  shown as down, though they answer", ages.down(), Goal.NONE_LOST));
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
        if (!options.brief()) {
            awaitUp(server, longestFirstSweep(interval())); // the next server finds them so
        }
    }

    /** What {@link #agesWithSilent} looks at after starts, without any: half fall silent while all are due all the time. */
    private void halfSilent(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
        List<Long> answering = answering(registered, HALF);
        StatusAges healthy = worst(server, answering, LOOKS);
        report(0, healthy, healthy.oldest());
        farm.silence(farm.layout().agents() * HALF / 100);
        TimeUnit.MILLISECONDS.sleep(SILENT_WITHIN.toMillis());
        report(HALF, worst(server, answering, LOOKS), healthy.oldest());
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
        // few devices, each polled no more often than the server lets one, are not as many polls as it can make
        double allowed = options.devices() / seconds(interval());
        boolean bound = options.brief() && allowed < bare.perSecond();
        results.add(Figure.of(
                "sweep.of_bare",
                bound ? "  the server's rate, of what the interval allows" : "  the server's rate, of the bare loop's",
                100 * rate / (bound ? allowed : bare.perSecond()),
                "%",
                Goal.SWEEP_OF_BARE));
    }

    /** How old the status of those that answer is after starts, while none of the others are silent, some, and half. */
    void agesWithSilent(Registered registered, Duration interval)
            throws IOException, BenchmarkFailure, InterruptedException {
        Duration healthy = Duration.ZERO;
        for (int percent : SILENT_PERCENT) {
            farm.silence(farm.layout().agents() * percent / 100);
            StatusAges ages = agesFromStart("silent-" + percent, answering(registered, percent), interval);
            healthy = percent == 0 ? ages.oldest() : healthy;
            report(percent, ages, healthy);
        }
        farm.silence(0);
    }

    private StatusAges agesFromStart(String name, List<Long> answering, Duration interval)
            throws IOException, BenchmarkFailure, InterruptedException {
        try (InventoryServer server = startFlushing(name, interval)) {
            server.awaitKnown(options.devices());
            // each has been asked once by then, and is asked once more at least while it is looked at
            TimeUnit.MILLISECONDS.sleep(interval.plus(FLUSH).toMillis());
            Duration looks = options.compared().dividedBy(2);
            return worst(server, answering, looks.compareTo(interval) < 0 ? interval : looks);
        }
    }

    /** The oldest, and the most that were shown as down, of all times that they were looked at meanwhile. */
    private static StatusAges worst(InventoryServer server, List<Long> answering, Duration looks)
            throws IOException, BenchmarkFailure, InterruptedException {
        long end = System.nanoTime() + looks.toNanos();
        var worst = StatusAges.NONE;
        while (System.nanoTime() < end) {
            worst = worst.or(StatusAges.read(server.port(), server.authorization(), answering));
        }
        return worst;
    }

    private void report(int percent, StatusAges ages, Duration healthy) {
        String key = "silent." + percent;
        results.add(Figure.of(
                key + ".oldest",
                "oldest status of those that answer, " + percent + " % silent",
                seconds(ages.oldest()),
                "s"));
        results.add(Figure.count(key + ".down", "  shown as down, though they answer", ages.down(), Goal.NONE_LOST));
        if (percent > 0) {
            results.add(Figure.of(
                    key + ".of_healthy",
                    "  of that when none is silent",
                    seconds(ages.oldest()) / seconds(healthy),
                    "x",
                    Goal.AGE_WITH_SILENT));
        }
    }

    /** Devices whose agents answer; of very many some, evenly. */
    private List<Long> answering(Registered registered, int percent) {
        int silent = farm.layout().agents() * percent / 100;
        return Registered.sample(
                polledBy(registered.ids(), position -> !farm.isSilent(position, silent)), MOST_LOOKED_AT);
    }

    /** Those of the polled devices whose agents are at some positions. */
    private List<Long> polledBy(List<Long> polled, IntPredicate positions) {
        return IntStream.range(0, polled.size())
                .filter(i -> positions.test(i % farm.layout().agents()))
                .mapToObj(polled::get)
                .toList();
    }

    /** On a server of its own. */
    void storm(Registered registered, Duration interval) throws IOException, BenchmarkFailure, InterruptedException {
        try (InventoryServer server = startFlushing("storm", interval)) {
            awaitUp(server, giveUp(interval));
            double unused = firstSweep(server, interval);
            storm(server, registered.ids(), interval);
            awaitUp(server, giveUp(interval)); // the next server finds them so
        }
    }

    /**
     * Half of the devices are gone at once. All are up.
     *
     * @param polled the devices that are polled, the first of those that were registered
     */
    void storm(InventoryServer server, List<Long> polled, Duration interval)
            throws IOException, BenchmarkFailure, InterruptedException {
        int silent = farm.layout().agents() / 2;
        List<Long> gone = polledBy(polled, position -> farm.isSilent(position, silent));
        progress.println(gone.size() + " devices fall silent at once");
        var storm = new ChangeStorm(server, results);
        try {
            storm.run(gone, () -> farm.silence(silent), giveUp(interval));
        } finally {
            farm.silence(0);
        }
    }

    private void awaitUp(InventoryServer server, Duration longest)
            throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("waiting until all are up");
        ChangeStorm.awaitUp(server, longest);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
