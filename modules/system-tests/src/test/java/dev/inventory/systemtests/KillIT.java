package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What was accepted survives the server's sudden death, and what was done is not done again. */
@Isolated
class KillIT {

    private static final int DEVICES = 2000;

    @Test
    void anOperationGoesOnAfterKill9AndNothingIsLost() throws Exception {
        Map<String, String> settings =
                new LinkedHashMap<>(TestDatabase.current().create("killed"));
        settings.put("inventory.poll.enabled", "false");
        settings.put("inventory.operation.lease", "3s");
        try (Agents agents = Agents.start(DEVICES, "127.40.0.1");
                ServerProcess process = new ServerProcess("killed", settings)) {
            agents.farm().agents().forEach(agent -> agent.behave(Behaviour.slow(Duration.ofMillis(100))));
            process.start().awaitReady();
            Site site = Site.create(process.server(), "large");
            agents.register(site, (agent, device) -> {});
            ObjectNode configuration = Json.object("""
                    {"operation_type": "bulk_serial_sync", "options": {"max_parallel": 60}}""");
            configuration.putArray("target_organizations").add(site.id());
            Operation before = Operation.start(site.admin(), configuration);
            AtomicReference<JsonNode> half = new AtomicReference<>();
            process.await("half of it", () -> {
                half.set(before.row());
                return half.get().path("processed_devices").asInt() >= DEVICES * 2 / 5;
            });

            process.kill();
            Instant killed = Instant.now();
            int processed = half.get().path("processed_devices").asInt();
            assertThat(half.get().path("status").asText()).isEqualTo("in_progress");
            assertThat(half.get().path("progress").asInt()).isEqualTo(processed * 100 / DEVICES);
            assertThat(processed).isLessThan(DEVICES);
            process.start().awaitReady();

            // the same token, the same devices
            Api admin = site.admin();
            assertThat(admin.get(Site.DEVICES + "?limit=1&organization=" + site.id())
                            .expect(200)
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(DEVICES);
            JsonNode row = before.awaitEnd();
            assertThat(row.path("status").asText()).isEqualTo("completed");
            assertThat(row.path("total_devices").asInt()).isEqualTo(DEVICES);
            assertThat(row.path("processed_devices").asInt()).isEqualTo(DEVICES);
            assertThat(row.path("failed_devices").asInt()).isZero();
            assertThat(row.path("progress").asInt()).isEqualTo(100);
            List<JsonNode> results = before.results();
            assertThat(results).hasSize(DEVICES);
            assertThat(results.stream().map(result -> result.path("device_id").asLong()))
                    .doesNotHaveDuplicates();
            assertThat(results)
                    .allSatisfy(result ->
                            assertThat(result.path("outcome").asText()).isEqualTo("ok"));
            // it went on where it had stopped
            assertThat(results.stream()
                            .filter(result -> Instant.parse(
                                            result.path("finished_at").asText())
                                    .isBefore(killed))
                            .count())
                    .isBetween((long) processed, (long) DEVICES - 1);

            keepsEverythingOverARestart(process, site);
        }
    }

    /** Ended as an operator ends it, too, the server keeps what it had. */
    private static void keepsEverythingOverARestart(ServerProcess process, Site site) {
        long id = site.register(site.device().put("snmp_community", "orchard-gate"))
                .id();
        JsonNode detail = site.admin().get(Site.device(id)).expect(200).json();

        process.stop();
        process.start().awaitReady();

        // the token of before is good, and so is the sealed secret
        assertThat(site.admin().get(Site.device(id)).expect(200).json()).isEqualTo(detail);
        assertThat(detail.path("snmp_community").asText()).isEqualTo("orchard-gate");
        assertThat(process.log()).noneMatch(line -> line.contains("orchard-gate"));
    }
}
