package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.InventoryServer.Installation;
import dev.inventory.benchmark.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
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

    private static final long LONG_PAUSE_MILLIS = 30;

    /** Devices a second that no operation exceeds: before their time is over nobody asks for it. */
    private static final long FASTEST = 20_000;

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
        Duration each = options.brief() ? options.warmUp() : options.compared().dividedBy(2);
        progress.println("starting the server");
        try (InventoryServer server =
                InventoryServer.start(installation, "operations", Map.of("INVENTORY_POLL_ENABLED", "false"))) {
            progress.println("registering " + options.devices() + " devices");
            Registered registered = new Registration(farm.layout(), server.port(), server.authorization())
                    .register(options.devices(), Math.min(options.connections(), 8));
            try (var connection = new HttpConnection(server.port(), server.authorization())) {
                rate = overAllDevices(connection, server, each);
                overOneDevice(connection, registered.ids());
            }
        }
        progress.println("running the bare loop over the same agents");
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

    /**
     * One operation after the other: at first the JVM still compiles, which is measured by the first of them alone.
     *
     * @return devices a second after that, from an operation's request until its end can be read
     */
    private double overAllDevices(HttpConnection connection, InventoryServer server, Duration time)
            throws IOException, BenchmarkFailure, InterruptedException {
        progress.println("operations over all devices, to warm up");
        double first = overAllDevices(connection, Duration.ZERO);
        double unused = overAllDevices(connection, options.measured());
        progress.println("operations over all devices");
        Duration before = server.cpu();
        long start = System.nanoTime();
        double rate = overAllDevices(connection, time);
        double devices = rate * (System.nanoTime() - start) / 1e9;
        double cpu = server.cpu().minus(before).toNanos() / 1e9;
        results.add(Figure.of("operation.first", "bulk_serial_sync, the first after a start", first, "1/s"));
        results.add(Figure.of("operation.rate", "bulk_serial_sync, devices with durable results", rate, "1/s"));
        results.add(Figure.of(
                "operation.cpu", "  CPU of server and database per 10,000 devices", cpu * 10_000 / devices, "s"));
        return rate;
    }

    /** @return devices a second of as many operations as are begun in the time, but of one at least */
    private double overAllDevices(HttpConnection connection, Duration time)
            throws IOException, BenchmarkFailure, InterruptedException {
        long start = System.nanoTime();
        long devices = 0;
        do {
            String id = create(connection, "{\"operation_type\": \"bulk_serial_sync\"}");
            // the least that it can take: whoever asks all the time takes from what is measured
            TimeUnit.MILLISECONDS.sleep(options.devices() * 1000L / FASTEST);
            JsonNode row = awaitProcessed(connection, id, options.devices());
            if (row.path("failed_devices").asInt() > 0) {
                throw new BenchmarkFailure("devices failed: " + row);
            }
            devices += options.devices();
        } while (System.nanoTime() - start < time.toNanos());
        return devices / ((System.nanoTime() - start) / 1e9);
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
