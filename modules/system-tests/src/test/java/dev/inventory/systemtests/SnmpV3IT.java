package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Version 3 against a real agent. What needs one is skipped where {@code /usr/sbin/snmpd} is missing, unless
 * {@code INVENTORY_REQUIRE_SNMPD=true}.
 */
@ExtendWith(DeployedServer.class)
class SnmpV3IT {

    private static final String SETTINGS = "/api/v1/inventory_device_setting/?parent_id=";
    private static final String AUTH_KEY = "larch-and-heron";
    private static final String PRIV_KEY = "otter-and-alder";

    /** Every protocol, by our word and as net-snmp names it. */
    private static final Map<String, String> AUTH = Map.of(
            "md5", "MD5", "sha", "SHA", "sha224", "SHA-224", "sha256", "SHA-256", "sha384", "SHA-384", "sha512",
            "SHA-512");

    private static final Map<String, String> PRIV = Map.of(
            "des",
            "DES",
            "aes",
            "AES",
            "aes192",
            "AES-192",
            "aes256",
            "AES-256",
            "aes192c",
            "AES-192-C",
            "aes256c",
            "AES-256-C");

    private final Server server;

    SnmpV3IT(Server server) {
        this.server = server;
    }

    /** A user by our words. */
    private record Login(String auth, String priv) {

        String name() {
            return "u-" + (auth.isEmpty() ? "nobody" : auth) + (priv.isEmpty() ? "" : "-" + priv);
        }

        Snmpd.User user() {
            return new Snmpd.User(name(), AUTH.getOrDefault(auth, ""), AUTH_KEY, PRIV.getOrDefault(priv, ""), PRIV_KEY);
        }

        ObjectNode snmp(int port) {
            ObjectNode snmp = Json.object("{\"version\": \"3\", \"timeout_ms\": 2000}")
                    .put("user", name())
                    .put("port", port);
            if (!auth.isEmpty()) {
                snmp.put("auth_protocol", auth).put("auth_key", AUTH_KEY);
            }
            if (!priv.isEmpty()) {
                snmp.put("priv_protocol", priv).put("priv_key", PRIV_KEY);
            }
            return snmp;
        }
    }

    private static final Login USER = new Login("sha256", "aes");

    private static List<Login> everyLogin() {
        List<Login> all = new ArrayList<>(List.of(new Login("", "")));
        AUTH.keySet().stream().sorted().forEach(auth -> {
            all.add(new Login(auth, ""));
            PRIV.keySet().stream().sorted().forEach(priv -> all.add(new Login(auth, priv)));
        });
        return all;
    }

    @Test
    void asksAtEveryLevelWithEveryPairOfProtocols() {
        assumeSnmpd();
        Site site = Site.create(server, "levels");
        List<Login> logins = everyLogin();
        List<String> addresses = new ArrayList<>();
        for (int i = 1; i <= logins.size(); i++) {
            addresses.add("127.51.0." + i);
        }
        try (Snmpd snmpd = Snmpd.of(
                Ports.freeUdp(),
                addresses,
                "levels",
                logins.stream().map(Login::user).toList())) {
            SoftAssertions softly = new SoftAssertions();
            for (int i = 0; i < logins.size(); i++) {
                ObjectNode device = site.device().put("hostname", addresses.get(i));
                device.set("snmp", logins.get(i).snmp(snmpd.port));
                long id = site.register(device).id();
                JsonNode shown = site.admin()
                        .get(Site.device(id) + "?update_status=true")
                        .expect(200)
                        .json();
                softly.assertThat(shown.path("status").asBoolean())
                        .as(logins.get(i) + ": " + shown.path("status_reason"))
                        .isTrue();
                softly.assertThat(shown.path("uptime").isTextual())
                        .as(logins.get(i).toString())
                        .isTrue();
            }
            softly.assertAll();
        }
    }

    @Test
    void saysWhyTheAgentTurnsItDown() {
        assumeSnmpd();
        Site site = Site.create(server, "refused");
        Api admin = site.admin();
        List<String> addresses = List.of("127.52.0.1", "127.52.0.2", "127.52.0.3", "127.52.0.4");
        List<Snmpd.User> users = List.of(USER.user(), new Login("sha", "").user());
        try (Snmpd snmpd = Snmpd.of(Ports.freeUdp(), addresses, "refusing", users)) {
            // what is silent is asked four times within the budget of the check
            ObjectNode right = USER.snmp(snmpd.port).put("timeout_ms", 400);
            long id = register(site, addresses.get(0), right.deepCopy().put("auth_key", "quite-another-key"));
            assertThat(reason(admin, id)).isEqualTo("Authentication failed: wrong digest");
            long unknown = register(site, addresses.get(1), right.deepCopy().put("user", "u-stranger"));
            assertThat(reason(admin, unknown)).isEqualTo("Authentication failed: unknown user");
            long level = register(site, addresses.get(2), right.deepCopy().put("user", "u-sha"));
            assertThat(reason(admin, level)).startsWith("Authentication failed: ");
            long undeciphered =
                    register(site, addresses.get(3), right.deepCopy().put("priv_key", "quite-another-key"));
            assertThat(reason(admin, undeciphered)).startsWith("Authentication failed: ");

            JsonNode ended =
                    Operation.start(admin, operation(site, "bulk_serial_sync")).awaitEnd();
            assertThat(ended.path("operation_details").path("error_summary"))
                    .isEqualTo(Json.parse("{\"authentication_failures\": 4}"));

            admin.patch(Site.device(id), "{\"snmp\": {\"auth_key\": \"" + AUTH_KEY + "\"}}")
                    .expect(200);
            assertThat(reason(admin, id)).isEqualTo("Answered over SNMP");
        }
    }

