package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Behaviour;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * An operation goes through however often, and whenever, servers are killed: every device has one result, and the
 * counters tell what the results tell. Short here; {@code -Dinventory.test.crash.devices=5000
 * -Dinventory.test.crash.kills=20} is the long form.
 */
@Tag("slow")
@Isolated
class CrashIT {

    private static final int DEVICES = Integer.getInteger("inventory.test.crash.devices", 600);
    private static final int KILLS = Integer.getInteger("inventory.test.crash.kills", 1);
    private static final long SEED = Long.getLong("inventory.test.crash.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @Test
    void everyDeviceHasOneResultHoweverOftenTheServerIsKilled() throws Exception {
        Map<String, String> settings = settings("crashed");
        try (Agents agents = Agents.start(DEVICES, "127.41.0.1");
                ServerProcess process = new ServerProcess("crashed", settings)) {
            agents.farm().agents().forEach(agent -> agent.behave(Behaviour.slow(Duration.ofMillis(100))));
            process.start().awaitReady();
            Site site = Site.create(process.server(), "crashed");
            agents.register(site, (agent, device) -> {});
            Operation operation = Operation.start(site.admin(), configuration(site));
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = DEVICES * kill / (KILLS + 2) + random.nextInt(DEVICES / (KILLS + 2));
                process.await("kill " + kill + " at " + until + ", seed " + SEED, () -> processed(operation) >= until);
                process.kill();
                process.start().awaitReady();
            }
            assertEveryDeviceHasOneResult(operation);
        }
    }

    @Test
    void twoServersShareAnOperationAndOneTakesOverWhatTheOtherHeld() throws Exception {
        Assumptions.assumeTrue(TestDatabase.current() == TestDatabase.POSTGRESQL, "Derby serves one server alone");
        Map<String, String> settings = settings("shared");
        settings.put("inventory.master.key", "0123456789abcdef".repeat(4));
        try (Agents agents = Agents.start(DEVICES, "127.42.0.1");
                ServerProcess one = new ServerProcess("shared-one", settings);
                ServerProcess two = new ServerProcess("shared-two", settings)) {
            agents.farm().agents().forEach(agent -> agent.behave(Behaviour.slow(Duration.ofMillis(250))));
            one.start().awaitReady();
            two.start().awaitReady();
            Site site = Site.create(one.server(), "shared");
            agents.register(site, (agent, device) -> {});
            one.await("the servers know each other", () -> !site.admin()
                    .get("/api/v1/master_key/")
                    .json()
                    .path("servers")
                    .isEmpty());
            Operation operation = Operation.start(site.admin(), configuration(site));
            int until = DEVICES / 6 + random.nextInt(DEVICES / 3);
            one.await("kill at " + until + ", seed " + SEED, () -> processed(operation) >= until);
            one.await("both servers work on it", () -> owners(operation) == 2);
            one.kill();
            assertEveryDeviceHasOneResult(
                    new Operation(two.api().basic(Api.ADMIN, Api.ADMIN_PASSWORD).byToken(), operation.id()));
        }
    }

    /** How many servers hold shares of the operation now. */
    private static int owners(Operation operation) throws Exception {
        try (var connection = TestDatabase.connectToPostgres("shared");
                var select = connection.prepareStatement(
                        "SELECT COUNT(DISTINCT owner) FROM operation_share WHERE operation_id = ?")) {
            select.setLong(1, Long.parseLong(operation.id()));
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static Map<String, String> settings(String name) {
        Map<String, String> settings =
                new LinkedHashMap<>(TestDatabase.current().create(name));
        settings.put("inventory.poll.enabled", "false");
        settings.put("inventory.operation.lease", "3s");
        return settings;
    }

    private static ObjectNode configuration(Site site) {
        ObjectNode configuration =
                Json.object("{\"operation_type\": \"bulk_serial_sync\", \"options\": {\"max_parallel\": 40}}");
        configuration.putArray("target_organizations").add(site.id());
        return configuration;
    }

    private static int processed(Operation operation) {
        return operation.row().path("processed_devices").asInt();
    }

    private static void assertEveryDeviceHasOneResult(Operation operation) {
        JsonNode row = operation.awaitEnd();
        List<JsonNode> results = operation.results();
        assertThat(row.path("status").asText()).isEqualTo("completed");
        assertThat(results).hasSize(DEVICES);
        assertThat(results.stream().map(result -> result.path("device_id").asLong()))
                .doesNotHaveDuplicates();
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.path("outcome").asText()).isEqualTo("ok"));
        assertThat(row.path("total_devices").asInt()).isEqualTo(DEVICES);
        assertThat(row.path("processed_devices").asInt()).isEqualTo(DEVICES);
        assertThat(row.path("failed_devices").asInt()).isZero();
        assertThat(row.path("progress").asInt()).isEqualTo(100);
    }
}
