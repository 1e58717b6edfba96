package dev.inventory.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The benchmark command; its exit codes are in its usage. Everything it starts ends with it. */
public final class BenchmarkMain {
    private static final int BAD_OPTION = 2;
    private static final int NOT_CARRIED_OUT = 3;
    private static final Duration STARTS = Duration.ofMinutes(5);
    private static final int SLOWEST_REGISTRATION = 20;
    private static final int SLOWEST_CREATION = 100;
    private static final int SLOWEST_IMPORT = 200;

    private BenchmarkMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws InterruptedException {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.USAGE);
                return 0;
            }
            endAfter(limit(options));
            return measure(options, target()) ? 0 : 1;
        } catch (BadOption bad) {
            System.err.println("benchmark: " + bad.getMessage() + " (--help lists the options)");
            return BAD_OPTION;
        } catch (BenchmarkFailure | IOException failed) {
            System.err.println("benchmark: " + failed.getMessage());
            return NOT_CARRIED_OUT;
        }
    }

    /** Whether no goal was missed by half. */
    private static boolean measure(Options options, Path target)
            throws IOException, BenchmarkFailure, InterruptedException {
        Path jar = options.jar()
                .orElse(target.resolve("../../app/target/inventory.jar").normalize());
        if (!Files.isRegularFile(jar)) {
            throw new BenchmarkFailure(
                    "there is no " + jar + "; build it with mvn -DskipTests package, or name another" + " with --jar");
        }
        Path payara = target.resolve("../../app/target/payara/payara-micro.jar").normalize();
        Path directory = target.resolve("benchmark");
        empty(directory);
        Instant at = Clock.systemUTC().instant();
        var results = new Results(circumstances(options));
        try (Database database = database(options, directory)) {
            var installation = new InventoryServer.Installation(
                    jar.toAbsolutePath(), options.serverOptions(), database, directory, password());
            switch (options.what()) {
                case POLLING ->
                    besideNetwork(options, directory, farm -> new PollingBenchmark(
                                    options, farm, installation, results, System.err)
                            .run());
                case SWEEP ->
                    besideNetwork(options, directory, farm -> new SweepBenchmark(
                                    options, farm, installation, results, System.err)
                            .run());
                case REQUESTS ->
                    besideNetwork(options, directory, farm -> new RequestsBenchmark(
                                    options, farm, installation, results, System.err)
                            .run());
                case START -> new StartBenchmark(options, installation, payara, results, System.err).run();
                case SPEED ->
                    besideNetwork(options, directory, farm -> new SpeedBenchmark(
                                    options, farm, installation, results, System.err)
                            .run());
                case AUTHENTICATION -> new AuthenticationBenchmark(options, installation, results, System.err).run();
                case OPERATIONS ->
                    besideNetwork(options, directory, farm -> new OperationsBenchmark(
                                    options, farm, installation, results, System.err)
                            .run());
                case DEVICES -> new DevicesBenchmark(options, installation, results, System.err).run();
                case GROWTH -> results.add(new GrowthBenchmark(options, installation, System.err).run());
                case CONNECTIONS -> new ConnectionsBenchmark(options, installation, results, System.err).run();
                case BOXES -> new BoxesBenchmark(options, installation, results, System.err).run();
                case IMPORTS -> new ImportsBenchmark(options, installation, results, System.err).run();
            }
        }
        System.out.println(headline(options, at));
        results.print(System.out);
        Path lines = target.resolve("results.jsonl");
        results.write(lines, at);
        System.out.println("Also in " + lines);
        return !results.failed();
    }

    /** Where growth is measured each size has its own, and no other runs beside it: Derby needs no process. */
    private static Database database(Options options, Path directory) throws IOException {
        return options.what() == Options.Subject.GROWTH
                ? Database.derby()
                : Database.of(options.postgresql(), directory);
    }

    /** What is measured beside a simulated network. */
    private interface Measurement {
        void run(Farm farm) throws IOException, BenchmarkFailure, InterruptedException;
    }

    private static void besideNetwork(Options options, Path directory, Measurement measurement)
            throws IOException, BenchmarkFailure, InterruptedException {
        try (Farm farm = Farm.start(options.devices(), directory.resolve("network.log"))) {
            measurement.run(farm);
        }
    }

    private static Map<String, Object> circumstances(Options options) {
        var said = new LinkedHashMap<String, Object>();
        said.put("benchmark", options.what().name().toLowerCase(Locale.ROOT));
        said.put("devices", options.devices());
        said.put("boxes", options.boxes());
        said.put("rows", options.rows());
        said.put("interval_seconds", options.interval().toSeconds());
        said.put("seconds", options.measured().toSeconds());
        said.put("connections", options.connections());
        said.put("database", options.postgresql() ? "postgresql" : "derby");
        said.put("short", options.brief());
        said.put("cores", Machine.cores());
        said.put("memory", Machine.memory());
        said.put("jvm", Machine.jvm());
        said.put("system", Machine.system("/"));
        return said;
    }

    private static String headline(Options options, Instant at) {
        String subject =
                switch (options.what()) {
                    case POLLING ->
                        options.devices() + " devices every "
                                + options.interval().toSeconds() + " s";
                    case SWEEP -> options.devices() + " devices, as fast as can be";
                    case REQUESTS -> "Requests for " + options.devices() + " devices";
                    case START -> "Start and size";
                    case SPEED -> "All in short, " + options.devices() + " devices";
                    case AUTHENTICATION -> "Authentication";
                    case BOXES -> options.boxes() + " boxes";
                    case DEVICES -> "Up to " + options.devices() + " devices";
                    case GROWTH -> "Growth up to " + options.devices() + " devices";
                    case CONNECTIONS -> options.rows() + " rows";
                    case IMPORTS -> options.rows() + " imported rows";
                    case OPERATIONS -> "Operations over " + options.devices() + " devices";
                };
        return subject + " on " + (options.postgresql() ? "PostgreSQL" : "Derby") + ", " + options.connections()
                + " connections to the API; " + Machine.cores() + " cores, " + Machine.memory() + ", " + Machine.jvm()
                + ", " + Machine.system(" ") + ", " + at;
    }

    /** The directory that this code was built into. */
    private static Path target() throws BenchmarkFailure {
        try {
            Path code = Path.of(BenchmarkMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.toAbsolutePath().resolveSibling("").normalize();
        } catch (URISyntaxException notAFile) {
            throw new BenchmarkFailure("the benchmark runs from the source tree that built it");
        }
    }

    private static String password() {
        var random = new byte[18];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }

    /** All that may pass: what is measured twice over, a slow registration and the starts. */
    private static Duration limit(Options options) {
        return options.measured()
                .plus(options.compared().multipliedBy(3))
                .plus(options.warmUp().multipliedBy(3))
                .plus(options.interval().multipliedBy(2))
                .multipliedBy(2)
                .plusSeconds(options.devices() / SLOWEST_REGISTRATION)
                .plusSeconds(options.what() == Options.Subject.BOXES ? options.boxes() / SLOWEST_CREATION : 0)
                .plus(
                        options.what() == Options.Subject.CONNECTIONS
                                ? ConnectionsBenchmark.limit(options.rows()).multipliedBy(3)
                                : Duration.ZERO)
                .plus(options.what() == Options.Subject.GROWTH ? GrowthBenchmark.limit(options) : Duration.ZERO)
                .plusSeconds(options.what() == Options.Subject.IMPORTS ? options.rows() / SLOWEST_IMPORT : 0)
                .plus(STARTS);
    }

    private static void endAfter(Duration limit) {
        var guard = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(limit.toMillis());
                        System.err.println("benchmark: not done after " + limit.toSeconds() + " s");
                        System.exit(NOT_CARRIED_OUT);
                    } catch (InterruptedException done) {
                        Thread.currentThread().interrupt();
                    }
                },
                "time-limit");
        guard.setDaemon(true);
        guard.start();
    }
}
