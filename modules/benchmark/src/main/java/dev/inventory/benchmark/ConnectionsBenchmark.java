package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.benchmark.InventoryServer.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Connection profiles: a table of another PostgreSQL to items, the first time and again when nothing has changed, beside a
 * plain copy of the same rows; an HTTP API with broken records that answers 503 now and then; and a server that is killed
 * at half of its work.
 */
final class ConnectionsBenchmark {
    private static final String PROFILES = "/api/v1/inventory_connection_profile/";

    /** Slower than this, a run is given up. */
    private static final int SLOWEST_PER_SECOND = 500;

    private static final int MOST_KILLED = 100_000;
    private static final int PAGED = 100_000;
    private static final int PAGED_BRIEFLY = 5_000;
    private static final long PAUSE_MILLIS = 50;
    private static final String MOST_HEAP = "-Xmx512m";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Installation installation;
    private final HeapLog heap;
    private final Results results;
    private final PrintStream progress;

    ConnectionsBenchmark(Options options, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.heap = new HeapLog(installation.directory().resolve("gc.log"));
        // Without a limit the JVM takes what the machine has, and collects late: of that nothing is learned.
        this.installation = installation.with(heap.option()).with(MOST_HEAP);
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("filling a table of " + options.rows() + " rows");
        try (StockTable table = StockTable.start(installation.directory().resolve("source"), options.rows())) {
            long organization;
            try (InventoryServer server = start("connections");
                    var http = new HttpConnection(server.port(), server.authorization())) {
                organization = organization(http);
                table(server, http, table, organization);
                pages(http, organization);
            }
            killed(table, organization);
        }
    }

