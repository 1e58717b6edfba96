package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.InventoryServer.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A CSV file of devices, one row in a hundred of it wrong: from the request until the report is read, and whether the
 * report names just those rows. Beside it, on PostgreSQL, the same rows into the same tables by plain batches of JDBC.
 */
final class ImportsBenchmark {
    private static final String IMPORT = "/api/v1/inventory_device/import/";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int WRONG_EVERY = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A file, and the fields that are wrong by the lines they stand in. */
    private record Planted(String csv, SortedMap<Integer, String> wrong) {}

    ImportsBenchmark(Options options, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.installation = installation;
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server");
        try (InventoryServer server =
                InventoryServer.start(installation, "imports", Map.of("INVENTORY_POLL_ENABLED", "false"))) {
            String authorization = server.authorization();
            progress.println("warming up");
            Planted warm = file("warm", options.rows() / 5);
            for (String query : new String[] {"?dry_run=true", "?atomic=false"}) {
                JsonNode unused = send(server, authorization, query, warm);
            }
            Planted planted = file("dev", options.rows());
            progress.println(
                    options.rows() + " rows, of which " + planted.wrong().size() + " are wrong");
            measure(server, authorization, "?dry_run=true", planted, "import.dry_run", "only judged (dry_run)");
            Duration before = server.cpu();
            double rate = measure(server, authorization, "?atomic=false", planted, "import.created", "imported, new");
            results.add(Figure.of(
                    "import.cpu",
                    "  CPU of server and database per 10,000 rows",
                    server.cpu().minus(before).toNanos() / 1e9 * 10_000 / options.rows(),
                    "s"));
            measure(server, authorization, "?atomic=false", planted, "import.unchanged", "once more, unchanged");
            if (options.postgresql()) {
                progress.println("inserting the same rows by plain JDBC");
                double plain = new PlainInserts(installation.database().environment()).run(options.rows());
                results.add(Figure.of("jdbc.rate", "plain JDBC batches, same rows and tables", plain, "1/s"));
                results.add(Figure.of(
                        "import.of_jdbc",
                        "  the import's rate, of plain JDBC's",
                        100 * rate / plain,
                        "%",
                        Goal.IMPORT_OF_JDBC));
            }
        }
    }

    /** @return rows a second */
    private double measure(
            InventoryServer server, String authorization, String query, Planted planted, String key, String title)
            throws IOException, BenchmarkFailure, InterruptedException {
        long start = System.nanoTime();
        JsonNode report = send(server, authorization, query, planted);
        double rate = options.rows() / ((System.nanoTime() - start) / 1e9);
        boolean goal = key.equals("import.created") && options.postgresql();
        results.add(goal ? Figure.of(key, title, rate, "1/s", Goal.IMPORTED) : Figure.of(key, title, rate, "1/s"));
        SortedMap<Integer, String> told = new TreeMap<>();
        report.path("rows")
                .forEach(row -> told.put(
                        row.path("line").asInt(),
                        row.path("errors").fieldNames().next()));
        SortedMap<Integer, String> amiss = new TreeMap<>(planted.wrong());
        amiss.entrySet().removeIf(each -> each.getValue().equals(told.get(each.getKey())));
        long differing = amiss.size()
                + told.keySet().stream()
                        .filter(line -> !planted.wrong().containsKey(line))
                        .count();
        results.add(Figure.count(key + ".report", "  rows that the report has wrong", differing, Goal.NO_ERRORS));
        return rate;
    }

    private JsonNode send(InventoryServer server, String authorization, String query, Planted file)
            throws IOException, BenchmarkFailure, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + IMPORT + query))
                .timeout(LONGEST)
                .header("Authorization", authorization)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(file.csv()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new BenchmarkFailure("no import: " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static Planted file(String prefix, int rows) {
        var wrong = new TreeMap<Integer, String>();
        var csv = new StringBuilder(rows * 128);
        csv.append("name,hostname,serial_number,type.slug,organization.id,mac_address,location,description,tags\n");
        for (int i = 0; i < rows; i++) {
            String host = prefix + i + ".example.net";
            String serial = prefix + "-" + i;
            String type = "switch";
            String mac = "%02x:00:%02x:%02x:%02x:%02x"
                    .formatted(prefix.charAt(0) & 0xfc, i >> 24 & 0xff, i >> 16 & 0xff, i >> 8 & 0xff, i & 0xff);
            if (i % WRONG_EVERY == WRONG_EVERY - 1) {
                int line = i + 2;
                switch (i / WRONG_EVERY % 5) {
                    case 0 -> {
                        host = "no host";
                        wrong.put(line, "hostname");
                    }
                    case 1 -> {
                        host = prefix + (i - 5) + ".example.net";
                        wrong.put(line, "hostname");
                    }
                    case 2 -> {
                        serial = prefix + "-" + (i - 6);
                        wrong.put(line, "serial_number");
                    }
                    case 3 -> {
                        type = "toaster";
                        wrong.put(line, "type");
                    }
                    default -> {
                        mac = "00:11";
                        wrong.put(line, "mac_address");
                    }
                }
            }
            csv.append(String.join(
                            ",",
                            "device " + i,
                            host,
                            serial,
                            type,
                            "1",
                            mac,
                            "Rack " + i % 40,
                            "\"Access, floor " + i % 9 + "\"",
                            i % 2 == 0 ? "core" : ""))
                    .append('\n');
        }
        return new Planted(csv.toString(), wrong);
    }
}
