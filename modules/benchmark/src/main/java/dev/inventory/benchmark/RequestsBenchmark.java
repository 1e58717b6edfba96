package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.InventoryServer.Polls;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reading and writing while devices are polled, beside a resource on the same server that answers as many octets from
 * memory. Slices of each take turns, of which the one in the middle counts, and the ratio in the middle.
 */
final class RequestsBenchmark {
    private static final String DEVICES = "/api/v1/inventory_device/";
    private static final int ROUNDS = 7;
    private static final int BRIEF_ROUNDS = 3;

    /** As often as is measured, until the JVM has compiled what a request runs through, which a constant needs less of. */
    private static final int WARM_UPS = 4;

    private static final int SAMPLES = 20;

    /** Rows before a page further on, at most: so many has each organization also where there are few devices. */
    private static final int FURTHEST = 49;

    private static final double POLLS_A_SECOND = 2_000;
    private static final Duration LONGEST_SWEEP = Duration.ofMinutes(5);
    private static final double MEGABYTE = 1 << 20;
    private static final long SAMPLE_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Farm farm;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;

    /** Requests a second, of what was read last. */
    private final Map<Read, Double> rates = new EnumMap<>(Read.class);

    /** What is asked for. */
    private enum Read {
        CONSTANT_DETAIL("constant of the size of a device"),
        DETAIL("one device", CONSTANT_DETAIL, Goal.DETAIL_OF_CONSTANT),
        CONSTANT_PAGE("constant of the size of a page"),
        PAGE("page of 50 by organization and status", CONSTANT_PAGE, Goal.PAGE_OF_CONSTANT),
        /** Of these the server knows nothing from before. */
        FURTHER_PAGE("page further on", CONSTANT_PAGE, null);

        private final String title;
        /** What it is compared with; nothing if it is a constant itself. */
        private final @Nullable Read constant;

        private final @Nullable Goal ofConstant;

        Read(String title) {
            this(title, null, null);
        }

        Read(String title, @Nullable Read constant, @Nullable Goal ofConstant) {
            this.title = title;
            this.constant = constant;
            this.ofConstant = ofConstant;
        }
    }

    RequestsBenchmark(Options options, Farm farm, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.farm = farm;
        this.installation = installation;
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        try (InventoryServer server = start()) {
            Registered registered = register(server);
            awaitSweep(server);
            memory(server, results);
            underPolling(server, registered);
        }
    }

    /** The same with devices that are there already, and polled before; the memory is measured elsewhere. */
    void run(Registered registered) throws IOException, BenchmarkFailure, InterruptedException {
        try (InventoryServer server = start()) {
            awaitSweep(server);
            underPolling(server, registered);
        }
    }

