package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.simulator.FarmLayout;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Registers the simulated agents as devices over the API. There may be more devices than agents: each organization has
 * every agent once.
 */
final class Registration {
    private static final String ORGANIZATIONS = "/api/v1/organization/";
    private static final String DEVICES = "/api/v1/inventory_device/";
    private static final int TYPES = 5;
    private static final int TRIES = 5;

    /** Devices in one request: the most that the API takes. */
    private static final int LIST = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What came of it.
     *
     * @param ids of the devices
     * @param organizations their ids
     * @param took for the devices alone
     * @param retried answers 5xx, after which the device was sent again
     */
    record Registered(List<Long> ids, List<Long> organizations, Duration took, long retried) {
        static final Registered NONE = new Registered(List.of(), List.of(), Duration.ZERO, 0);

        /** At most so many of them, evenly. */
        static List<Long> sample(List<Long> all, int most) {
            int step = Math.max(1, (all.size() + most - 1) / most);
            return IntStream.iterate(0, i -> i < all.size(), i -> i + step)
                    .mapToObj(all::get)
                    .toList();
        }
    }

    private final FarmLayout network;
    private final int port;
    private final String authorization;
    private final AtomicLong retried = new AtomicLong();

    Registration(FarmLayout network, int port, String authorization) {
        this.network = network;
        this.port = port;
        this.authorization = authorization;
    }

    /** Registers that many devices over several connections. They are polled at the server's own interval. */
    Registered register(int devices, int connections) throws IOException, BenchmarkFailure, InterruptedException {
        List<Long> organizationIds = organizations(List.of(), devices);
        long start = System.nanoTime();
        List<List<Long>> ids = Workers.run(connections, worker -> {
            try (var connection = new HttpConnection(port, authorization)) {
                var created = new ArrayList<Long>();
                for (int i = worker; i < devices; i += connections) {
                    created.add(create(connection, DEVICES, device(i, organizationIds)));
                }
                return created;
            }
        });
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Registered(ids.stream().flatMap(List::stream).toList(), organizationIds, took, retried.get());
    }

    /** Registers that many devices in lists, as one does who wants them there. */
    Registered registerInBulk(int devices) throws IOException, BenchmarkFailure, InterruptedException {
        return registerMore(Registered.NONE, devices, true);
    }

    /**
     * The same beside those that are there already.
     *
     * @param devices how many there are in the end
     * @param polled whether those are polled that are added
     * @return all of them, with the time that those took which were added
     */
    Registered registerMore(Registered there, int devices, boolean polled)
            throws IOException, BenchmarkFailure, InterruptedException {
        List<Long> organizationIds = organizations(there.organizations(), devices);
        long start = System.nanoTime();
        var ids = new ArrayList<Long>(there.ids());
        try (var connection = new HttpConnection(port, authorization)) {
            for (int from = ids.size(); from < devices; from += LIST) {
                var bodies = new ArrayList<Map<String, Object>>();
                for (int i = from; i < Math.min(from + LIST, devices); i++) {
                    Map<String, Object> body = new HashMap<>(device(i, organizationIds));
                    body.put("polling_enabled", polled);
                    bodies.add(body);
                }
                HttpConnection.Answer answer = connection.post(DEVICES, JSON.writeValueAsString(bodies));
                if (answer.status() != 201) {
                    throw new BenchmarkFailure("no devices: " + answer.status() + " " + answer.text());
                }
                JSON.readTree(answer.text())
                        .forEach(created -> ids.add(created.path("id").asLong()));
            }
        }
        return new Registered(ids, organizationIds, Duration.ofNanos(System.nanoTime() - start), 0);
    }

    /**
     * Has devices polled from now on, by a file that names them.
     *
     * @param skipped how many of those that were registered first are left as they are
     */
    void poll(Registered registered, int skipped) throws IOException, BenchmarkFailure {
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = skipped; i < registered.ids().size(); i++) {
            Map<String, Object> row = new HashMap<>(device(i, registered.organizations()));
            row.keySet().retainAll(Set.of("serial_number", "organization"));
            row.put("polling_enabled", true);
            rows.add(row);
        }
        try (var connection = new HttpConnection(port, authorization)) {
            HttpConnection.Answer answer = connection.post(DEVICES + "import/", JSON.writeValueAsString(rows));
            if (answer.status() != 200
                    || JSON.readTree(answer.text()).path("updated").asInt() != rows.size()) {
                throw new BenchmarkFailure("not changed: " + answer.status() + " " + answer.text());
            }
        }
    }

    private List<Long> organizations(List<Long> there, int devices) throws IOException, BenchmarkFailure {
        int organizations = (devices + network.agents() - 1) / network.agents();
        var ids = new ArrayList<Long>(there);
        try (var connection = new HttpConnection(port, authorization)) {
            for (int i = there.size(); i < organizations; i++) {
                Map<String, Object> body =
                        Map.of("name", "Benchmark " + (i + 1), "contact_email", "noc@benchmark.example");
                ids.add(create(connection, ORGANIZATIONS, body));
            }
        }
        return List.copyOf(ids);
    }

    private Map<String, Object> device(int index, List<Long> organizations) {
        InetSocketAddress agent = network.address(index % network.agents());
        return Map.of(
                "name", "device-" + (index + 1),
                "hostname", agent.getAddress().getHostAddress(),
                "serial_number", String.format("SIM-%06d", index + 1),
                "type", 1 + index % TYPES,
                "organization", organizations.get(index / network.agents()),
                "location", "Rack " + (1 + index / 40),
                "snmp_community", network.community(),
                "snmp", Map.of("version", "2c", "port", agent.getPort()));
    }

    private long create(HttpConnection connection, String path, Map<String, Object> body)
            throws IOException, BenchmarkFailure {
        String json = JSON.writeValueAsString(body);
        HttpConnection.Answer answer = connection.post(path, json);
        for (int i = 1; i < TRIES && answer.status() >= 500; i++) {
            retried.incrementAndGet();
            answer = connection.post(path, json);
        }
        JsonNode created = JSON.readTree(answer.text());
        if (answer.status() != 201 || !created.path("id").isIntegralNumber()) {
            throw new BenchmarkFailure(path + " answered " + answer.status() + ": " + answer.text());
        }
        return created.path("id").asLong();
    }
}
