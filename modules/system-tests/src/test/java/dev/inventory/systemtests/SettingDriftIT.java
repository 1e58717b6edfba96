package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real agent whose settings somebody else changes: polls see it, and only an operation writes. Skipped where
 * {@code /usr/sbin/snmpd} is missing, unless {@code INVENTORY_REQUIRE_SNMPD=true}.
 */
@ExtendWith(DeployedServer.class)
class SettingDriftIT {

    private static final String SETTINGS = "/api/v1/inventory_device_setting/?parent_id=";
    private static final String SYS_CONTACT = "1.3.6.1.2.1.1.4.0";
    private static final String SYS_LOCATION = "1.3.6.1.2.1.1.6.0";

    private final Server server;
    private Site site;
    private Api admin;

    SettingDriftIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        assumeTrue(
                Boolean.parseBoolean(System.getenv("INVENTORY_REQUIRE_SNMPD")) || Files.isExecutable(Snmpd.BINARY),
                Snmpd.BINARY + " is missing");
        site = Site.create(server, "drift");
        admin = site.admin();
    }

    private long register(Snmpd snmpd) {
        ObjectNode device = site.device().put("hostname", "127.0.0.1").put("snmp_community", Snmpd.COMMUNITY);
        device.putObject("snmp").put("version", "2c").put("port", snmpd.port);
        return site.register(device).id();
    }

    private JsonNode polled(long id) {
        admin.get(Site.device(id) + "?update_status=true").expect(200);
        return admin.get(Site.device(id)).expect(200).json();
    }

    private void apply() {
        ObjectNode configuration =
                Json.object("{\"operation_type\": \"apply_config\", \"device_filters\": {\"status\": [\"pending\"]}}");
        configuration.putArray("target_organizations").add(site.id());
        assertThat(Operation.start(admin, configuration)
                        .awaitEnd()
                        .path("status")
                        .asText())
                .isEqualTo("completed");
    }

    @Test
    void isSeenByPollsAndMendedByAnOperation() {
        try (Snmpd snmpd = Snmpd.writable()) {
            long id = register(snmpd);
            admin.put(SETTINGS + id, Map.of("sysLocation", "Rack 12", "sysContact", "noc@example.net"))
                    .expect(200);
            apply();
            JsonNode applied = polled(id);
            assertThat(applied.path("pending_config").asBoolean()).isFalse();
            String etag = admin.get(Site.device(id)).etag();

            snmpd.set(SYS_LOCATION, "Rack 99");

            Patience.await("the drift is seen").untilAsserted(() -> assertThat(
                            polled(id).path("pending_config").asBoolean())
                    .isTrue());
            JsonNode drifted = admin.get(Site.device(id)).expect(200).json();
            assertThat(drifted.path("pending_details")).hasSize(1);
            JsonNode detail = drifted.path("pending_details").path(0);
            assertThat(detail.path("parameter").asText()).isEqualTo("sysLocation");
            assertThat(detail.path("current").asText()).isEqualTo("Rack 99");
            assertThat(detail.path("desired").asText()).isEqualTo("Rack 12");
            assertThat(admin.get(Site.DEVICES + "?pending=true&organization=" + site.id())
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(1);
            // what was observed is no edit
            assertThat(drifted.path("updated_at")).isEqualTo(applied.path("updated_at"));
            assertThat(admin.get(Site.device(id)).etag()).isEqualTo(etag);
            // and no poll writes to the device, nor takes the mark away
            assertThat(snmpd.get(SYS_LOCATION)).isEqualTo("Rack 99");
            snmpd.set(SYS_LOCATION, "Rack 12");
            Patience.await("what the device has now").untilAsserted(() -> assertThat(
                            polled(id).at("/pending_details/0/current").asText())
                    .isEqualTo("Rack 12"));
            assertThat(polled(id).path("pending_config").asBoolean()).isTrue();

            snmpd.set(SYS_CONTACT, "somebody else");
            Patience.await("both are pending")
                    .untilAsserted(
                            () -> assertThat(polled(id).path("pending_details")).hasSize(2));
            apply();

            assertThat(snmpd.get(SYS_CONTACT)).isEqualTo("noc@example.net");
            assertThat(polled(id).path("pending_config").asBoolean()).isFalse();
        }
    }

    @Test
    void isNoneOfASettingThatNobodyManages() {
        try (Snmpd snmpd = Snmpd.writable()) {
            long id = register(snmpd);
            admin.put(SETTINGS + id, Map.of("sysContact", "noc@example.net")).expect(200);
            apply();

            snmpd.set(SYS_LOCATION, "Rack 99");

            Patience.await("the fact").untilAsserted(() -> {
                JsonNode device = polled(id);
                assertThat(admin.get(Site.device(id) + "facts/").expect(200).body())
                        .contains("Rack 99");
                assertThat(device.path("pending_config").asBoolean()).isFalse();
            });
        }
    }
}