    private InventoryServer start() throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server, polls every "
                + interval(options.devices()).toMillis() + " ms");
        Map<String, String> settings =
                Map.of("INVENTORY_POLL_INTERVAL", interval(options.devices()).toString());
        String war = SmallWar.constant(installation.directory()).toString();
        return InventoryServer.start(installation, "requests", settings, List.of("--deploy", war));
    }

    /** At which as many are polled a second, however many there are; the server takes none that is shorter than 100 ms. */
    static Duration interval(int devices) {
        return Duration.ofMillis(Math.max(100, Math.round(1000 * devices / POLLS_A_SECOND)));
    }

    static void memory(InventoryServer server, Results results) {
        server.resident()
                .ifPresent(octets -> results.add(
                        Figure.of("rss.polling", "resident memory while devices are polled", octets / MEGABYTE, "MB")));
    }

    private void underPolling(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
        Polls before = server.polls();
        var window = new Window(server, farm);
        reading(server, registered);
        Window.Seen seen = window.end();
        double due = options.devices() / (interval(options.devices()).toMillis() / 1e3);
        results.add(Figure.of("polls.rate", "polls while it was read", seen.perSecond(), "1/s"));
        results.add(Figure.of(
                "polls.of_due",
                "  of the " + Figure.shown(due) + "/s that are due",
                100 * seen.perSecond() / due,
                "%",
                Goal.POLLED_OF_DUE));
        results.add(seen.othersFigure("reading"));
        writing(server, registered);
        results.add(Figure.count(
                "polls.silent",
                "polls that were not answered",
                server.polls().silent() - before.silent(),
                Goal.NONE_LOST));
    }

    private Registered register(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("registering " + options.devices() + " devices");
        Registered registered = new Registration(farm.layout(), server.port(), server.authorization())
                .registerInBulk(options.devices());
        results.add(Figure.of(
                "post.bulk",
                "POST of 1,000 devices at once, one request after the other, while they are polled, devices",
                options.devices() / (registered.took().toNanos() / 1e9),
                "1/s"));
        return registered;
    }

    /** Until each device was polled once; of very many, which takes longer, as long as what a start brings with it. */
    private void awaitSweep(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        Duration sweep = interval(options.devices());
        Duration longest = (sweep.compareTo(LONGEST_SWEEP) < 0 ? sweep : LONGEST_SWEEP).plusMinutes(1);
        long end = System.nanoTime() + longest.toNanos();
        while (server.polls().answered() < options.devices() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
        }
        ChangeStorm.awaitUp(server, SweepBenchmark.giveUp(sweep));
    }

    void reading(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
        String authorization = server.authorization();
        Map<Read, Supplier<String>> paths = new EnumMap<>(Read.class);
        var random = new Random(1);
        Supplier<String> detail = detail(registered, random);
        Supplier<String> page = page(registered, random);
        paths.put(Read.DETAIL, detail);
        paths.put(Read.PAGE, page);
        paths.put(Read.FURTHER_PAGE, () -> {
            synchronized (random) {
                return page.get() + "&offset=" + (1 + random.nextInt(FURTHEST));
            }
        });
        paths.put(Read.CONSTANT_DETAIL, constant(server, authorization, detail));
        paths.put(Read.CONSTANT_PAGE, constant(server, authorization, page));
        // what has no goal is nothing that a short run can miss
        Set<Read> reads =
                options.brief() ? EnumSet.complementOf(EnumSet.of(Read.FURTHER_PAGE)) : EnumSet.allOf(Read.class);
        paths.keySet().retainAll(reads);
        Duration each = options.measured().dividedBy((long) rounds() * reads.size());
        progress.println("reading to warm up");
        int warmUp = options.brief() ? rounds() : WARM_UPS * rounds();
        for (int round = 0; round < warmUp; round++) {
            for (Map.Entry<Read, Supplier<String>> path : paths.entrySet()) {
                if (options.brief() || path.getKey().constant != null || round % 3 == 0) {
                    Slice unused = slice(server, authorization, path.getValue(), each);
                }
            }
        }
        progress.println("reading");
        Map<Read, List<Slice>> slices = new EnumMap<>(Read.class);
        Map<Read, Double> cpu = new EnumMap<>(Read.class);
        for (int round = 0; round < rounds(); round++) {
            for (Read read : reads) {
                Duration before = server.cpu();
                Slice slice = slice(server, authorization, paths.getOrDefault(read, detail), each);
                double used = server.cpu().minus(before).toNanos() / 1e3;
                slices.computeIfAbsent(read, none -> new ArrayList<>()).add(slice);
                cpu.merge(read, used / Math.max(1, slice.latencies().count()) / rounds(), Double::sum);
            }
        }
        report(slices, cpu);
    }

    /**
     * The two that have goals once more, when there are more devices than before, of which no more are polled.
     *
     * @param registered all of them
     */
    void readingOfMore(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("reading out of all");
        var random = new Random(3);
        again(server, Read.DETAIL, detail(registered, random));
        again(server, Read.PAGE, page(registered, random));
    }

    private void again(InventoryServer server, Read read, Supplier<String> path)
            throws IOException, BenchmarkFailure, InterruptedException {
        Duration each = options.measured().dividedBy((long) rounds() * Read.values().length);
        // what registering left behind is no part of it
        Slice unused = slice(server, server.authorization(), path, each.multipliedBy(2));
        List<Slice> slices = new ArrayList<>();
        for (int round = 0; round < rounds(); round++) {
            slices.add(slice(server, server.authorization(), path, each));
        }
        results.add(Figure.of(
                "growth." + read.name().toLowerCase(Locale.ROOT),
                "GET of " + read.title + ": what it takes with all, of that with few",
                rates.getOrDefault(read, Double.NaN) / Slice.median(slices).perSecond(),
                "x",
                Goal.GROWTH));
        results.add(Figure.count(
                "growth." + read.name().toLowerCase(Locale.ROOT) + ".errors",
                "  answers other than 200",
                slices.stream().mapToLong(Slice::errors).sum(),
                Goal.NO_ERRORS));
    }

    private static Supplier<String> detail(Registered registered, Random random) {
        return () -> DEVICES + any(registered.ids(), random) + "/";
    }

    private static Supplier<String> page(Registered registered, Random random) {
        return () -> DEVICES + "?limit=50&status=1&organization=" + any(registered.organizations(), random);
    }

    private static long any(List<Long> ids, Random random) {
        synchronized (random) {
            return ids.get(random.nextInt(ids.size()));
        }
    }

    /** As many octets as the answers have on average. */
    private static Supplier<String> constant(InventoryServer server, String authorization, Supplier<String> path)
            throws IOException, BenchmarkFailure {
        long octets = 0;
        try (var connection = new HttpConnection(server.port(), authorization)) {
            for (int i = 0; i < SAMPLES; i++) {
                HttpConnection.Answer answer = connection.get(path.get());
                if (answer.status() != 200) {
                    throw new BenchmarkFailure(answer.status() + ": " + answer.text());
                }
                octets += answer.text().length();
            }
        }
        String constant = SmallWar.CONSTANT + "/api/constant/" + octets / SAMPLES;
        return () -> constant;
    }

    private Slice slice(InventoryServer server, String authorization, Supplier<String> path, Duration time)
            throws IOException, BenchmarkFailure, InterruptedException {
        return Slice.measure(
                server.port(), authorization, options.connections(), time, connection -> connection.get(path.get()));
    }

    private void report(Map<Read, List<Slice>> slices, Map<Read, Double> cpu) {
        long errors = 0;
        for (Read read : slices.keySet()) {
            Slice median = Slice.median(slices.getOrDefault(read, List.of()));
            String key = "read." + read.name().toLowerCase(Locale.ROOT);
            rates.put(read, median.perSecond());
            results.add(Figure.of(key, "GET of " + read.title, median.perSecond(), "1/s"));
            results.add(Figure.of(
                    key + ".cpu", "  CPU of server and database, polls included", cpu.getOrDefault(read, 0.0), "us"));
            Latencies latencies = Slice.latencies(slices.getOrDefault(read, List.of()));
            results.add(Figure.of(key + ".p50", "  p50", latencies.percentile(50), "ms"));
            double p99 = latencies.percentile(99);
            var slow = Figure.of(key + ".p99", "  p99", p99, "ms");
            results.add(read.ofConstant == null ? slow : options.absolute(slow.withGoal(Goal.READ_P99)));
            if (read.constant != null) {
                double ratio =
                        ratio(slices.getOrDefault(read, List.of()), slices.getOrDefault(read.constant, List.of()));
                var ofConstant = Figure.of(key + ".of_constant", "  of the constant's rate", 100 * ratio, "%");
                results.add(read.ofConstant == null ? ofConstant : ofConstant.withGoal(read.ofConstant));
            }
            errors += slices.getOrDefault(read, List.of()).stream()
                    .mapToLong(Slice::errors)
                    .sum();
        }
        results.add(Figure.count("read.errors", "answers other than 200", errors, Goal.NO_ERRORS));
    }

    private int rounds() {
        return options.brief() ? BRIEF_ROUNDS : ROUNDS;
    }

    /** Of the round in the middle: each with what was measured in the same round, since the machine's speed changes. */
    private static double ratio(List<Slice> slices, List<Slice> constants) {
        double[] ratios = IntStream.range(0, slices.size())
                .mapToDouble(i -> slices.get(i).perSecond() / constants.get(i).perSecond())
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    void writing(InventoryServer server, Registered registered)
            throws IOException, BenchmarkFailure, InterruptedException {
        String authorization = server.authorization();
        Duration each = options.compared().dividedBy(options.brief() ? 6 : 3);
        progress.println("PATCH");
        var random = new Random(2);
        write("patch", "PATCH of the location", server, authorization, each, connection -> {
            String path;
            String body;
            synchronized (random) {
                path = DEVICES
                        + registered.ids().get(random.nextInt(registered.ids().size())) + "/";
                body = "{\"location\": \"Rack " + random.nextInt() + "\"}";
            }
            return connection.patch(path, body);
        });
        progress.println("POST");
        int[] made = {0};
        write("post", "POST of one device", server, authorization, each, connection -> {
            int number;
            synchronized (made) {
                number = ++made[0];
            }
            return connection.post(
                    DEVICES,
                    JSON.writeValueAsString(Map.of(
                            "name",
                            "new-" + number,
                            "hostname",
                            "new-" + number + ".example",
                            "serial_number",
                            "NEW-" + number,
                            "type",
                            1,
                            "organization",
                            registered.organizations().get(0),
                            "polling_enabled",
                            false)));
        });
    }

    private void write(
            String key,
            String title,
            InventoryServer server,
            String authorization,
            Duration time,
            Slice.Request request)
            throws IOException, BenchmarkFailure, InterruptedException {
        Duration warmUp = options.brief() ? time : time.multipliedBy(3);
        Slice unused = Slice.measure(server.port(), authorization, options.connections(), warmUp, request);
        Duration before = server.cpu();
        Slice slice = Slice.measure(server.port(), authorization, options.connections(), time, request);
        double used = server.cpu().minus(before).toNanos() / 1e3;
        results.add(Figure.of(key, title, slice.perSecond(), "1/s"));
        results.add(Figure.of(
                key + ".cpu",
                "  CPU of server and database, polls included",
                used / Math.max(1, slice.latencies().count()),
                "us"));
        results.add(Figure.of(key + ".p50", "  p50", slice.latencies().percentile(50), "ms"));
        results.add(Figure.of(key + ".p99", "  p99", slice.latencies().percentile(99), "ms"));
        results.add(Figure.count(key + ".errors", "  answers of another status", slice.errors(), Goal.NO_ERRORS));
    }
}
