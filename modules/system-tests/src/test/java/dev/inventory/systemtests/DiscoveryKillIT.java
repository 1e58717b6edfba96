package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A search survives the server's sudden death: it goes on with the addresses that were not asked yet. */
@Isolated
@Tag("slow")
class DiscoveryKillIT {

    private static final int AGENTS = 120;
    private static final int ADDRESSES = 254;

    @Test
    void aSearchGoesOnAfterKill9() throws Exception {
        Map<String, String> settings =
                new LinkedHashMap<>(TestDatabase.current().create("searching"));
        settings.put("inventory.poll.enabled", "false");
        settings.put("inventory.operation.lease", "3s");
        try (Agents agents = Agents.start(AGENTS, "127.46.0.1");
                ServerProcess process = new ServerProcess("searching", settings)) {
            process.start().awaitReady();
            Site site = Site.create(process.server(), "large");
            ObjectNode search = Json.object("""
                    {"cidr": "127.46.0.0/24", "credentials": [{"community": "public"}], "retries": 0,
                     "max_rate": 40}""");
            search.put("organization", site.id())
                    .put("port", agents.farm().agents().get(0).address().getPort());
            long id = site.admin()
                    .post("/api/v1/inventory_discovery/", search)
                    .expect(201)
                    .id();
            String path = "/api/v1/inventory_discovery/" + id + "/";
            AtomicReference<JsonNode> half = new AtomicReference<>();
            process.await("half of it", () -> {
                half.set(site.admin().get(path).expect(200).json());
                return half.get().path("probed_count").asInt() >= ADDRESSES * 2 / 5;
            });

            process.kill();
            Instant killed = Instant.now();
            assertThat(half.get().path("status").asText()).isEqualTo("in_progress");
            process.start().awaitReady();

            Operation operation = new Operation(site.admin(), Long.toString(id));
            assertThat(operation.awaitEnd().path("status").asText()).isEqualTo("completed");
            JsonNode ended = site.admin().get(path).expect(200).json();
            assertThat(ended.path("probed_count").asInt()).isEqualTo(ADDRESSES);
            assertThat(ended.path("answered_count").asInt()).isEqualTo(AGENTS);
            List<JsonNode> results = operation.results();
            assertThat(results).hasSize(ADDRESSES);
            assertThat(results.stream()
                            .filter(result -> Instant.parse(
                                            result.path("finished_at").asText())
                                    .isBefore(killed))
                            .count())
                    .isBetween((long) half.get().path("probed_count").asInt(), ADDRESSES - 1L);
            assertThat(site.admin()
                            .post(path + "accept/", Map.of("all", true))
                            .expect(200)
                            .json()
                            .path("created")
                            .asInt())
                    .isEqualTo(AGENTS);
        }
    }
}