    private InventoryServer start(String log) throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("starting the server");
        return InventoryServer.start(
                installation, log, Map.of("INVENTORY_POLL_ENABLED", "false", "INVENTORY_CONNECTION_LEASE", "3s"));
    }

    private void table(InventoryServer server, HttpConnection http, StockTable table, long organization)
            throws IOException, BenchmarkFailure, InterruptedException {
        String profile = create(http, database("table", table, organization, options.rows()));
        progress.println("the first sync of " + options.rows() + " rows");
        long log = heap.mark();
        Timed first = timed(server, http, profile, options.rows());
        expect(first.run(), "created", options.rows());
        progress.println("the second, of which nothing has changed");
        Timed second = timed(server, http, profile, options.rows());
        expect(second.run(), "unchanged", options.rows());
        HeapLog.Peaks peaks = heap.since(log);
        progress.println("copying the same rows by plain JDBC, twice");
        table.copied(installation.database().environment());
        double copied = table.copied(installation.database().environment());

        boolean postgresql = options.postgresql();
        results.add(Figure.of(
                "table.first",
                "rows of a table to items, the first time",
                first.perSecond(),
                "1/s",
                postgresql ? Goal.ROWS_FIRST : Goal.ROWS_FIRST_DERBY));
        results.add(Figure.of("table.first.cpu", "  CPU of server and database per 10,000", first.cpu(), "s"));
        results.add(
                postgresql
                        ? Figure.of(
                                "table.second",
                                "  again, nothing changed",
                                second.perSecond(),
                                "1/s",
                                Goal.ROWS_UNCHANGED)
                        : Figure.of("table.second", "  again, nothing changed", second.perSecond(), "1/s"));
        results.add(Figure.of("table.second.cpu", "  CPU of server and database per 10,000", second.cpu(), "s"));
        String where = postgresql ? "the same PostgreSQL" : "the source's PostgreSQL";
        results.add(Figure.of("copy.rate", "the same rows by plain JDBC to " + where, copied, "1/s"));
        results.add(
                Figure.of("table.first.of_copy", "  the first sync, of that", 100 * first.perSecond() / copied, "%"));
        results.add(Figure.of("table.second.of_copy", "  the second, of that", 100 * second.perSecond() / copied, "%"));
        results.add(
                Figure.of("heap.peak", "heap in both, at its fullest", (double) peaks.used(), "MB", Goal.HEAP_OF_SYNC));
        results.add(Figure.of("heap.left", "  at most after a collection", (double) peaks.left(), "MB"));
        results.add(Figure.of("heap.committed", "  committed", (double) peaks.committed(), "MB"));
    }

    private void pages(HttpConnection http, long organization)
            throws IOException, BenchmarkFailure, InterruptedException {
        int records = options.brief() ? PAGED_BRIEFLY : PAGED;
        progress.println(records + " records in pages");
        try (StockPages pages = StockPages.start(records)) {
            String profile = create(http, rest("pages", pages.url(), organization));
            long start = System.nanoTime();
            String path = request(http, profile);
            JsonNode run = await(http, path, records, ConnectionsBenchmark::ended);
            double perSecond = records / ((System.nanoTime() - start) / 1e9);
            Set<String> named = errors(http, path);
            int broken = 0;
            int unnamed = 0;
            for (int record = 0; record < records; record++) {
                if (StockPages.isBroken(record)) {
                    broken++;
                    unnamed += named.remove(StockPages.sku(record)) ? 0 : 1;
                }
            }
            results.add(Figure.of("pages.rate", "records of an HTTP API to items", perSecond, "1/s"));
            results.add(Figure.of("pages.refused", "  requests answered by 503", pages.refused(), ""));
            results.add(Figure.of("pages.broken", "  broken records", broken, ""));
            results.add(Figure.count(
                    "pages.unnamed",
                    "    not named, or named though sound",
                    (long) unnamed + named.size(),
                    Goal.NONE_LOST));
            results.add(Figure.count(
                    "pages.missing",
                    "  sound records that are not there",
                    records - broken - run.path("created").asLong(),
                    Goal.NONE_LOST));
        }
    }

    private void killed(StockTable table, long organization)
            throws IOException, BenchmarkFailure, InterruptedException {
        int rows = Math.min(options.rows(), MOST_KILLED);
        String profile;
        String path;
        long before;
        JsonNode interrupted;
        try (InventoryServer server = start("killed");
                var http = new HttpConnection(server.port(), server.authorization())) {
            before = items(http);
            profile = create(http, database("killed", table, organization, rows));
            progress.println("killing the server at half of " + rows + " rows");
            path = request(http, profile);
            await(http, path, rows, run -> created(run) >= rows / 2);
            server.kill();
        }
        try (InventoryServer server = start("after");
                var http = new HttpConnection(server.port(), server.authorization())) {
            interrupted = await(http, path, rows, ConnectionsBenchmark::ended);
            JsonNode resumed = await(http, latest(http, profile, path), rows, ConnectionsBenchmark::ended);
            long wrong = Math.abs(rows - created(interrupted) - created(resumed))
                    + Math.abs(created(interrupted) - resumed.path("unchanged").asLong());
            results.add(Figure.of(
                    "killed.before", "rows written when the server was killed", (double) created(interrupted), ""));
            results.add(
                    Figure.of("killed.after", "  by the run that goes on, of " + rows, (double) created(resumed), ""));
            results.add(Figure.count("killed.wrong", "  counted wrongly", wrong, Goal.NONE_LOST));
            results.add(Figure.count(
                    "killed.twice",
                    "  items too many or too few",
                    Math.abs(items(http) - before - rows),
                    Goal.NONE_LOST));
        }
    }

    /**
     * A run from its request until its end can be read.
     *
     * @param cpu seconds of server and database for 10,000 rows
     */
    private record Timed(JsonNode run, double perSecond, double cpu) {}

    private static Timed timed(InventoryServer server, HttpConnection http, String profile, int rows)
            throws IOException, BenchmarkFailure, InterruptedException {
        Duration before = server.cpu();
        long start = System.nanoTime();
        JsonNode run = await(http, request(http, profile), rows, ConnectionsBenchmark::ended);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = server.cpu().minus(before).toNanos() / 1e9;
        return new Timed(run, rows / seconds, cpu * 10_000 / rows);
    }

    private static void expect(JsonNode run, String name, long count) throws BenchmarkFailure {
        if (run.path(name).asLong() != count
                || !"success".equals(run.path("status").asText())) {
            throw new BenchmarkFailure("not " + count + " " + name + ": " + run);
        }
    }

    private static boolean ended(JsonNode run) {
        return !Set.of("queued", "running").contains(run.path("status").asText());
    }

    private static long created(JsonNode run) {
        return run.path("created").asLong();
    }

    private static long organization(HttpConnection http) throws IOException, BenchmarkFailure {
        return send(
                        http,
                        "/api/v1/organization/",
                        JSON.createObjectNode().put("name", "Benchmark").put("contact_email", "noc@benchmark.example"),
                        201)
                .path("id")
                .asLong();
    }

    private static String create(HttpConnection http, ObjectNode fields) throws IOException, BenchmarkFailure {
        return PROFILES + send(http, PROFILES, fields, 201).path("id").asLong() + "/";
    }

    private static ObjectNode rest(String name, String url, long organization) throws IOException {
        ObjectNode fields = (ObjectNode) JSON.readTree("""
                {"profile_type": "rest_api", "ssl_enabled": false, "authentication_type": "none", "configuration": {
                  "source": {"pagination": {"type": "next"}},
                  "data_mapping": {"item_id": "sku", "quantity": "stock_count", "location": "warehouse_section"}}}""");
        return fields.put("name", name).put("organization", organization).put("endpoint_url", url);
    }

    private static ObjectNode database(String name, StockTable table, long organization, int rows) throws IOException {
        ObjectNode fields = (ObjectNode) JSON.readTree("""
                {"profile_type": "database", "engine": "postgresql", "host": "127.0.0.1", "ssl_enabled": false,
                 "credentials": {"password": "postgres"}, "configuration": {"source": {},
                  "data_mapping": {"item_id": "sku", "quantity": "stock_count", "mfg_part_number": "part",
                   "description": "description", "location": "warehouse_section"}}}""");
        fields.withObject("/configuration/source").put("query", "SELECT * FROM stock WHERE n <= " + rows);
        return fields.put("name", name)
                .put("organization", organization)
                .put("port", table.port())
                .put("database", StockTable.DATABASE)
                .put("username", StockTable.USER);
    }

    private static String request(HttpConnection http, String profile) throws IOException, BenchmarkFailure {
        long run = send(http, profile + "sync/", JSON.createObjectNode(), 202)
                .path("id")
                .asLong();
        return profile + "sync_runs/" + run + "/";
    }

    /** The newest run of a profile; there is one after the given. */
    private static String latest(HttpConnection http, String profile, String former)
            throws IOException, BenchmarkFailure {
        long run = get(http, profile + "sync_runs/?limit=1").at("/results/0/id").asLong();
        String path = profile + "sync_runs/" + run + "/";
        if (path.equals(former)) {
            throw new BenchmarkFailure("no other run goes on after " + former);
        }
        return path;
    }

    private static Set<String> errors(HttpConnection http, String run) throws IOException, BenchmarkFailure {
        Set<String> named = new HashSet<>();
        for (int offset = 0; ; offset += 100) {
            JsonNode page =
                    get(http, run + "errors/?limit=100&offset=" + offset).path("results");
            page.forEach(error -> named.add(error.path("record").asText()));
            if (page.size() < 100) {
                return named;
            }
        }
    }

    private static long items(HttpConnection http) throws IOException, BenchmarkFailure {
        return get(http, "/api/items/count").at("/body/0/count").asLong();
    }

    private static JsonNode get(HttpConnection http, String path) throws IOException, BenchmarkFailure {
        HttpConnection.Answer answer = http.get(path);
        if (answer.status() != 200) {
            throw new BenchmarkFailure(path + " answered " + answer.status() + ": " + answer.text());
        }
        return JSON.readTree(answer.text());
    }

    private static JsonNode send(HttpConnection http, String path, ObjectNode body, int wanted)
            throws IOException, BenchmarkFailure {
        HttpConnection.Answer answer = http.post(path, body.toString());
        if (answer.status() != wanted) {
            throw new BenchmarkFailure(path + " answered " + answer.status() + ": " + answer.text());
        }
        return JSON.readTree(answer.text());
    }

    private static JsonNode await(HttpConnection http, String run, int rows, Predicate<JsonNode> until)
            throws IOException, BenchmarkFailure, InterruptedException {
        long end = System.nanoTime() + limit(rows).toNanos();
        while (System.nanoTime() < end) {
            JsonNode row = get(http, run);
            if (until.test(row)) {
                return row;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new BenchmarkFailure(
                run + " is not there yet after " + limit(rows).toSeconds() + " s");
    }

    /** The longest that a run of so many rows may take. */
    static Duration limit(int rows) {
        return Duration.ofSeconds(60 + rows / SLOWEST_PER_SECOND);
    }
}
