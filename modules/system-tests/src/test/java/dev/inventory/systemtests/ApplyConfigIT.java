package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Settings are written to a real agent. What needs one is skipped where {@code /usr/sbin/snmpd} is missing, unless
 * {@code INVENTORY_REQUIRE_SNMPD=true}.
 */
@ExtendWith(DeployedServer.class)
class ApplyConfigIT {

    private static final String SETTINGS = "/api/v1/inventory_device_setting/?parent_id=";

    private final Server server;

    ApplyConfigIT(Server server) {
        this.server = server;
    }

    @Test
    void writesReadsBackAndClearsWhatIsPending() {
        assumeSnmpd();
        Site site = Site.create(server, "written");
        Api admin = site.admin();
        try (Snmpd snmpd = Snmpd.writable()) {
            long id = register(site, snmpd);
            JsonNode wanted = admin.put(SETTINGS + id, Map.of("sysLocation", "Rack 12", "sysName", "core-router-01"))
                    .expect(200)
                    .json();
            assertThat(wanted.path("count").asInt()).isEqualTo(2);
            JsonNode before = admin.get(Site.device(id)).expect(200).json();
            assertThat(before.path("pending_config").asBoolean()).isTrue();
            assertThat(before.path("pending_details")).hasSize(2);
            assertThat(Json.names(before.path("pending_details").path(0)))
                    .containsExactly("parameter", "current", "desired", "requested_at", "requested_by");

            Operation operation = apply(site);

            assertThat(operation.awaitEnd().path("status").asText()).isEqualTo("completed");
            JsonNode result = operation.results().get(0);
            assertThat(Json.parse(result.path("after").asText()))
                    .isEqualTo(Json.parse("{\"sysLocation\": \"Rack 12\", \"sysName\": \"core-router-01\"}"));
            JsonNode after = admin.get(Site.device(id)).expect(200).json();
            assertThat(after.path("pending_config").asBoolean()).isFalse();
            assertThat(after.path("pending_details")).isEmpty();
            assertThat(admin.get(SETTINGS + id)
                            .json()
                            .path("results")
                            .path(0)
                            .path("current")
                            .asText())
                    .isEqualTo("Rack 12");
            admin.get(Site.device(id) + "?update_status=true").expect(200);
            Patience.await("the location as a fact").untilAsserted(() -> assertThat(
                            admin.get(Site.device(id) + "facts/").expect(200).body())
                    .contains("Rack 12"));
        }
    }

    @Test
    void keepsWhatTheDeviceRefusesAndSaysWhy() {
        assumeSnmpd();
        Site site = Site.create(server, "refused");
        Api admin = site.admin();
        try (Snmpd snmpd = new Snmpd()) {
            long id = register(site, snmpd);
            admin.patch(SETTINGS + id, Map.of("sysLocation", "Rack 13")).expect(200);

            Operation operation = apply(site);

            JsonNode row = operation.awaitEnd();
            assertThat(row.path("status").asText()).isEqualTo("failed");
            assertThat(row.path("operation_details").path("error_summary"))
                    .isEqualTo(Json.parse("{\"write_refused\": 1}"));
            JsonNode setting = admin.get(SETTINGS + id).json().path("results").path(0);
            assertThat(setting.path("pending").asBoolean()).isTrue();
            assertThat(setting.path("current").asText()).isEqualTo(Snmpd.LOCATION);
            assertThat(setting.path("failure").asText()).contains("refused the write of sysLocation: ");
        }
    }

    @Test
    void takesKnownParametersOfVisibleDevicesAlone() {
        Site site = Site.create(server, "asked");
        Api admin = site.admin();
        long id = site.register().id();
        admin.get("/api/v1/inventory_device_setting/").expect(400);
        admin.get(SETTINGS + "abc").expect(400);
        admin.get(SETTINGS + "999999999").expect(404);
        admin.get(SETTINGS + id + "&parent=1").expect(400);
        assertThat(Json.names(admin.patch(SETTINGS + id, Map.of("sysLocations", "x"))
                        .expect(400)
                        .json()))
                .containsExactly("sysLocations");
        admin.patch(SETTINGS + id, Map.of("sysName", "é".repeat(128))).expect(400);
        admin.put(SETTINGS + id, Map.of("sysName", "a")).expect(200);
        assertThat(admin.put(SETTINGS + id, Map.of())
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(admin.get(Site.device(id)).json().path("pending_config").asBoolean())
                .isFalse();
        Api viewer = site.member("device", "view");
        viewer.get(SETTINGS + id).expect(200);
        viewer.patch(SETTINGS + id, Map.of("sysName", "b")).expect(403);
    }

    private static void assumeSnmpd() {
        assumeTrue(
                Boolean.parseBoolean(System.getenv("INVENTORY_REQUIRE_SNMPD")) || Files.isExecutable(Snmpd.BINARY),
                Snmpd.BINARY + " is missing");
    }

    private static long register(Site site, Snmpd snmpd) {
        ObjectNode device = site.device().put("hostname", "127.0.0.1").put("snmp_community", Snmpd.COMMUNITY);
        device.putObject("snmp").put("version", "2c").put("port", snmpd.port);
        return site.register(device).id();
    }

    private static Operation apply(Site site) {
        ObjectNode configuration =
                Json.object("{\"operation_type\": \"apply_config\", \"device_filters\": {\"status\": [\"pending\"]}}");
        configuration.putArray("target_organizations").add(site.id());
        return Operation.start(site.admin(), configuration);
    }
}
