package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.InventoryServer.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What reading, changing and exporting devices costs with 1,000 of them, 10,000 and so on. Two connections ask one thing
 * at a time; what a page costs more when the table is larger is told as a factor.
 */
final class DevicesBenchmark {
    private static final String DEVICES = "/api/v1/inventory_device/";
    private static final int FIRST = 1_000;
    private static final int ORGANIZATIONS = 10;
    private static final int TYPES = 5;
    private static final int CONNECTIONS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;
    private final Map<String, Double> ofFirst = new LinkedHashMap<>();

    DevicesBenchmark(Options options, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.installation = installation;
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        int devices = FIRST;
        try (InventoryServer server = start(devices)) {
            register(server);
            measure(server, devices);
        }
        while (devices * 10 <= options.devices()) {
            progress.println("making ten times as many");
            try {
                installation.database().run(installation.directory(), DeviceStock.tenfold(devices));
            } catch (SQLException e) {
                throw new BenchmarkFailure("the devices could not be multiplied: " + e.getMessage());
            }
            devices *= 10;
            try (InventoryServer server = start(devices)) {
                measure(server, devices);
            }
        }
    }

    private InventoryServer start(int devices) throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server for " + devices + " devices");
        return InventoryServer.start(installation, "devices-" + devices, Map.of("INVENTORY_POLL_ENABLED", "false"));
    }

    private void register(InventoryServer server) throws IOException, BenchmarkFailure {
        try (var connection = new HttpConnection(server.port(), server.authorization())) {
            var organizations = new ArrayList<Long>();
            for (int i = 1; i <= ORGANIZATIONS; i++) {
                JsonNode made = JSON.readTree(connection
                        .post("/api/v1/organization/", "{\"name\": \"Benchmark " + i + "\"}")
                        .text());
                organizations.add(made.path("id").asLong());
            }
            var devices = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < FIRST; i++) {
                devices.add(Map.of(
                        "name", "device-" + i,
                        "hostname", "h" + i + ".example",
                        "serial_number", String.format("SIM-%06d", i),
                        "type", 1 + i % TYPES,
                        "status", i / TYPES % 4 != 0,
                        "organization", organizations.get(i % ORGANIZATIONS),
                        "location", "Rack " + (1 + i / 40)));
            }
            HttpConnection.Answer answer = connection.post(DEVICES, JSON.writeValueAsString(devices));
            if (answer.status() != 201) {
                throw new BenchmarkFailure("no devices: " + answer.status() + " " + answer.text());
            }
        }
    }

    private void measure(InventoryServer server, int devices)
            throws IOException, BenchmarkFailure, InterruptedException {
        String authorization = server.authorization();
        Map<String, String> reads = new LinkedHashMap<>();
        reads.put("first page of 50, with count", DEVICES + "?limit=50");
        long organization;
        long last;
        try (var connection = new HttpConnection(server.port(), authorization)) {
            JsonNode row = row(connection, DEVICES + "?limit=1&ordering=-id");
            organization = row.path("organization").path("id").asLong();
            last = row.path("id").asLong();
            reads.put(
                    "page of 50 by organization and status",
                    DEVICES + "?limit=50&status=true&organization=" + organization);
            reads.put("cursor page at the far end, by id", farEnd(connection, "id", last));
            reads.put("cursor page at the far end, by name", farEnd(connection, "name", last));
        }
        reads.put("detail", DEVICES + last + "/");
        progress.println("warming up");
        for (String path : reads.values()) {
            Slice unused = slice(server, authorization, path, options.warmUp().dividedBy(2));
        }
        for (Map.Entry<String, String> read : reads.entrySet()) {
            progress.println(read.getKey());
            report(read.getKey(), devices, slice(server, authorization, read.getValue(), time()));
        }
        progress.println("PATCH");
        patch(server, authorization, last, devices);
        progress.println("export");
        export(server, authorization, devices);
    }

    /** The path of one of the last pages, by its cursor. Who came last is last by id and by name. */
    private static String farEnd(HttpConnection connection, String ordering, long last)
            throws IOException, BenchmarkFailure {
        // a cursor is a place in the order, whatever the filter was when it was given
        String list = DEVICES + "?limit=50&ordering=" + ordering + "&cursor=";
        String next = JSON.readTree(
                        connection.get(list + "&id__gt=" + (last - 150)).text())
                .path("next")
                .asText();
        int cursor = next.indexOf("cursor=");
        if (cursor < 0) {
            throw new BenchmarkFailure("no cursor in the order of " + ordering);
        }
        return list + next.substring(cursor + "cursor=".length()).replaceAll("&.*", "");
    }

    private static JsonNode row(HttpConnection connection, String path) throws IOException {
        return JSON.readTree(connection.get(path).text()).path("results").path(0);
    }

    private Duration time() {
        return options.brief() ? Duration.ofSeconds(1) : Duration.ofSeconds(5);
    }

    private static Slice slice(InventoryServer server, String authorization, String path, Duration time)
            throws IOException, BenchmarkFailure, InterruptedException {
        return Slice.measure(server.port(), authorization, path, CONNECTIONS, time);
    }

    private void report(String title, int devices, Slice slice) {
        String key = "devices." + title.replaceAll("[^a-z0-9]+", "_") + "." + devices;
        double p50 = slice.latencies().percentile(50);
        String shown = String.format(Locale.ROOT, "%s, of %,d", title, devices);
        results.add(Figure.of(key + ".p50", shown + ", p50", p50, "ms"));
        results.add(Figure.of(key + ".p99", "  p99", slice.latencies().percentile(99), "ms"));
        results.add(Figure.of(key + ".rate", "  requests", slice.perSecond(), "1/s"));
        if (slice.errors() > 0) {
            results.add(Figure.count(key + ".errors", "  answers other than 200", slice.errors(), Goal.NO_ERRORS));
        }
        Double first = ofFirst.putIfAbsent(title, p50);
        if (first != null) {
            results.add(Figure.of(key + ".growth", "  of that of 1,000", p50 / first, "x", Goal.GROWTH));
        }
    }

    private void patch(InventoryServer server, String authorization, long last, int devices)
            throws IOException, BenchmarkFailure, InterruptedException {
        long end = System.nanoTime() + time().toNanos();
        List<Latencies.Recording> recordings = new ArrayList<>();
        List<Long> failed = Workers.run(CONNECTIONS, worker -> {
            var recording = new Latencies.Recording();
            long errors = 0;
            try (var connection = new HttpConnection(server.port(), authorization)) {
                for (int i = 0; System.nanoTime() < end; i++) {
                    long asked = System.nanoTime();
                    // ids are in one piece but for gaps at the ends of what was made together
                    String path = DEVICES + (last - (i * 7 + worker) % 50) + "/";
                    if (connection
                                    .patch(path, "{\"location\": \"Rack " + i + "\"}")
                                    .status()
                            == 200) {
                        recording.add(System.nanoTime() - asked);
                    } else {
                        errors++;
                    }
                }
            }
            synchronized (recordings) {
                recordings.add(recording);
            }
            return errors;
        });
        Latencies latencies = Latencies.of(recordings);
        long errors = failed.stream().mapToLong(Long::longValue).sum();
        report(
                "PATCH of location",
                devices,
                new Slice(latencies.count() / (time().toNanos() / 1e9), latencies, errors));
    }

    /** All devices as CSV. Half way it is not read on until the server has collected its garbage and told its heap. */
    private void export(InventoryServer server, String authorization, int devices)
            throws IOException, BenchmarkFailure, InterruptedException {
        double before = heapInUse(server);
        double half = Double.NaN;
        var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + server.port() + DEVICES + "?export=csv")
                .toURL()
                .openConnection();
        connection.setRequestProperty("Authorization", authorization);
        long start = System.nanoTime();
        long paused = 0;
        int lines = 0;
        try (InputStream body = connection.getInputStream()) {
            var buffer = new byte[65_536];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                if (Double.isNaN(half) && lines > devices / 2) {
                    long pause = System.nanoTime();
                    half = heapInUse(server);
                    paused = System.nanoTime() - pause;
                }
            }
        }
        double seconds = (System.nanoTime() - start - paused) / 1e9;
        if (lines != devices + 1) {
            throw new BenchmarkFailure("the export has " + (lines - 1) + " rows of " + devices);
        }
        String key = "devices.export." + devices;
        results.add(Figure.of(
                key + ".rate",
                String.format(Locale.ROOT, "CSV export of %,d, rows", devices),
                devices / seconds,
                "1/s"));
        results.add(Figure.of(
                key + ".heap", "  heap in use half way, more than before", half - before, "MB", Goal.EXPORT_HEAP));
    }

    private static double heapInUse(InventoryServer server) throws IOException, BenchmarkFailure, InterruptedException {
        if (!server.collectGarbage()) {
            throw new BenchmarkFailure("the heap cannot be measured: this JDK has no jcmd");
        }
        return server.metrics().value("memory_usedHeap_bytes").orElse(Double.NaN) / 1e6;
    }
}
