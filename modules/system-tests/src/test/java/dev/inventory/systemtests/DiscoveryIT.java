package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches for devices: what answers is found, matched with what is known, and accepted. */
@ExtendWith(DeployedServer.class)
class DiscoveryIT {

    private static final String DISCOVERIES = "/api/v1/inventory_discovery/";
    private static final int AGENTS = 12;

    private final Server server;
    private final Api admin;
    private Site site;

    DiscoveryIT(Server server) {
        this.server = server;
        this.admin = server.admin();
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "searched");
    }

    /** A search of this organization. */
    private ObjectNode search(String cidr, int port, String... communities) {
        ObjectNode search = Json.object("{}")
                .put("organization", site.id())
                .put("port", port)
                .put("timeout_ms", 1000)
                .put("max_rate", 200);
        search.putArray("cidr").add(cidr);
        for (String community : communities) {
            search.withArray("credentials").addObject().put("community", community);
        }
        return search;
    }

    private String begin(ObjectNode search) {
        Answer begun = admin.post(DISCOVERIES, search).expect(201);
        String path = DISCOVERIES + begun.id() + "/";
        assertThat(begun.header("Location"))
                .hasValueSatisfying(link -> assertThat(link).endsWith(path));
        return path;
    }

    private JsonNode awaitEnd(String path) {
        Patience.await("end of " + path)
                .until(() ->
                        !admin.get(path).expect(200).json().path("finished_at").isNull());
        return admin.get(path).expect(200).json();
    }

    private Map<String, JsonNode> candidates(String path) {
        Map<String, JsonNode> byAddress = new LinkedHashMap<>();
        admin.get(path + "candidates/?limit=100&ordering=address")
                .expect(200)
                .json()
                .path("results")
                .forEach(row -> byAddress.put(row.path("address").asText(), row));
        return byAddress;
    }

    private long devices() {
        return admin.get(Site.DEVICES + "?limit=1&organization=" + site.id())
                .expect(200)
                .json()
                .path("count")
                .asLong();
    }

    @Test
    void findsMatchesAndAcceptsWhatAnswersInARange() {
        String community = Site.unique("orchard-gate");
        try (Agents agents = Agents.start(AGENTS, "127.45.0.5", community)) {
            List<Agent> farm = agents.farm().agents();
            int port = farm.get(0).address().getPort();
            // one device is there under another address, one with another serial number
            long bySerial = site.register(agents.device(site, farm.get(0)).put("hostname", "moved.example.net"))
                    .id();
            long byAddress = site.register(agents.device(site, farm.get(1)).put("serial_number", Site.unique("other")))
                    .id();

            String path = begin(search("127.45.0.0/27", port, Site.unique("wrong"), community));
            JsonNode ended = awaitEnd(path);

            assertThat(ended.path("status").asText()).isEqualTo("completed");
            assertThat(ended.path("address_count").asInt()).isEqualTo(30);
            assertThat(ended.path("probed_count").asInt()).isEqualTo(30);
            assertThat(ended.path("progress").asInt()).isEqualTo(100);
            assertThat(ended.path("answered_count").asInt()).isEqualTo(AGENTS);
            assertThat(ended.path("candidates"))
                    .isEqualTo(Json.parse("{\"new\": 10, \"known\": 2, \"accepted\": 0, \"ignored\": 0}"));
            assertThat(ended.path("credentials_kept").asBoolean()).isTrue();

            Map<String, JsonNode> found = candidates(path);
            assertThat(found).hasSize(AGENTS);
            for (Agent agent : farm) {
                JsonNode row = found.get(agent.address().getAddress().getHostAddress());
                assertThat(row.path("sys_name").asText()).isEqualTo(agent.name());
                assertThat(row.path("serial_number").asText()).isEqualTo(agent.serial());
                assertThat(row.path("engine_id").asText()).matches("[0-9a-f]{10,64}");
                assertThat(row.path("vendor").asText()).isNotBlank();
                assertThat(row.path("device_type").asText()).isNotBlank();
                assertThat(row.path("credential").asInt()).isEqualTo(1);
            }
            assertMatch(found.get("127.45.0.5"), bySerial, "serial_number");
            assertMatch(found.get("127.45.0.6"), byAddress, "hostname");
            assertShownAsOperation(path);
            assertThat(ended.path("credentials"))
                    .isEqualTo(Json.parse("[{\"number\": 0, \"version\": \"2c\", \"user\": \"\"},"
                            + " {\"number\": 1, \"version\": \"2c\", \"user\": \"\"}]"));
            assertShowsNot(path, community);
            assertThat(admin.get(path + "candidates/?export=csv")
                            .expect(200)
                            .body()
                            .lines())
                    .hasSize(AGENTS + 1);
            admin.get(path, "If-None-Match", admin.get(path).etag()).expect(304);

            acceptsSome(path, found, bySerial);
            acceptsTheRest(path, found);

            admin.delete(path).expect(204);
            admin.get(path).expect(404);
            assertThat(devices()).isEqualTo(AGENTS);
        }
    }

    private static void assertMatch(JsonNode row, long device, String by) {
        assertThat(row.path("state").asText()).isEqualTo("known");
        assertThat(row.path("device").asLong()).isEqualTo(device);
        assertThat(row.path("matched_by").asText()).isEqualTo(by);
    }

    private void assertShownAsOperation(String path) {
        JsonNode discovery = admin.get(path).expect(200).json();
        Operation operation = new Operation(admin, discovery.path("id").asText());
        JsonNode row = operation.row();
        assertThat(row.path("operation_type").asText()).isEqualTo("discovery");
        assertThat(row.path("status")).isEqualTo(discovery.path("status"));
        assertThat(row.path("total_devices").asInt()).isEqualTo(30);
        assertThat(operation.results())
                .hasSize(30)
                .allSatisfy(result -> {
                    assertThat(result.path("device_id").isNull()).isTrue();
                    assertThat(result.path("outcome").asText()).isEqualTo("ok");
                })
                .extracting(result -> result.path("device_name").asText())
                .startsWith("127.45.0.1", "127.45.0.2")
                .doesNotHaveDuplicates();
        admin.get(Site.OPERATIONS + "?update_status=true&id=" + operation.id()).expect(200);
        admin.post(operation.path() + "retry/", "{}").expect(409);
        admin.post(operation.path() + "cancel/", "{}").expect(409);
        admin.post(Site.OPERATIONS, Map.of("operation_type", "discovery")).expect(422);
    }

    private void assertShowsNot(String path, String secret) {
        JsonNode discovery = admin.get(path).expect(200).json();
        for (String shown : List.of(
                path,
                DISCOVERIES + "?organization=" + site.id(),
                path + "candidates/?export=csv",
                Site.OPERATIONS + discovery.path("id").asText() + "/",
                "/api/v1/audit_log/?ordering=-id")) {
            assertThat(admin.get(shown).expect(200).body()).as(shown).doesNotContain(secret);
        }
    }

    private void acceptsSome(String path, Map<String, JsonNode> found, long bySerial) {
        long first = found.get("127.45.0.7").path("id").asLong();
        long second = found.get("127.45.0.8").path("id").asLong();
        long known = found.get("127.45.0.5").path("id").asLong();
        ObjectNode request = Json.object("""
                {"name_prefix": "found-", "overrides": {"location": "Rack 7", "poll_interval_seconds": 5, "type": 4}}""");
        request.putArray("items").add(first).add(known).add(999_999_999);
        request.putArray("devices").addObject().put("id", second).put("name", "named");

        JsonNode decided = admin.post(path + "accept/", request).expect(200).json();

        assertThat(decided.path("created").asInt()).isEqualTo(2);
        assertThat(decided.path("unchanged").asInt()).isEqualTo(1);
        assertThat(decided.path("refused").asInt()).isEqualTo(1);
        assertThat(Json.column(decided.path("results"), "status")).containsExactly("201", "200", "404", "201");
        assertThat(decided.path("results").path(1).path("device").asLong()).isEqualTo(bySerial);
        JsonNode row = found.get("127.45.0.7");
        String device =
                Site.device(decided.path("results").path(0).path("device").asLong());
        JsonNode made = admin.get(device).expect(200).json();
        assertThat(made.path("name").asText())
                .isEqualTo("found-" + row.path("sys_name").asText());
        assertThat(made.path("hostname").asText()).isEqualTo("127.45.0.7");
        assertThat(made.path("serial_number")).isEqualTo(row.path("serial_number"));
        assertThat(made.path("location").asText()).isEqualTo("Rack 7");
        assertThat(made.path("type").path("id").asInt()).isEqualTo(4);
        assertThat(admin.get(Site.device(
                                decided.path("results").path(3).path("device").asLong()))
                        .expect(200)
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("named");
        // by the credential that answered it is polled, and is up
        Patience.await("up").until(() -> admin.get(device).json().path("status").asBoolean());

        long before = devices();
        JsonNode again = admin.post(path + "accept/", Map.of("items", List.of(first)))
                .expect(200)
                .json();
        assertThat(again.path("unchanged").asInt()).isEqualTo(1);
        assertThat(Site.device(again.path("results").path(0).path("device").asLong()))
                .isEqualTo(device);
        assertThat(devices()).isEqualTo(before);
    }

    private void acceptsTheRest(String path, Map<String, JsonNode> found) {
        // a serial number that is taken is refused, and the candidate stays as it was
        long third = found.get("127.45.0.9").path("id").asLong();
        ObjectNode taken = Json.object("{}");
        taken.putArray("devices")
                .addObject()
                .put("id", third)
                .put(
                        "serial_number",
                        found.get("127.45.0.7").path("serial_number").asText());
        JsonNode refused = admin.post(path + "accept/", taken).expect(200).json();
        assertThat(refused.path("results").path(0).path("status").asInt()).isEqualTo(409);
        assertThat(refused.path("results").path(0).path("errors").has("serial_number"))
                .isTrue();
        assertThat(candidates(path).get("127.45.0.9").path("state").asText()).isEqualTo("new");

        JsonNode ignored = admin.post(path + "ignore/", Map.of("filters", Map.of("address", "127.45.0.10")))
                .expect(200)
                .json();
        assertThat(ignored.path("results").path(0).path("state").asText()).isEqualTo("ignored");
        assertThat(admin.post(
                                path + "ignore/",
                                Map.of(
                                        "items",
                                        List.of(found.get("127.45.0.5")
                                                .path("id")
                                                .asLong())))
                        .expect(200)
                        .json()
                        .path("results")
                        .path(0)
                        .path("status")
                        .asInt())
                .isEqualTo(409);
        admin.post(
                        path + "accept/",
                        Map.of(
                                "items",
                                List.of(found.get("127.45.0.10").path("id").asLong())))
                .expect(200);
        JsonNode rest =
                admin.post(path + "accept/", Map.of("all", true)).expect(200).json();
        assertThat(rest.path("created").asInt()).isEqualTo(7);
        assertThat(rest.path("refused").asInt()).isZero();
        JsonNode done = admin.get(path).expect(200).json();
        assertThat(done.path("candidates"))
                .isEqualTo(Json.parse("{\"new\": 0, \"known\": 2, \"accepted\": 10, \"ignored\": 0}"));
        assertThat(done.path("credentials_kept").asBoolean()).isFalse();
        assertThat(devices()).isEqualTo(AGENTS);
    }

    @Test
    void findsARealAgentAndKnowsItAgain() {
        assumeSnmpd();
        try (Snmpd snmpd = new Snmpd()) {
            String path = begin(search("127.0.0.1", snmpd.port, Snmpd.COMMUNITY));
            awaitEnd(path);
            JsonNode row = candidates(path).get("127.0.0.1");
            assertThat(row.path("vendor").asText()).isEqualTo("Net-SNMP");
            assertThat(row.path("device_type").asText()).isEqualTo("server");
            assertThat(row.path("sys_location").asText()).isEqualTo(Snmpd.LOCATION);
            assertThat(row.path("serial_number").isNull()).isTrue();
            long id = row.path("id").asLong();

            JsonNode without = admin.post(path + "accept/", Map.of("items", List.of(id)))
                    .expect(200)
                    .json()
                    .path("results")
                    .path(0);
            assertThat(without.path("status").asInt()).isEqualTo(400);
            assertThat(Json.names(without.path("errors"))).containsExactly("serial_number");
            assertThat(without.path("errors").toString())
                    .contains("serial_fallback", "mac_address, engine_id, address");
            ObjectNode with = Json.object(
                    "{\"serial_fallback\": [\"engine_id\"], \"overrides\": {" + "\"poll_interval_seconds\": 5}}");
            with.putArray("items").add(id);
            JsonNode made = admin.post(path + "accept/", with)
                    .expect(200)
                    .json()
                    .path("results")
                    .path(0);
            assertThat(made.path("status").asInt()).isEqualTo(201);
            String device = Site.device(made.path("device").asLong());
            assertThat(admin.get(device).expect(200).json().path("serial_number"))
                    .isEqualTo(row.path("engine_id"));
            Patience.await("up")
                    .until(() -> admin.get(device).json().path("status").asBoolean());
            // the device has moved, and its engine tells who it is
            admin.patch(device, Map.of("hostname", "moved.example.net")).expect(200);

            String next = begin(search("127.0.0.1", snmpd.port, Snmpd.COMMUNITY));
            awaitEnd(next);
            assertMatch(candidates(next).get("127.0.0.1"), made.path("device").asLong(), "engine_id");
            // nothing is left that could be accepted
            Patience.await("credentials are forgotten")
                    .until(() ->
                            !admin.get(next).json().path("credentials_kept").asBoolean());
        }
    }

    /** Of two addresses the agent has one; a network of version 6 has none for itself or for all. */
    @Test
    void findsARealAgentAtAnIpv6Address() {
        assumeSnmpd();
        try (Snmpd snmpd = Snmpd.ofIpv6()) {
            ObjectNode search = search("0:0:0:0:0:0:0:1/127", snmpd.port, "nobody-knows-this", Snmpd.COMMUNITY);
            search.putArray("exclude").add("::0");
            String path = begin(search);
            JsonNode ended = awaitEnd(path);

            assertThat(ended.path("cidr")).isEqualTo(Json.parse("[\"::/127\"]"));
            assertThat(ended.path("address_count").asInt()).isEqualTo(1);
            assertThat(ended.path("answered_count").asInt()).isEqualTo(1);
            assertThat(candidates(path)).containsOnlyKeys("::1");
            JsonNode row = candidates(path).get("::1");
            assertThat(row.path("credential").asInt()).isEqualTo(1); // counted from 0
            assertThat(row.path("vendor").asText()).isEqualTo("Net-SNMP");
            assertThat(row.path("device_type").asText()).isEqualTo("server");
            assertThat(row.path("sys_name").asText()).isNotBlank();
            assertThat(row.path("sys_location").asText()).isEqualTo(Snmpd.LOCATION);
            assertThat(row.path("engine_id").asText()).matches("[0-9a-f]{10,64}");

            JsonNode made = admin.post(path + "accept/", "{\"all\": true, \"serial_fallback\": [\"address\"]}")
                    .expect(200)
                    .json()
                    .path("results")
                    .path(0);
            assertThat(made.path("status").asInt()).isEqualTo(201);
            JsonNode device = admin.get(Site.device(made.path("device").asLong()) + "?update_status=true")
                    .expect(200)
                    .json();
            assertThat(device.path("hostname").asText()).isEqualTo("::1");
            assertThat(device.path("status_reason").asText()).isEqualTo("Answered over SNMP");
            assertThat(admin.get(Site.device(device.path("id").asLong()) + "facts/")
                            .expect(200)
                            .body())
                    .contains(Snmpd.LOCATION);

            // known again, however its address is written
            String next = begin(search("0::1", snmpd.port, Snmpd.COMMUNITY));
            awaitEnd(next);
            assertThat(candidates(next).get("::1").path("device").asLong())
                    .isEqualTo(made.path("device").asLong());
        }
    }

    @Test
    void aSearchThatIsTooLargeIsToldHowLargeItMayBe() {
        for (String cidr : List.of("2001:db8::/111", "2001:db8::/32", "::/0", "10.0.0.0/15")) {
            assertThat(admin.post(DISCOVERIES, search(cidr, 161, "public"))
                            .expect(422)
                            .json())
                    .as(cidr)
                    .isEqualTo(Json.parse("{\"cidr\": [\"Ensure there are at most 65536 addresses.\"]}"));
        }
        assertThat(admin.post(DISCOVERIES, search("::/126", 161, "public"))
                        .expect(422)
                        .json()
                        .path("cidr")
                        .path(0)
                        .asText())
                .contains("wildcard address")
                .contains("may not be reached");
        assertThat(admin.post(DISCOVERIES, search("::1/129", 161, "public"))
                        .expect(400)
                        .json()
                        .path("cidr")
                        .path(0)
                        .asText())
                .contains("\"::1/129\" is no network");
    }

    private static void assumeSnmpd() {
        assumeTrue(
                Boolean.parseBoolean(System.getenv("INVENTORY_REQUIRE_SNMPD")) || Files.isExecutable(Snmpd.BINARY),
                Snmpd.BINARY + " is missing");
    }

    @Test
    void findsARealAgentByItsUser() {
        assumeSnmpd();
        String authKey = Site.unique("meadow-lantern");
        String privKey = Site.unique("copper-orchard");
        Snmpd.User user = new Snmpd.User("finder", "SHA-256", authKey, "AES", privKey);
        try (Snmpd snmpd = Snmpd.of(Ports.freeUdp(), List.of("127.45.6.1"), "found", List.of(user))) {
            ObjectNode search = search("127.45.6.0/29", snmpd.port, "nobody-knows-this");
            ObjectNode credential = search.withArray("credentials")
                    .addObject()
                    .put("version", "3")
                    .put("user", "finder")
                    .put("auth_protocol", "sha256")
                    .put("auth_key", "not-the-key")
                    .put("priv_protocol", "aes")
                    .put("priv_key", privKey);
            search.withArray("credentials").add(credential.deepCopy().put("auth_key", authKey));

            String path = begin(search);
            JsonNode ended = awaitEnd(path);

            assertThat(ended.path("answered_count").asInt()).isEqualTo(1);
            JsonNode row = candidates(path).get("127.45.6.1");
            assertThat(row.path("credential").asInt()).isEqualTo(2);
            assertThat(row.path("vendor").asText()).isEqualTo("Net-SNMP");
            assertShowsNot(path, authKey);
            assertShowsNot(path, privKey);
            JsonNode made = admin.post(path + "accept/", "{\"all\": true, \"serial_fallback\": [\"address\"]}")
                    .expect(200)
                    .json()
                    .path("results")
                    .path(0);
            assertThat(made.path("status").asInt()).isEqualTo(201);
            JsonNode device = admin.get(Site.device(made.path("device").asLong()) + "?update_status=true")
                    .expect(200)
                    .json();
            assertThat(device.path("status").asBoolean()).isTrue();
            assertThat(device.path("snmp").path("user").asText()).isEqualTo("finder");
        }
    }

    @Test
    void pausesAndIsCancelledLikeEveryOperation() {
        ObjectNode search = search("127.45.2.0/24", Ports.freeUdp(), "public").put("max_rate", 4);
        String path = begin(search);
        String operation = Site.OPERATIONS + admin.get(path).json().path("id").asText() + "/";
        Patience.await("progress")
                .until(() -> admin.get(path).json().path("probed_count").asInt() > 0);

        admin.delete(path).expect(409);
        admin.post(operation + "pause/", "{}").expect(200);
        admin.post(operation + "resume/", "{}").expect(200);
        admin.post(operation + "cancel/", "{}").expect(200);

        JsonNode ended = awaitEnd(path);
        assertThat(ended.path("status").asText()).isEqualTo("cancelled");
        assertThat(ended.path("probed_count").asInt()).isBetween(1, 253);
        Patience.await("credentials are forgotten")
                .until(() -> !admin.get(path).json().path("credentials_kept").asBoolean());
        admin.delete(path).expect(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "organization | 999999999 | 400",
                "organization | null | 400",
                "cidr | [] | 400",
                "cidr | [\"10.0.0/8\"] | 400",
                "cidr | [\"10.0.0.0/15\"] | 422",
                "cidr | [\"2001:db8::/64\"] | 422",
                "cidr | [\"224.0.0.1\"] | 422",
                "cidr | [\"169.254.169.254\"] | 422",
                "exclude | [\"127.0.0.0/8\"] | 422",
                "credentials | [] | 400",
                "credentials | [{\"community\": 5}] | 400",
                "credentials | [{\"community\": \"a\", \"user\": \"b\"}] | 400",
                "credentials | [{\"version\": \"4\", \"community\": \"a\"}] | 400",
                "credentials | [{\"version\": \"3\", \"community\": \"a\"}] | 400",
                "credentials | [{\"version\": \"3\"}] | 400",
                "credentials | [{\"version\": \"3\", \"user\": \"a\", \"auth_protocol\": \"sha\"}] | 400",
                "port | 70000 | 400",
                "timeout_ms | 1 | 400",
                "retries | 4 | 400",
                "max_rate | 0 | 400",
                "max_rates | 10 | 400",
            })
    void refusesWhatCannotBeSearched(String field, String value, int status) {
        ObjectNode search = search("127.45.3.0/30", 161, "public");
        search.set(field, Json.parse(value));

        JsonNode errors = admin.post(DISCOVERIES, search).expect(status).json();

        assertThat(Json.names(errors)).containsExactly("exclude".equals(field) ? "cidr" : field);
        assertThat(admin.get(DISCOVERIES + "?organization=" + site.id())
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
    }

    @Test
    void isForWhoMayRegisterDevices() {
        String path = begin(search("127.45.4.1", Ports.freeUdp(), "public"));
        Api viewer = site.member("device", "view");
        Api adder = site.member("device", "view", "add");
        Api foreign = Site.create(server, "foreign").member("device", "view", "add", "change", "delete");
        ObjectNode search = search("127.45.4.1", Ports.freeUdp(), "public");

        server.anonymous().get(DISCOVERIES).expect(401);
        server.anonymous().post(DISCOVERIES, search).expect(401);
        viewer.get(path).expect(200);
        viewer.get(path + "candidates/").expect(200);
        viewer.post(DISCOVERIES, search).expect(403);
        viewer.post(path + "accept/", Map.of("all", true)).expect(403);
        viewer.post(path + "ignore/", Map.of("all", true)).expect(403);
        viewer.delete(path).expect(403);
        foreign.post(DISCOVERIES, search).expect(403);
        foreign.get(path).expect(403);
        foreign.get(path + "candidates/").expect(403);
        foreign.post(path + "accept/", Map.of("all", true)).expect(403);
        foreign.delete(path).expect(403);
        foreign.get(DISCOVERIES + "?organization=" + site.id()).expect(403);
        assertThat(foreign.get(DISCOVERIES).expect(200).json().path("count").asInt())
                .isZero();
        adder.post(DISCOVERIES, search).expect(201);
        awaitEnd(path);
        adder.post(path + "accept/", Map.of("all", true)).expect(200);
        adder.delete(path).expect(204);
        List<String> nowhere = new ArrayList<>(List.of("abc", "0", "999999999"));
        for (String id : nowhere) {
            admin.get(DISCOVERIES + id + "/").expect(404);
            admin.get(DISCOVERIES + id + "/candidates/").expect(404);
            admin.post(DISCOVERIES + id + "/accept/", Map.of("all", true)).expect(404);
            admin.delete(DISCOVERIES + id + "/").expect(404);
        }
    }
}
