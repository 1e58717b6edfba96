package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Devices behind others, and devices that flap, against simulated agents. */
@ExtendWith(DeployedServer.class)
@Execution(ExecutionMode.CONCURRENT)
class StatusMachineIT {

    private static final int INTERVAL = 5;

    private final Server server;
    private Site site;
    private Api admin;
    private Agents agents;

    StatusMachineIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void network() {
        site = Site.create(server, "status-machine");
        admin = site.admin();
        agents = Agents.start(3, "127.36.0.1");
    }

    @AfterEach
    void endNetwork() {
        agents.close();
    }

    private Agent agent(int number) {
        return agents.farm().agent(number);
    }

    private ObjectNode polled(int number) {
        return agents.device(site, agent(number)).put("polling_enabled", true).put("poll_interval_seconds", INTERVAL);
    }

    private JsonNode detail(long id) {
        return admin.get(Site.device(id)).expect(200).json();
    }

    private JsonNode checked(long id) {
        return admin.get(Site.device(id) + "?update_status=true").expect(200).json();
    }

    private void awaitState(long id, String state) {
        await(state).until(() -> detail(id).path("status_detail").asText().equals(state));
    }

    private List<String> history(long id) {
        return Json.column(
                admin.get(Site.device(id) + "status_history/?ordering=id")
                        .expect(200)
                        .json()
                        .path("results"),
                "status_detail");
    }

    @Test
    void whatIsBehindALostDeviceIsUnreachableAndReturnsWithIt() {
        long router = site.register(polled(1)).id();
        long below = site.register(polled(2).put("parent", router)).id();
        long bottom = site.register(polled(3).put("parent", below)).id();
        for (long id : List.of(router, below, bottom)) {
            awaitState(id, "up");
        }

        // the ones behind fail first, or at least may
        agent(3).behave(Behaviour.DEAD);
        agent(2).behave(Behaviour.DEAD);
        agent(1).behave(Behaviour.DEAD);
        awaitState(router, "down");
        awaitState(below, "unreachable");
        awaitState(bottom, "unreachable");

        JsonNode lost = detail(bottom);
        assertThat(lost.path("status").asBoolean()).isFalse();
        assertThat(lost.path("status_reason").asText()).contains("device " + below);
        assertThat(Json.column(
                        admin.get(Site.DEVICES + "?organization=" + site.id()
                                        + "&ordering=id&fields=id,status_detail&status_detail__in=unreachable")
                                .expect(200)
                                .json()
                                .path("results"),
                        "id"))
                .containsExactly(Long.toString(below), Long.toString(bottom));
        JsonNode latest = admin.get(Site.device(bottom) + "status_history/")
                .json()
                .path("results")
                .path(0);
        assertThat(latest.path("changed_at")).isEqualTo(lost.path("last_status_change"));

        // the router alone comes back: then what is behind it is down, or at least no longer unreachable through it
        agent(1).behave(Behaviour.HEALTHY);
        awaitState(router, "up");
        awaitState(below, "down");
        agent(2).behave(Behaviour.HEALTHY);
        agent(3).behave(Behaviour.HEALTHY);
        awaitState(below, "up");
        awaitState(bottom, "up");
        assertThat(history(router)).containsExactly("unknown", "up", "down", "up");
        assertThat(history(below)).containsExactly("unknown", "up", "unreachable", "down", "up");
        assertThat(history(bottom)).containsExactly("unknown", "up", "unreachable", "up");
    }

    @Test
    void aCheckOnRequestAsksTheParentBeforeItSaysThatAChildIsDown() {
        long router = site.register(agents.device(site, agent(1)).put("polling_enabled", true))
                .id();
        long child = site.register(agents.device(site, agent(2)).put("parent", router))
                .id();
        awaitState(router, "up");
        assertThat(checked(child).path("status_detail").asText()).isEqualTo("up");

        agent(1).behave(Behaviour.DEAD);
        agent(2).behave(Behaviour.DEAD);
        assertThat(checked(child).path("status_detail").asText()).isEqualTo("unreachable");
        assertThat(detail(router).path("status_detail").asText()).isEqualTo("down");

        agent(1).behave(Behaviour.HEALTHY);
        checked(router);
        assertThat(checked(child).path("status_detail").asText()).isEqualTo("down");
        assertThat(history(child)).containsExactly("unknown", "up", "unreachable", "down");
    }

    @Test
    void namesADeviceThatFlapsAndLosesNoneOfItsChanges() {
        long id = site.register(agents.device(site, agent(1))).id();
        checked(id);
        for (int outage = 0; outage < 3; outage++) {
            agent(1).behave(Behaviour.DEAD);
            checked(id);
            agent(1).behave(Behaviour.HEALTHY);
            checked(id);
        }

        JsonNode flapping = detail(id);
        assertThat(flapping.path("status").asBoolean()).isTrue();
        assertThat(flapping.path("status_detail").asText()).isEqualTo("flapping");
        assertThat(flapping.path("status_reason").asText()).contains("flapping: 6 changes within 30 minutes");

        agent(1).behave(Behaviour.DEAD);
        JsonNode down = checked(id);
        assertThat(down.path("status").asBoolean()).isFalse();
        assertThat(down.path("status_detail").asText()).isEqualTo("flapping");
        assertThat(Instant.parse(down.path("last_status_change").asText()))
                .isAfter(Instant.parse(flapping.path("last_status_change").asText()));
        assertThat(history(id))
                .containsExactly("unknown", "up", "down", "up", "down", "up", "down", "flapping", "flapping");
        assertThat(admin.get(Site.device(id) + "status_history/?status_detail=flapping")
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void whatAUserSetsIsUpOrDown() {
        long id = site.register(site.device().put("status", true)).id();
        assertThat(detail(id).path("status_detail").asText()).isEqualTo("up");
        admin.patch(Site.device(id), "{\"status\": false}").expect(200);
        assertThat(detail(id).path("status_detail").asText()).isEqualTo("down");
        assertThat(history(id)).containsExactly("up", "down");
        assertThat(detail(site.register().id()).path("status_detail").asText()).isEqualTo("unknown");
        admin.patch(Site.device(id), "{\"status_detail\": \"up\"}").expect(200);
        assertThat(detail(id).path("status_detail").asText()).isEqualTo("down");
    }
}
