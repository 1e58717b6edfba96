package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.Registration.Registered;
import dev.inventory.benchmark.StartBenchmark.Started;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the other benchmarks measure with one number of devices, with 1,000 of them, 10,000 and so on: each size on an
 * installation of its own, so that none finds what another has left behind. In short it is two sizes, each on one server
 * that is started once.
 */
final class GrowthBenchmark {
    private static final int FIRST = 1_000;

    /** Fewer devices, polled no more often than the server lets one, are not as many polls as it can make. */
    private static final int ENOUGH_FOR_ANY_RATE = 10_000;

    private static final Set<String> BOUND_BY_INTERVAL = Set.of("sweep.rate", "sweep.of_bare");

    /** Their goals are for so many devices, and of more there is more to do. */
    private static final Set<String> OF_NO_MORE = Set.of("silent.sweep", "storm.told", "storm.latest", "sweep.oldest");

    private static final int MOST_WITH_GOALS = 10_000;

    /** At a usual pace, of which half may be waited for in vain. */
    private static final int USUAL_POLLS_A_SECOND = 10_000;

    /** At this interval even a million devices are few polls a second. */
    private static final Duration SELDOM = Duration.ofHours(1);

    /** The longest that the starts of one size may take altogether. */
    private static final Duration STARTS = Duration.ofMinutes(15);

    private static final int WAITS = 8;

    private final Options options;
    private final Installation installation;
    private final PrintStream progress;
    private int failures;

    GrowthBenchmark(Options options, Installation installation, PrintStream progress) {
        this.options = options;
        this.installation = installation;
        this.progress = progress;
    }

    /** Ten times as many each time, but no fewer than the least, and last as many as are asked for. */
    static List<Integer> sizes(int least, int most) {
        var sizes = new ArrayList<Integer>();
        for (int devices = FIRST; devices < most; devices *= 10) {
            if (devices >= least) {
                sizes.add(devices);
            }
        }
        sizes.add(most);
        return sizes;
    }

    /** All that may pass but the registration of the most devices. */
    static Duration limit(Options options) {
        Duration time = options.measured().plus(options.compared());
        return sizes(options.least(), options.devices()).stream()
                .map(devices -> time.plus(RequestsBenchmark.interval(devices))
                        .plus(SweepBenchmark.giveUp(usualInterval(devices)))
                        .multipliedBy(WAITS)
                        .plus(STARTS))
                .reduce(Duration.ZERO, Duration::plus);
    }

    GrowthTable run() throws InterruptedException {
        SortedMap<Integer, List<Figure>> bySize = new TreeMap<>();
        for (int devices : sizes(options.least(), options.devices())) {
            bySize.put(devices, figures(devices));
        }
        return new GrowthTable(bySize);
    }

    /** Told as soon as they are there, and once more together with their goals: one size may take an hour. */
    private List<Figure> figures(int devices) throws InterruptedException {
        failures = 0;
        var results = new Results(
                Map.of(), figure -> progress.println(figure.title() + " " + figure.shown() + " " + figure.unit()));
        attempt(() -> measure(devices, results));
        results.add(Figure.count("failures", "parts that could not be carried out", failures, Goal.NO_ERRORS));
        List<Figure> figures = judged(results.figures(), devices);
        Results.print(figures, progress);
        return figures;
    }

    /** What is measured of one size. */
    private interface Part {
        void run() throws IOException, BenchmarkFailure, InterruptedException;
    }

    /** One part that fails takes none of the others with it, which have taken long. */
    private void attempt(Part part) throws InterruptedException {
        try {
            part.run();
        } catch (IOException | BenchmarkFailure failed) {
            failures++;
            progress.println("not carried out: " + failed.getMessage());
        }
    }

    /** What the interval bounds is no fault of the server, nor that more devices take longer. */
    static List<Figure> judged(List<Figure> figures, int devices) {
        Set<String> unjudged = new HashSet<>();
        if (devices < ENOUGH_FOR_ANY_RATE) {
            unjudged.addAll(BOUND_BY_INTERVAL);
        }
        if (devices > MOST_WITH_GOALS) {
            unjudged.addAll(OF_NO_MORE);
        }
        return figures.stream()
                .map(figure -> unjudged.contains(figure.key()) ? figure.withoutGoal() : figure)
                .toList();
    }

    private void measure(int devices, Results results) throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("with " + devices + " devices");
        Path directory = Files.createDirectories(installation.directory().resolve(String.valueOf(devices)));
        try (Database database = Database.of(options.postgresql(), directory);
                Farm farm = Farm.start(devices, directory.resolve("network.log"))) {
            Options sized = options.withDevices(devices);
            Installation own = installation.with(database, directory);
            if (options.brief()) {
                new SpeedBenchmark(sized, farm, own, results, progress).run();
            } else {
                measure(sized, farm, own, results);
            }
        }
    }

    /** The storm comes before the requests: the devices that these add are never polled, and count as down. */
    private void measure(Options sized, Farm farm, Installation own, Results results)
            throws IOException, BenchmarkFailure, InterruptedException {
        var sweep = new SweepBenchmark(sized, farm, own, results, progress);
        Registered registered = firstStart(sweep, results);
        attempt(() -> sweep.sweepRegistered(registered));
        attempt(() -> startWithAll(sweep, sized.devices(), results));
        Duration usual = usualInterval(sized.devices());
        attempt(() -> sweep.agesWithSilent(registered, usual));
        attempt(() -> sweep.storm(registered, usual));
        attempt(() -> new RequestsBenchmark(sized, farm, own, results, progress).run(registered));
    }

    /** The first start, of a server that the devices are registered with. */
    private static Registered firstStart(SweepBenchmark sweep, Results results)
            throws IOException, BenchmarkFailure, InterruptedException {
        try (InventoryServer server = sweep.startWithoutPolls("registration")) {
            results.add(Figure.of(
                    "start.first",
                    "start to ready, the first, which makes the tables",
                    server.startedWithin().toNanos() / 1e9,
                    "s"));
            return sweep.register(server);
        }
    }

    /** One that finds the devices, which it has all to keep in mind, though it polls few of them. */
    private static void startWithAll(SweepBenchmark sweep, int devices, Results results)
            throws IOException, BenchmarkFailure, InterruptedException {
        try (InventoryServer server = sweep.start("idle", SELDOM, Map.of())) {
            long ready = System.nanoTime();
            server.awaitKnown(devices);
            double scheduled = (System.nanoTime() - ready) / 1e9;
            Started started = StartBenchmark.started(server);
            results.add(Figure.of("start.again", "start to ready, with all devices", started.seconds(), "s"));
            results.add(
                    Figure.of("start.scheduled", "  from then until each has its time to be polled", scheduled, "s"));
            results.add(Figure.of("rss.idle", "resident memory, all in mind, few polled", started.megabytes(), "MB"));
        }
    }

    /** The usual one, but no more polls a second than a server with half of its devices gone can make. */
    static Duration usualInterval(int devices) {
        Duration interval = Duration.ofMillis(1000L * devices / USUAL_POLLS_A_SECOND);
        return interval.compareTo(Options.SHORTEST_INTERVAL) < 0 ? Options.SHORTEST_INTERVAL : interval;
    }
}
