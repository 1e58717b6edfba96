package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The timer's polls and the checks on request, against simulated agents. */
@ExtendWith(DeployedServer.class)
@Execution(ExecutionMode.CONCURRENT)
class PollingIT {

    private static final int INTERVAL = 5;

    private final Server server;
    private Site site;
    private Api admin;
    private Agents agents;

    PollingIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void network() {
        site = Site.create(server, "polled");
        admin = site.admin();
        agents = Agents.start(4, "127.31.0.1");
    }

    @AfterEach
    void endNetwork() {
        agents.close();
    }

    private long polled(Agent agent) {
        return site.register(
                        agents.device(site, agent).put("polling_enabled", true).put("poll_interval_seconds", INTERVAL))
                .id();
    }

    private JsonNode detail(long id) {
        return admin.get(Site.device(id)).expect(200).json();
    }

    private void awaitStatus(long id, boolean up) {
        await("status " + up).until(() -> detail(id).path("status").asBoolean() == up);
    }

    @Test
    void followsADeviceFromItsFirstAnswerToItsEnd() {
        Agent agent = agents.farm().agent(1);
        agent.upTime(Duration.ofDays(45).plusHours(12));
        long id = polled(agent);

        awaitStatus(id, true);
        await("up time").until(() -> detail(id).path("uptime").isTextual());
        JsonNode up = detail(id);
        assertThat(Uptimes.parse(up.path("uptime").asText())).isCloseTo(agent.upTime(), Duration.ofSeconds(3));
        assertThat(up.path("uptime").asText()).startsWith("45 days, 12:");
        assertThat(Instant.parse(up.path("last_seen").asText()))
                .isCloseTo(Instant.now(), within(20, java.time.temporal.ChronoUnit.SECONDS));
        // the first answer is a sign of life, the next one tells the rest
        await("facts").untilAsserted(() -> assertThat(
                        admin.get(Site.device(id) + "facts/").expect(200).body())
                .contains("sysDescr")
                .contains(agent.profile().description())
                .contains(agent.name()));

        Instant died = Instant.now();
        agent.behave(Behaviour.DEAD);
        awaitStatus(id, false);
        JsonNode down = detail(id);
        assertThat(Instant.parse(down.path("last_status_change").asText())).isAfter(died);
        assertThat(down.path("last_seen").isNull()).isFalse();
        JsonNode history = admin.get(Site.device(id) + "status_history/")
                .expect(200)
                .json()
                .path("results");
        assertThat(Json.column(history, "status")).startsWith("false", "true");
        assertThat(Json.column(history, "reason").subList(0, 2))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
        assertThat(history.path(0).path("changed_at")).isEqualTo(down.path("last_status_change"));
        assertThat(admin.get(Site.DEVICES + "?organization=" + site.id() + "&status=0")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);

        agent.behave(Behaviour.HEALTHY);
        awaitStatus(id, true);
    }

    @Test
    void aPollTouchesNeitherTheTagNorTheTimeOfTheRecord() {
        long id = polled(agents.farm().agent(1));
        awaitStatus(id, true);
        await("up time").until(() -> detail(id).path("uptime").isTextual());
        Answer before = admin.get(Site.device(id));
        Instant seen = Instant.parse(before.json().path("last_seen").asText());

        await("another poll")
                .until(() ->
                        Instant.parse(detail(id).path("last_seen").asText()).isAfter(seen.plusSeconds(1)));

        Answer after = admin.get(Site.device(id));
        assertThat(after.etag()).isEqualTo(before.etag());
        assertThat(after.json().path("updated_at")).isEqualTo(before.json().path("updated_at"));
    }

    @Test
    void seesAReboot() {
        Agent agent = agents.farm().agent(2);
        agent.upTime(Duration.ofDays(3));
        long id = polled(agent);
        await("up time").until(() -> detail(id).path("uptime").asText().startsWith("3 days, "));

        agent.reboot();

        await("reboot seen").untilAsserted(() -> assertThat(
                        Uptimes.parse(detail(id).path("uptime").asText()))
                .isLessThan(Duration.ofMinutes(1)));
    }

    @Test
    void asksAtOnceWhenAskedTo() {
        List<Long> ids = new ArrayList<>();
        for (Agent agent : agents.farm().agents()) {
            ids.add(site.register(agents.device(site, agent)).id()); // which no timer polls
        }
        String list = Site.DEVICES + "?ordering=id&organization=" + site.id();
        assertThat(Json.column(admin.get(list).json().path("results"), "status"))
                .containsOnly("false");

        JsonNode one = admin.get(Site.device(ids.get(0)) + "?update_status=true")
                .expect(200)
                .json();
        assertThat(one.path("status").asBoolean()).isTrue();
        assertThat(Uptimes.parse(one.path("uptime").asText()))
                .isCloseTo(agents.farm().agent(1).upTime(), Duration.ofSeconds(3));
        Api own = site.member("device", "view"); // other organizations have devices of these names, too
        for (String path : List.of(
                "/api/v1/inventory_device_name/" + Api.encode(one.path("name").asText()) + "/",
                "/api/v1/inventory_device_serial/"
                        + Api.encode(one.path("serial_number").asText()) + "/")) {
            assertThat(own.get(path + "?update_status=true").expect(200).json().path("id"))
                    .isEqualTo(one.path("id"));
        }
        agents.farm().agent(1).behave(Behaviour.DEAD);
        JsonNode all = admin.get(list + "&update_status=true").expect(200).json();
        assertThat(Json.column(all.path("results"), "status")).containsExactly("false", "true", "true", "true");
        // it is stored as any poll's
        assertThat(Json.column(admin.get(list).json().path("results"), "status"))
                .containsExactly("false", "true", "true", "true");
        JsonNode history =
                admin.get(Site.device(ids.get(0)) + "status_history/").json().path("results");
        assertThat(Json.column(history, "status")).startsWith("false", "true");
    }

    @Test
    void aViewerMayHaveTheStatusUpdated() {
        long id = site.register(agents.device(site, agents.farm().agent(1))).id();
        Api viewer = site.member("device", "view");

        assertThat(viewer.get(Site.device(id) + "?update_status=1")
                        .expect(200)
                        .json()
                        .path("status")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void namesTheDevicesThatWereTooSlow() {
        Agent slow = agents.farm().agent(1);
        slow.behave(Behaviour.slow(Duration.ofSeconds(20)));
        var device = agents.device(site, slow).put("status", true);
        device.withObject("/snmp").put("timeout_ms", 30_000);
        long id = site.register(device).id();
        long quick = site.register(agents.device(site, agents.farm().agent(2))).id();

        Instant asked = Instant.now();
        Answer answer = admin.get(Site.DEVICES + "?ordering=id&update_status=true&organization=" + site.id())
                .expect(200);

        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
        assertThat(answer.header("X-Status-Stale")).hasValue(Long.toString(id));
        assertThat(Json.column(answer.json().path("results"), "status")).containsExactly("true", "true");
        assertThat(quick).isGreaterThan(id);
    }

    @Test
    void usesTheCommunityOfTheDevice() {
        Agent agent = agents.farm().agent(1);
        long id = site.register(agents.device(site, agent).put("snmp_community", "wrong"))
                .id();
        String check = Site.device(id) + "?update_status=true";

        assertThat(admin.get(check).expect(200).json().path("status").asBoolean())
                .isFalse();
        admin.patch(Site.device(id), "{\"snmp_community\": \"public\"}").expect(200);
        assertThat(admin.get(check).expect(200).json().path("status").asBoolean())
                .isTrue();
    }
}
