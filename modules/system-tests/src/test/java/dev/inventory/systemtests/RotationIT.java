package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/** The master key is replaced while the server runs, and nobody who uses it loses anything. */
@Tag("slow")
@Isolated
class RotationIT {

    private static final String MASTER_KEY = "/api/v1/master_key/";
    private static final String ROTATE = MASTER_KEY + "rotate/";
    private static final String COMMUNITY = "orchard-gate";
    private static final int DEVICES = 1500;

    /** Of a device that is asked over SNMP version 3. */
    private static final int USER_KEYS = 2;

    /** Of these the first are polled, the next are given other communities meanwhile. */
    private static final int POLLED = 40;

    private static final int CHANGED = 40;

    /** On Derby alone, since it takes long: on PostgreSQL two servers are given a new key below. */
    @Test
    @EnabledIfSystemProperty(named = "inventory.test.database", matches = "derby", disabledReason = "two servers are")
    void pollsReadsAndWritesGoOnAndAKillOnlyDelaysIt() throws Exception {
        Map<String, String> settings =
                new LinkedHashMap<>(TestDatabase.current().create("rotated"));
        settings.put("inventory.poll.flush", "1s");
        try (Agents agents = Agents.start(DEVICES, "127.44.0.1", COMMUNITY);
                ServerProcess process = new ServerProcess("rotated", settings)) {
            process.start().awaitReady();
            Site site = Site.create(process.server(), "rotated");
            String token = token(process);
            List<Long> ids = agents.register(site, (agent, device) -> {
                device.put("snmp_community", COMMUNITY);
                if (agent.number() <= POLLED) {
                    device.put("polling_enabled", true).put("poll_interval_seconds", 5);
                }
            });
            ObjectNode withUser = site.device();
            withUser.putObject("snmp")
                    .put("version", "3")
                    .put("user", "keeper")
                    .put("auth_protocol", "sha")
                    .put("auth_key", COMMUNITY)
                    .put("priv_protocol", "aes")
                    .put("priv_key", COMMUNITY);
            site.register(withUser);
            Api admin = site.admin();
            process.await("first polls", () -> up(site) == POLLED);
            String first = key(admin);

            Instant began = Instant.now();
            JsonNode rotating = admin.post(ROTATE, "").expect(202).json();
            CompletableFuture<Map<Long, String>> writer = CompletableFuture.supplyAsync(
                    () -> changeCommunities(admin, ids.subList(POLLED, POLLED + CHANGED)));
            assertThat(rotating.path("key").asText()).isNotEqualTo(first);
            assertThat(rotating.path("previous").path(0).path("key").asText()).isEqualTo(first);
            assertThat(rotating.path("pending").asInt()).isPositive();
            assertThat(admin.post(ROTATE, "").expect(409).body()).contains("not finished");
            awaitEnd(process, admin);
            Map<Long, String> changed = writer.join();
            process.await("polls after the rotation", () -> polledSince(admin, ids, began));
            assertThat(up(site)).isEqualTo(POLLED);

            String second = key(admin);
            admin.post(ROTATE, "").expect(202);
            AtomicReference<JsonNode> amid = new AtomicReference<>();
            process.await("some of it", () -> {
                amid.set(detail(admin));
                return amid.get().path("pending").asInt() < DEVICES;
            });
            process.kill();
            assertThat(amid.get().path("pending").asInt()).isBetween(1, DEVICES - 1);
            process.start().awaitReady();
            awaitEnd(process, admin);
            assertThat(Json.column(detail(admin).path("previous"), "key")).containsExactly(second, first);

            process.stop();
            Files.delete(process.server().data().resolve("master.key.previous"));
            process.start().awaitReady();

            assertThat(detail(admin).path("previous")).isEmpty();
            assertThat(detail(admin).path("unreadable").asInt()).isZero();
            assertThat(detail(admin).path("secrets").asInt()).isEqualTo(DEVICES + USER_KEYS);
            changed.forEach((id, community) -> assertThat(community(admin, id)).isEqualTo(community));
            for (long id : ids.subList(0, POLLED)) {
                assertThat(community(admin, id)).isEqualTo(COMMUNITY);
                assertThat(admin.get(Site.device(id) + "?update_status=true")
                                .expect(200)
                                .json()
                                .path("status")
                                .asBoolean())
                        .isTrue();
                // never down since its first answer
                assertThat(Json.column(
                                admin.get(Site.device(id) + "status_history/")
                                        .json()
                                        .path("results"),
                                "status"))
                        .containsExactly("true", "false");
            }
            // a token that was handed out is good, though it can no longer be shown
            process.api().bearer(token).get("/api/user/me/").expect(200);
            assertThat(token(process)).isNotEqualTo(token);
            assertThat(process.log())
                    .noneMatch(line -> line.contains("cannot be read"))
                    .noneMatch(line -> line.contains(" failed and will run again"));
            assertThat(audited(admin))
                    .containsExactly(
                            "create system",
                            "update system",
                            "create admin",
                            "update system",
                            "create admin",
                            "update system");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "inventory.test.database", matches = "postgresql", disabledReason = "is embedded")
    void serversAreGivenANewKeyOneAfterAnother() throws Exception {
        String old = "0a".repeat(32);
        String fresh = "f5".repeat(32);
        Map<String, String> settings =
                new LinkedHashMap<>(TestDatabase.current().create("shared_key"));
        settings.put("inventory.master.key", old);
        settings.put("inventory.poll.enabled", "false");
        try (ServerProcess a = new ServerProcess("key-a", settings);
                ServerProcess b = new ServerProcess("key-b", settings)) {
            a.start().awaitReady();
            b.start().awaitReady();
            Site site = Site.create(a.server(), "shared");
            Api onA = site.admin();
            Api onB = b.server().admin();
            String oldName = key(onA);
            long id = site.register(site.device().put("snmp_community", COMMUNITY))
                    .id();
            assertThat(onA.post(ROTATE, "").expect(409).body()).contains("INVENTORY_MASTER_KEY_PREVIOUS");

            replaceKey(a, fresh, old);
            JsonNode waiting = detail(onA);
            String newName = waiting.path("key").asText();
            assertThat(waiting.path("source").asText()).isEqualTo("environment");
            assertThat(newName).isNotEqualTo(oldName);
            assertThat(waiting.path("sealing_key").asText()).isEqualTo(oldName);
            assertThat(Json.column(waiting.path("servers"), "knows_current_key"))
                    .containsExactly("false");
            onA.patch(Site.device(id), Map.of("snmp_community", "harbour-light"))
                    .expect(200);
            assertThat(community(onB, id)).isEqualTo("harbour-light");

            replaceKey(b, fresh, old);
            awaitEnd(a, onA);
            assertThat(detail(onA).path("sealing_key").asText()).isEqualTo(newName);
            assertThat(community(onA, id)).isEqualTo("harbour-light");
            assertThat(community(onB, id)).isEqualTo("harbour-light");
            assertThat(audited(onA))
                    .containsExactly("create system", "update system", "create system", "update system");

            a.stop();
            b.stop();
            a.unset("inventory.master.key.previous");
            a.start().awaitReady();
            assertThat(community(onA, id)).isEqualTo("harbour-light");
            assertThat(detail(onA).path("previous")).isEmpty();

            b.set("inventory.master.key", old);
            b.unset("inventory.master.key.previous");
            b.start().awaitReady();
            assertThat(onB.get(Site.device(id)).expect(503).body()).contains("master key");
            assertThat(b.log())
                    .anyMatch(line -> line.contains("WARNING")
                            && line.contains(oldName)
                            && line.contains(newName)
                            && line.contains("neither can read"));
            a.stop();
            b.await("complaint", () -> b.log().stream()
                    .anyMatch(line -> line.contains("1 secrets cannot be read")
                            && line.contains("INVENTORY_MASTER_KEY_PREVIOUS")));
            for (ServerProcess process : List.of(a, b)) {
                assertThat(process.log()).noneMatch(line -> line.contains(old) || line.contains(fresh));
            }
        }
    }

    private static void replaceKey(ServerProcess process, String key, String previous) {
        process.stop();
        process.set("inventory.master.key", key);
        process.set("inventory.master.key.previous", previous);
        process.start().awaitReady();
    }

    /** Changes communities and reads them back until all secrets are sealed anew. */
    private static Map<Long, String> changeCommunities(Api admin, List<Long> ids) {
        Map<Long, String> last = new LinkedHashMap<>();
        for (int round = 0; round == 0 || detail(admin).path("pending").asInt() > 0; round++) {
            for (long id : ids) {
                String community = "harbour-" + id + "-" + round;
                admin.patch(Site.device(id), Map.of("snmp_community", community))
                        .expect(200);
                assertThat(community(admin, id)).isEqualTo(community);
                last.put(id, community);
            }
        }
        return last;
    }

    private static void awaitEnd(ServerProcess process, Api admin) {
        process.await("everything sealed anew", () -> {
            JsonNode detail = detail(admin);
            return detail.path("pending").asInt() == 0
                    && detail.path("sealing_key").equals(detail.path("key"));
        });
        process.await("the end noted", () -> {
            List<String> audited = audited(admin);
            return audited.get(audited.size() - 1).equals("update system");
        });
        assertThat(detail(admin).path("unreadable").asInt()).isZero();
    }

    private static boolean polledSince(Api admin, List<Long> ids, Instant since) {
        return ids.subList(0, POLLED).stream().allMatch(id -> Instant.parse(admin.get(Site.device(id))
                        .expect(200)
                        .json()
                        .path("last_seen")
                        .asText())
                .isAfter(since));
    }

    private static int up(Site site) {
        return site.admin()
                .get(Site.DEVICES + "?status=1&limit=1&organization=" + site.id())
                .expect(200)
                .json()
                .path("count")
                .asInt();
    }

    private static JsonNode detail(Api api) {
        return api.get(MASTER_KEY).expect(200).json();
    }

    private static String key(Api api) {
        return detail(api).path("key").asText();
    }

    private static String community(Api api, long id) {
        return api.get(Site.device(id))
                .expect(200)
                .json()
                .path("snmp_community")
                .asText();
    }

    private static String token(ServerProcess process) {
        return process.api()
                .basic(Api.ADMIN, Api.ADMIN_PASSWORD)
                .get("/api/user/token/")
                .expect(200)
                .json()
                .path("token")
                .asText();
    }

    /** What the audit log has of the master key: action and user, in their order. */
    private static List<String> audited(Api admin) {
        List<String> entries = new ArrayList<>();
        admin.get("/api/v1/audit_log/?object_type=master_key&ordering=id&limit=100")
                .expect(200)
                .json()
                .path("results")
                .forEach(entry -> entries.add(entry.path("action").asText() + " "
                        + entry.path("username").asText()));
        return entries;
    }
}
