package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long the server takes to start, and how much it takes up, beside an empty archive on the same Payara Micro. */
final class StartBenchmark {
    private static final int STARTS = 3;
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 50;
    private static final long SETTLE_SECONDS = 10;
    private static final double MEGABYTE = 1 << 20;

    private final Options options;
    private final Installation installation;
    private final Path payara;
    private final Results results;
    private final PrintStream progress;

    /** @param payara the platform's own jar, which the server's jar is built around */
    StartBenchmark(Options options, Installation installation, Path payara, Results results, PrintStream progress) {
        this.options = options;
        this.installation = installation;
        this.payara = payara;
        this.results = results;
        this.progress = progress;
    }

    /**
     * What a start came to.
     *
     * @param seconds until it was ready
     * @param megabytes resident when idle; 0 where that is not known
     */
    record Started(double seconds, double megabytes) {}

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("an empty archive");
        List<Started> empty = new ArrayList<>();
        for (int i = 0; i < starts(); i++) {
            empty.add(empty(i));
        }
        List<Started> ours = new ArrayList<>();
        for (int i = 0; i <= starts(); i++) {
            progress.println(i == 0 ? "the server, on an empty database" : "the server");
            try (InventoryServer server = InventoryServer.start(installation, "start-" + i, Map.of())) {
                Started started = started(server);
                if (i == 0) {
                    results.add(Figure.of(
                            "start.first",
                            "start to ready, the first, which makes the tables",
                            started.seconds(),
                            "s"));
                } else {
                    ours.add(started);
                }
            }
        }
        report(median(ours), median(empty));
    }

    /** How the server's start went. */
    static Started started(InventoryServer server) throws InterruptedException {
        double took = server.startedWithin().toNanos() / 1e9;
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        return new Started(took, server.resident().orElse(0) / MEGABYTE);
    }

    /** Starts an archive that holds one page on the same platform, and ends it again. */
    private Started empty(int number) throws IOException, BenchmarkFailure, InterruptedException {
        if (!Files.isRegularFile(payara)) {
            throw new BenchmarkFailure("there is no " + payara + "; build it with mvn -DskipTests package");
        }
        int port = InventoryServer.freePort();
        List<String> arguments = new ArrayList<>(installation.jvmOptions());
        arguments.addAll(List.of(
                "-jar",
                payara.toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                String.valueOf(port),
                "--deploy",
                SmallWar.empty(installation.directory()).toString()));
        long start = System.nanoTime();
        try (ChildProcess process = ChildProcess.java(
                arguments, Map.of(), installation.directory().resolve("empty-" + number + ".log"), false)) {
            while (!answers(port)) {
                if (!process.runs() || System.nanoTime() - start > WITHIN.toNanos()) {
                    throw new BenchmarkFailure("the empty archive did not start");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            double took = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            return new Started(took, process.resident().orElse(0) / MEGABYTE);
        }
    }

    private void report(Started ours, Started empty) throws IOException {
        results.add(Figure.of("start", "start to ready", ours.seconds(), "s"));
        results.add(Figure.of("start.empty", "  an empty archive on the same Payara Micro", empty.seconds(), "s"));
        results.add(Figure.of("start.of_empty", "  of that", ours.seconds() / empty.seconds(), "x"));
        results.add(Figure.of("rss.idle", "resident memory, idle", ours.megabytes(), "MB"));
        results.add(Figure.of("rss.empty", "  an empty archive", empty.megabytes(), "MB"));
        results.add(Figure.of("rss.of_empty", "  of that", ours.megabytes() / empty.megabytes(), "x"));
        results.add(Figure.of("size", "size of the jar", Files.size(installation.jar()) / MEGABYTE, "MB"));
        results.add(Figure.of("size.empty", "  Payara Micro alone", Files.size(payara) / MEGABYTE, "MB"));
    }

    private int starts() {
        return options.brief() ? 1 : STARTS;
    }

    private static boolean answers(int port) {
        try (var connection = new HttpConnection(port, "")) {
            return connection.get("/empty/").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Started median(List<Started> starts) {
        List<Started> sorted = starts.stream()
                .sorted(Comparator.comparingDouble(Started::seconds))
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