    @Test
    void recoversWhenTheEngineIsAnother() {
        assumeSnmpd();
        Site site = Site.create(server, "engines");
        int port = Ports.freeUdp();
        long id = register(site, "127.53.0.1", USER.snmp(port));
        String facts = Site.device(id) + "facts/";
        for (String engine : List.of("before", "after")) {
            try (Snmpd snmpd = Snmpd.of(port, List.of("127.53.0.1"), engine, List.of(USER.user()))) {
                assertThat(reason(site.admin(), id)).isEqualTo("Answered over SNMP");
            }
        }
        assertThat(site.admin().get(facts).expect(200).body()).contains("sysDescr");
    }

    @Test
    void writesSettingsAndReadsThemBack() {
        assumeSnmpd();
        Site site = Site.create(server, "written");
        Api admin = site.admin();
        try (Snmpd snmpd = Snmpd.of(Ports.freeUdp(), List.of("127.54.0.1"), "written", List.of(USER.user()))) {
            long id = register(site, "127.54.0.1", USER.snmp(snmpd.port));
            admin.put(SETTINGS + id, Map.of("sysLocation", "Rack 33", "sysName", "core-router-33"))
                    .expect(200);

            Operation operation = Operation.start(admin, operation(site, "apply_config"));

            assertThat(operation.awaitEnd().path("status").asText()).isEqualTo("completed");
            assertThat(Json.parse(operation.results().get(0).path("after").asText()))
                    .isEqualTo(Json.parse("{\"sysLocation\": \"Rack 33\", \"sysName\": \"core-router-33\"}"));
            assertThat(admin.get(Site.device(id)).json().path("pending_config").asBoolean())
                    .isFalse();
            admin.get(Site.device(id) + "?update_status=true").expect(200);
            await("the location as a fact").untilAsserted(() -> assertThat(
                            admin.get(Site.device(id) + "facts/").expect(200).body())
                    .contains("Rack 33"));

            // net-snmp has no ENTITY-MIB, which it says to a GETBULK
            JsonNode ended =
                    Operation.start(admin, operation(site, "bulk_serial_sync")).awaitEnd();
            assertThat(ended.path("operation_details").path("error_summary"))
                    .isEqualTo(Json.parse("{\"no_such_object\": 1}"));
        }
    }

    @Test
    void showsNoKeyAndKeepsIt() {
        Site site = Site.create(server, "kept");
        Api admin = site.admin();
        long id = register(site, "kept.example.net", USER.snmp(161));
        String path = Site.device(id);
        String answered = admin.get(path).expect(200).body();
        JsonNode snmp = Json.parse(answered).path("snmp");
        assertThat(Json.names(snmp))
                .containsExactly(
                        "version",
                        "port",
                        "timeout_ms",
                        "retries",
                        "user",
                        "auth_protocol",
                        "priv_protocol",
                        "context");
        admin.put(path, Json.parse(answered)).expect(200);
        admin.patch(path, "{\"snmp\": {\"auth_protocol\": \"sha512\"}}").expect(200);
        admin.patch(path, "{\"snmp\": {\"auth_key\": \"a-later-passphrase\"}}").expect(200);
        JsonNode refused = admin.patch(path, "{\"snmp\": {\"auth_key\": null}}")
                .expect(400)
                .json();
        assertThat(Json.names(refused.path("snmp"))).containsExactly("auth_key");
        admin.patch(path, "{\"snmp\": {\"priv_key\": \"short\"}}").expect(400);
        admin.patch(path, "{\"snmp\": {\"auth_protocol\": null, \"auth_key\": null}}")
                .expect(400);
        String audit = "/api/v1/audit_log/?object_type=device&object_id=" + id;
        for (String where : List.of(
                path,
                Site.DEVICES + "?organization=" + site.id(),
                Site.DEVICES + "?export=json&organization=" + site.id(),
                path + "facts/",
                audit)) {
            assertThat(admin.get(where).expect(200).body())
                    .as(where)
                    .doesNotContain(AUTH_KEY)
                    .doesNotContain(PRIV_KEY)
                    .doesNotContain("a-later-passphrase");
        }
        assertThat(admin.get(audit).body()).contains("snmp_auth_key");
    }

    private static long register(Site site, String hostname, ObjectNode snmp) {
        ObjectNode device = site.device().put("hostname", hostname);
        device.set("snmp", snmp);
        return site.register(device).id();
    }

    private static ObjectNode operation(Site site, String type) {
        ObjectNode configuration = Json.object("{}").put("operation_type", type);
        configuration.putArray("target_organizations").add(site.id());
        return configuration;
    }

    /** What the status is after a look now. */
    private static String reason(Api admin, long id) {
        return admin.get(Site.device(id) + "?update_status=true")
                .expect(200)
                .json()
                .path("status_reason")
                .asText();
    }

    private static void assumeSnmpd() {
        assumeTrue(
                Boolean.parseBoolean(System.getenv("INVENTORY_REQUIRE_SNMPD")) || Files.isExecutable(Snmpd.BINARY),
                Snmpd.BINARY + " is missing");
    }
}
