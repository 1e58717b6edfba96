package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What polls learn of a device, and where a reader finds it. */
@ExtendWith(DeployedServer.class)
class LearnedIT {

    private final Server server;
    private Site site;
    private Api admin;
    private Agents agents;

    LearnedIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void network() {
        site = Site.create(server, "learned");
        admin = site.admin();
        agents = Agents.start(2, "127.41.0.1");
    }

    @AfterEach
    void endNetwork() {
        agents.close();
    }

    private Agent agent(int number) {
        return agents.farm().agent(number);
    }

    private ObjectNode polled(int number) {
        return agents.device(site, agent(number)).put("polling_enabled", true).put("poll_interval_seconds", 5);
    }

    private JsonNode detail(long id) {
        return admin.get(Site.device(id)).expect(200).json();
    }

    private JsonNode checked(long id) {
        return admin.get(Site.device(id) + "?update_status=true").expect(200).json();
    }

    private JsonNode fact(long id, String name) {
        for (JsonNode fact : admin.get(Site.device(id) + "facts/").expect(200).json()) {
            if (fact.path("name").asText().equals(name)) {
                return fact;
            }
        }
        return Json.object("{}");
    }

    private List<String> reasons(long id) {
        return Json.column(
                admin.get(Site.device(id) + "status_history/?ordering=id")
                        .expect(200)
                        .json()
                        .path("results"),
                "reason");
    }

    @Test
    void theFirmwareIsTheSoftwareThatRunsAndFillsWhatNobodyHasRecorded() {
        long blank = site.register(polled(1)).id(); // a Cisco router
        String tag = admin.get(Site.device(blank)).etag();
        JsonNode updated = detail(blank).path("updated_at");
        long recorded =
                site.register(polled(2).put("firmware_version", "WC.15")).id();

        await("the version").untilAsserted(() -> assertThat(
                        fact(blank, "firmware_version").path("value").asText())
                .isEqualTo("17.3.4a"));
        await("the other's").until(() -> fact(recorded, "firmware_version").has("value"));

        assertThat(fact(blank, "boot_firmware").path("value").asText()).isEqualTo("16.7(3r)");
        assertThat(detail(blank).path("firmware_version").asText()).isEqualTo("17.3.4a");
        assertThat(admin.get(Site.device(blank)).etag()).isEqualTo(tag);
        assertThat(detail(blank).path("updated_at")).isEqualTo(updated);
        assertThat(fact(recorded, "firmware_version").path("value").asText()).isEqualTo("WC.16.10.0018");
        assertThat(detail(recorded).path("firmware_version").asText()).isEqualTo("WC.15");
    }

    @Test
    void aRebootIsInTheHistoryAndTheBootTimeInTheDetail() {
        agent(1).upTime(Duration.ofDays(3));
        long id = site.register(polled(1)).id();
        await("the boot time").until(() -> detail(id).path("booted_at").isTextual());
        Instant before = Instant.parse(detail(id).path("booted_at").asText());
        assertThat(before).isBefore(Instant.now().minus(2, ChronoUnit.DAYS));
        assertThat(reasons(id)).noneMatch(reason -> reason.startsWith("Rebooted"));
        JsonNode changed = detail(id).path("last_status_change");

        agent(1).reboot();

        await("the row").until(() -> reasons(id).stream().anyMatch(reason -> reason.startsWith("Rebooted")));
        JsonNode row = admin.get(Site.device(id) + "status_history/")
                .json()
                .path("results")
                .path(0);
        assertThat(row.path("status").asBoolean()).isTrue();
        assertThat(row.path("status_detail").asText()).isEqualTo("up");
        assertThat(row.path("source").asText()).isEqualTo("poll");
        assertThat(row.path("reason").asText()).startsWith("Rebooted; runs since 20");
        assertThat(detail(id).path("last_status_change")).isEqualTo(changed);
        await("the new boot time")
                .until(() ->
                        Instant.parse(detail(id).path("booted_at").asText()).isAfter(before.plus(2, ChronoUnit.DAYS)));
        assertThat(admin.get(Site.device(id) + "availability/")
                        .expect(200)
                        .json()
                        .path("percent")
                        .asDouble())
                .isEqualTo(100.0);
    }

    @Test
    void aFactSaysSinceWhenItIsSeenAndWhenItWasLastTold() {
        long id = site.register(polled(1).put("snmp_community", "private")).id(); // which may write
        await("a fact").until(() -> fact(id, "sysDescr").has("value"));
        JsonNode first = fact(id, "sysDescr");
        Instant confirmed = Instant.parse(first.path("confirmed_at").asText());

        admin.put("/api/v1/inventory_device_setting/?parent_id=" + id, Map.of("sysLocation", "Rack 99"))
                .expect(200);
        ObjectNode apply = Json.object("{\"operation_type\": \"apply_config\"}");
        apply.putArray("target_organizations").add(site.id());
        Operation.start(admin, apply).awaitEnd();
        await("the new location")
                .until(() -> fact(id, "sysLocation").path("value").asText().equals("Rack 99"));
        await("another poll").until(() -> Instant.parse(
                        fact(id, "sysDescr").path("confirmed_at").asText())
                .isAfter(confirmed));

        assertThat(fact(id, "sysDescr").path("observed_at")).isEqualTo(first.path("observed_at"));
        assertThat(Instant.parse(fact(id, "sysLocation").path("observed_at").asText()))
                .isAfter(Instant.parse(first.path("observed_at").asText()));
    }

