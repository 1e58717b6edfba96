package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One operation over all devices, and many over one device. Beside them the bare loop that asks the same agents the same
 * and stores nothing and, on PostgreSQL, db-scheduler with as many jobs that do nothing but are stored.
 */
final class OperationsBenchmark {
    private static final String OPERATIONS = "/api/v1/inventory_device_serial_headless_operation/";
    private static final int LONGEST_SECONDS = 600;
    /** Between two looks at an operation; over all devices so rare that looking costs the server nothing. */
    private static final long PAUSE_MILLIS = 5;

    private static final long LONG_PAUSE_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Farm farm;
    private final Installation installation;
    private final Results results;
    private final PrintStream progress;

    OperationsBenchmark(Options options, Farm farm, Installation installation, Results results, PrintStream progress) {
        this.options = options;
        this.farm = farm;
        this.installation = installation;
        this.results = results;
        this.progress = progress;
    }

    void run() throws IOException, BenchmarkFailure, InterruptedException {
        double rate;
        progress.println("starting the server");
        try (InventoryServer server =
                InventoryServer.start(installation, "operations", Map.of("INVENTORY_POLL_ENABLED", "false"))) {
            progress.println("registering " + options.devices() + " devices");
            Registered registered = new Registration(farm.layout(), server.port(), server.authorization())
                    .register(options.devices(), Math.min(options.connections(), 8));
            try (var connection = new HttpConnection(server.port(), server.authorization())) {
                rate = overAllDevices(connection, server);
                overOneDevice(connection, registered.ids());
            }
        }
        progress.println("running the bare loop over the same agents");
        Duration each = options.brief() ? options.warmUp() : options.compared().dividedBy(3);
        BareLoop.Outcome bare = new BareLoop(farm.layout(), BareLoop.Dialogue.serialNumber()).run(each, each);
        results.add(Figure.of("bare.rate", "bare snmp4j loop, same agents and questions", bare.perSecond(), "1/s"));
        results.add(Figure.of(
                "operation.of_bare",
                "  the operation's rate, of the bare loop's",
                100 * rate / bare.perSecond(),
                "%",
                Goal.OPERATION_OF_BARE));
        if (options.postgresql()) {
            progress.println("running db-scheduler");
            results.add(Figure.of(
                    "db_scheduler.rate",
                    "db-scheduler, jobs that do nothing",
                    new JobQueue(installation.database().environment()).run(options.devices()),
                    "1/s"));
        }
    }

    /** @return devices a second, from the request until the end can be read; the best of a few, since the first is cold */
    private double overAllDevices(HttpConnection connection, InventoryServer server)
            throws IOException, BenchmarkFailure, InterruptedException {
        int rounds = options.brief() ? 2 : 12;
        List<Double> rates = new ArrayList<>();
        Duration cpu = Duration.ZERO;
        for (int round = 0; round < rounds; round++) {
            progress.println("operation " + (round + 1) + " over all devices");
            Duration before = server.cpu();
            long start = System.nanoTime();
            String id = create(connection, "{\"operation_type\": \"bulk_serial_sync\"}");
            JsonNode row = awaitProcessed(connection, id, options.devices());
            rates.add(options.devices() / ((System.nanoTime() - start) / 1e9));
            cpu = server.cpu().minus(before);
            if (row.path("failed_devices").asInt() > 0) {
                throw new BenchmarkFailure("devices failed: " + row);
            }
        }
        double best = Collections.max(rates);
        results.add(Figure.of("operation.first", "bulk_serial_sync, the first after a start", rates.get(0), "1/s"));
        results.add(Figure.of("operation.rate", "bulk_serial_sync, devices with durable results", best, "1/s"));
        results.add(Figure.of(
                "operation.cpu",
                "  CPU of server and database per 10,000 devices",
                cpu.toNanos() / 1e9 * 10_000 / options.devices(),
                "s"));
        return best;
    }

    private void overOneDevice(HttpConnection connection, List<Long> devices)
            throws IOException, BenchmarkFailure, InterruptedException {
        int count = options.brief() ? 20 : 200;
        progress.println(count + " operations over one device each");
        var recording = new Latencies.Recording();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            String id = create(
                    connection,
                    "{\"operation_type\": \"bulk_serial_sync\", \"device_filters\": {\"ids\": [" + devices.get(i)
                            + "]}}");
            awaitProcessed(connection, id, 1);
            recording.add(System.nanoTime() - start);
        }
        Latencies latencies = Latencies.of(List.of(recording));
        results.add(
                Figure.of("first.p50", "from the request to the first result, p50", latencies.percentile(50), "ms"));
        results.add(Figure.of("first.p99", "  p99", latencies.percentile(99), "ms", Goal.FIRST_RESULT));
    }

    private static String create(HttpConnection connection, String body) throws IOException, BenchmarkFailure {
        HttpConnection.Answer answer = connection.post(OPERATIONS, body);
        if (answer.status() != 201) {
            throw new BenchmarkFailure(OPERATIONS + " answered " + answer.status() + ": " + answer.text());
        }
        return JSON.readTree(answer.text()).path("id").asText();
    }

    private static JsonNode awaitProcessed(HttpConnection connection, String id, int devices)
            throws IOException, BenchmarkFailure, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(LONGEST_SECONDS).toNanos();
        while (System.nanoTime() < end) {
            JsonNode row = JSON.readTree(connection.get(OPERATIONS + id + "/").text());
            if (row.path("processed_devices").asInt() >= devices) {
                return row;
            }
            TimeUnit.MILLISECONDS.sleep(devices == 1 ? PAUSE_MILLIS : LONG_PAUSE_MILLIS);
        }
        throw new BenchmarkFailure("operation " + id + " has not ended");
    }
}
