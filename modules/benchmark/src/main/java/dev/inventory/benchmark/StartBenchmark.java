package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        if (!Files.isRegularFile(payara)) {
            throw new BenchmarkFailure("there is no " + payara + "; build it with mvn -DskipTests package");
        }
        progress.println("an empty archive");
        List<Double> empty = new ArrayList<>();
        double emptyResident = 0;
        Path war = SmallWar.empty(installation.directory());
        for (int i = 0; i < starts(); i++) {
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
                    war.toString()));
            long start = System.nanoTime();
            try (ChildProcess process = ChildProcess.java(
                    arguments, Map.of(), installation.directory().resolve("empty-" + i + ".log"), false)) {
                while (!answers(port)) {
                    if (!process.runs() || System.nanoTime() - start > WITHIN.toNanos()) {
                        throw new BenchmarkFailure("the empty archive did not start");
                    }
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
                empty.add((System.nanoTime() - start) / 1e9);
                TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                emptyResident = process.resident().orElse(0) / MEGABYTE;
            }
        }
        List<Double> ours = new ArrayList<>();
        double resident = 0;
        for (int i = 0; i <= starts(); i++) {
            progress.println(i == 0 ? "the server, on an empty database" : "the server");
            try (InventoryServer server = InventoryServer.start(installation, "start-" + i, Map.of())) {
                double took = server.startedWithin().toNanos() / 1e9;
                if (i == 0) {
                    results.add(
                            Figure.of("start.first", "start to ready, the first, which makes the tables", took, "s"));
                } else {
                    ours.add(took);
                }
                TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                resident = server.resident().orElse(0) / MEGABYTE;
            }
        }
        results.add(Figure.of("start", "start to ready", median(ours), "s"));
        results.add(Figure.of("start.empty", "  an empty archive on the same Payara Micro", median(empty), "s"));
        results.add(Figure.of("start.of_empty", "  of that", median(ours) / median(empty), "x"));
        results.add(Figure.of("rss.idle", "resident memory, idle", resident, "MB"));
        results.add(Figure.of("rss.empty", "  an empty archive", emptyResident, "MB"));
        results.add(Figure.of("rss.of_empty", "  of that", resident / emptyResident, "x"));
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

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
