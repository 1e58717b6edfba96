package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Against a real agent. Skipped where {@code /usr/sbin/snmpd} is missing, unless {@code INVENTORY_REQUIRE_SNMPD=true}.
 */
@ExtendWith(DeployedServer.class)
class SnmpdIT {

    /** Long enough that a machine which does something else beside this shows the same. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Server server;

    SnmpdIT(Server server) {
        this.server = server;
    }

    @Test
    void followsARealAgent() {
        assumeTrue(
                Boolean.parseBoolean(System.getenv("INVENTORY_REQUIRE_SNMPD")) || Files.isExecutable(Snmpd.BINARY),
                Snmpd.BINARY + " is missing");
        Site site = Site.create(server, "real");
        Api admin = site.admin();
        String path;
        Instant stopped;
        try (Snmpd snmpd = new Snmpd()) {
            ObjectNode device = site.device()
                    .put("hostname", "127.0.0.1")
                    .put("polling_enabled", true)
                    .put("poll_interval_seconds", INTERVAL.toSeconds())
                    .put("snmp_community", Snmpd.COMMUNITY);
            device.putObject("snmp").put("version", "2c").put("port", snmpd.port);
            path = Site.device(site.register(device).id());

            await("up")
                    .atMost(INTERVAL)
                    .until(() -> admin.get(path).json().path("status").asBoolean());
            await("up time")
                    .atMost(INTERVAL)
                    .until(() -> admin.get(path).json().path("uptime").isTextual());
            JsonNode up = admin.get(path).json();
            // the agent's up time is that of its process
            assertThat(Uptimes.parse(up.path("uptime").asText()))
                    .isCloseTo(Duration.between(snmpd.started(), Instant.now()), Duration.ofSeconds(3));
            await("facts").untilAsserted(() -> assertThat(
                            admin.get(path + "facts/").expect(200).body())
                    .contains("sysDescr")
                    .contains("Linux " + hostName())
                    .contains(Snmpd.LOCATION));
            stopped = Instant.now();
        }
        await("down")
                .atMost(INTERVAL.multipliedBy(2))
                .until(() -> !admin.get(path).json().path("status").asBoolean());
        assertThat(Instant.parse(
                        admin.get(path).json().path("last_status_change").asText()))
                .isAfter(stopped);
        JsonNode history =
                admin.get(path + "status_history/").expect(200).json().path("results");
        assertThat(Json.column(history, "status")).startsWith("false", "true");
        assertThat(Json.column(history, "reason").subList(0, 2))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());

        try (Snmpd again = new Snmpd()) {
            admin.patch(path, "{\"snmp\": {\"port\": " + again.port + "}}").expect(200);
            await("the agent listens").until(() -> admin.get(path + "?update_status=true")
                    .expect(200)
                    .json()
                    .path("status")
                    .asBoolean());
        }
    }

    private static String hostName() {
        try {
            return Files.readString(java.nio.file.Path.of("/proc/sys/kernel/hostname"))
                    .strip();
        } catch (java.io.IOException e) {
            return "";
        }
    }
}