    @Test
    void acceptingASerialNumberThatIsRecordedChangesNothing() {
        long id = site.register(polled(1)).id();
        await("the serial number").until(() -> fact(id, "serial_number").has("value"));
        Answer before = admin.get(Site.device(id)).expect(200);

        Answer accepted = admin.post(Site.device(id) + "accept_serial/", "{}").expect(200);

        assertThat(accepted.etag()).isEqualTo(before.etag());
        assertThat(accepted.json().path("updated_at")).isEqualTo(before.json().path("updated_at"));
        assertThat(detail(id).path("updated_at")).isEqualTo(before.json().path("updated_at"));
    }

    @Test
    void whoMayChangeADeviceSeesThatItHasNoCommunityOfItsOwn() {
        long id = site.register().id();
        JsonNode detail = detail(id);
        assertThat(detail.has("snmp_community")).isTrue();
        assertThat(detail.path("snmp_community").isNull()).isTrue();
        assertThat(site.member("device", "view")
                        .get(Site.device(id))
                        .expect(200)
                        .json()
                        .has("snmp_community"))
                .isFalse();
        admin.put(Site.device(id), detail).expect(200);
        assertThat(admin.get("/api/v1/audit_log/?object_type=device&action=update&object_id=" + id)
                        .expect(200)
                        .body())
                .doesNotContain("snmp_community");
    }

    @Test
    void anotherSnmpVersionLeavesNoUserBehind() {
        ObjectNode device = site.device();
        device.putObject("snmp")
                .put("version", "3")
                .put("user", "inventory")
                .put("auth_protocol", "sha")
                .put("auth_key", "maple-syrup");
        long id = site.register(device).id();

        admin.patch(Site.device(id), "{\"snmp\": {\"version\": \"2c\"}}").expect(200);

        assertThat(Json.names(detail(id).path("snmp"))).containsExactly("version", "port", "timeout_ms", "retries");
        JsonNode errors = admin.patch(
                        Site.device(id),
                        "{\"snmp\": {\"version\": \"3\", \"user\": \"u\", \"auth_protocol\": \"sha\"}}")
                .expect(400)
                .json();
        assertThat(errors.toString()).contains("auth_key"); // which was forgotten
    }

    @Test
    void maintenanceSaysWhy() {
        long id = site.register(site.device().put("status", true)).id();
        admin.post(
                        "/api/v1/inventory_maintenance_window/",
                        Map.of("device", id, "reason", "New fans", "duration_minutes", 60))
                .expect(201);
        await("maintenance").until(() -> detail(id).has("maintenance"));

        assertThat(detail(id).path("maintenance").path("reason").asText()).isEqualTo("New fans");
    }

    /** It answers again a second after it was first asked: a check looks twice, with a pause. */
    @Test
    void aMomentsSilenceIsNoOutage() throws IOException {
        try (ServerSocket healthy = web(Duration.ZERO);
                ServerSocket stuttering = web(Duration.ofSeconds(1))) {
            // so that whoever asks over HTTP is ready: making him takes as long as the silence
            assertThat(asked(1, healthy).path("status").asBoolean()).isTrue();

            JsonNode up = asked(2, stuttering);

            assertThat(up.path("status").asBoolean()).isTrue();
            assertThat(reasons(up.path("id").asLong())).hasSize(1);
        }
    }

    private JsonNode asked(int number, ServerSocket port) {
        ObjectNode device =
                agents.device(site, agent(number)).put("status", true).put("hostname", "127.0.0." + number);
        device.withArray("status_helpers").add("http:" + port.getLocalPort());
        return checked(site.register(device).id());
    }

    /** A web server that answers as soon as so much time has passed since it was first asked. */
    private static ServerSocket web(Duration silence) throws IOException {
        ServerSocket port = new ServerSocket(0);
        Thread web = new Thread(() -> answer(port, silence));
        web.setDaemon(true);
        web.start();
        return port;
    }

    private static void answer(ServerSocket port, Duration silence) {
        Instant first = Instant.MAX;
        while (!port.isClosed()) {
            try (Socket client = port.accept()) {
                first = first.equals(Instant.MAX) ? Instant.now() : first;
                // what is closed before it was read would be reset, the answer with it
                int asked = client.getInputStream().read(new byte[4096]);
                if (asked > 0 && !Instant.now().isBefore(first.plus(silence))) {
                    client.getOutputStream()
                            .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // the client was faster, or the test is over
            }
        }
    }

    @Test
    void aCheckThatOutlastsTheAnswerIsTakenInWhenItEnds() {
        agent(1).behave(Behaviour.DEAD);
        ObjectNode device = agents.device(site, agent(1));
        device.withObject("/snmp").put("timeout_ms", 4000).put("retries", 3);
        long id = site.register(device).id(); // which no timer polls

        Answer answer = admin.get(Site.device(id) + "?update_status=true").expect(200);
        assertThat(answer.header("X-Status-Stale")).hasValue(Long.toString(id));
        assertThat(answer.json().path("status_detail").asText()).isEqualTo("unknown");

        await("the end of the check")
                .until(() -> detail(id).path("status_detail").asText().equals("down"));
        assertThat(detail(id).path("status_reason").asText()).isEqualTo("No answer over SNMP to 2 polls in a row");
    }
}
