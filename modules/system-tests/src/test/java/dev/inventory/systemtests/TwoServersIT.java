package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/** Two servers on one database: what one of them is told or finds out holds on the other, and is written once. */
@Tag("slow")
@Isolated
@EnabledIfSystemProperty(named = "inventory.test.database", matches = "postgresql", disabledReason = "is embedded")
class TwoServersIT {

    private static final int FLAP_CHANGES = 4;

    private final Agents agents = Agents.start(3, "127.47.0.1");
    private ServerProcess one;
    private ServerProcess two;
    private Site onOne;
    private Site onTwo;

    @BeforeEach
    void configure() {
        Map<String, String> settings = new LinkedHashMap<>(
                TestDatabase.current().create(Site.unique("two_servers").replace('-', '_')));
        settings.put("inventory.master.key", "0123456789abcdef".repeat(4));
        settings.put("inventory.poll.flush", "1s");
        settings.put("inventory.poll.max-backoff", "5s");
        settings.put("inventory.poll.flap-changes", Integer.toString(FLAP_CHANGES));
        one = new ServerProcess("first-of-two", settings);
        two = new ServerProcess("second-of-two", settings);
    }

    @AfterEach
    void end() {
        one.close();
        two.close();
        agents.close();
    }

    private void start() {
        one.start().awaitReady();
        two.start().awaitReady();
        onOne = Site.create(one.server(), "shared");
        onTwo = new Site(two.server().admin(), onOne.id(), onOne.name());
        one.await("the servers know each other", () -> knowsAnother(onOne) && knowsAnother(onTwo));
    }

    private static boolean knowsAnother(Site site) {
        return !site.admin().get("/api/v1/master_key/").json().path("servers").isEmpty();
    }

    private static boolean polls(ServerProcess server) {
        for (JsonNode check : server.api().get("/health/ready").json().path("checks")) {
            if (check.path("name").asText().equals("poller")) {
                return check.path("data").path("polling").asBoolean();
            }
        }
        throw new AssertionError("nothing is said of the poller");
    }

    private Agent agent(int number) {
        return agents.farm().agent(number);
    }

    private long device(int number) {
        return onOne.register(agents.device(onOne, agent(number))).id();
    }

    private long polled(int number, int seconds) {
        ObjectNode device =
                agents.device(onOne, agent(number)).put("polling_enabled", true).put("poll_interval_seconds", seconds);
        return onOne.register(device).id();
    }

    private static JsonNode detail(Site site, long id) {
        return site.admin().get(Site.device(id)).expect(200).json();
    }

    private static JsonNode checked(Site site, long id) {
        return site.admin()
                .get(Site.device(id) + "?update_status=true")
                .expect(200)
                .json();
    }

    private static void awaitState(Site site, long id, String state, boolean up) {
        await(state + ", status " + up).until(() -> {
            JsonNode now = detail(site, id);
            return now.path("status_detail").asText().equals(state)
                    && now.path("status").asBoolean() == up;
        });
    }

    private static List<String> history(Site site, long id) {
        return Json.column(
                site.admin()
                        .get(Site.device(id) + "status_history/?ordering=id")
                        .expect(200)
                        .json()
                        .path("results"),
                "status_detail");
    }

    /** How many polls of a server were in vain. */
    private static double silent(ServerProcess server) {
        return server.api()
                .with("")
                .get("/metrics?scope=application")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith("inventory_polls_total{") && line.contains("result=\"silent\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A device that changes in vain when it is asked: then the server knows the window that is open for it. */
    private void awaitWindow(Site site, long canary, int number) {
        await("the other server knows the window").until(() -> {
            JsonNode before = detail(site, canary);
            agent(number).behave(before.path("status").asBoolean() ? Behaviour.DEAD : Behaviour.HEALTHY);
            return checked(site, canary).path("status").equals(before.path("status"));
        });
    }

    /** The first server writes what the rows show of maintenance, the second one polls. */
    @Test
    @Tag("soak")
    void aWindowThatOneServerMadeHoldsForThePollsOfTheOtherUntilItCloses() {
        one.set("inventory.poll.enabled", "false");
        start();
        two.await("polls", () -> polls(two));
        long often = polled(1, 5);
        long seldom = polled(2, 3600);
        long canary = device(3);
        checked(onTwo, canary);
        awaitState(onTwo, often, "up", true);
        awaitState(onTwo, seldom, "up", true);
        Instant since =
                Instant.parse(detail(onOne, often).path("last_status_change").asText());

        Answer window = onOne.admin()
                .post(
                        MaintenanceIT.WINDOWS,
                        Map.of("organization", onOne.id(), "reason", "Work", "duration_minutes", 60))
                .expect(201);
        awaitState(onTwo, often, "maintenance", true);
        awaitState(onTwo, seldom, "maintenance", true);
        awaitWindow(onTwo, canary, 3);

        agent(1).behave(Behaviour.DEAD);
        agent(2).behave(Behaviour.DEAD);
        double before = silent(two);
        two.await("polls in vain", () -> silent(two) >= before + 3);
        assertThat(checked(onTwo, seldom).path("status").asBoolean()).isTrue();
        for (long id : List.of(often, seldom)) {
            assertThat(detail(onOne, id).path("status_detail").asText()).isEqualTo("maintenance");
            assertThat(history(onOne, id)).containsExactly("unknown", "up");
        }
        assertThat(Instant.parse(detail(onOne, often).path("last_status_change").asText()))
                .isEqualTo(since);

        onOne.admin().delete(MaintenanceIT.WINDOWS + window.id() + "/").expect(204);

        // both are asked when it closes, and not an hour later
        awaitState(onOne, often, "down", false);
        awaitState(onOne, seldom, "down", false);
        for (long id : List.of(often, seldom)) {
            assertThat(history(onTwo, id)).containsExactly("unknown", "up", "down");
        }
    }

    @Test
    @Tag("soak")
    void aDeviceFlapsWhicheverServerPolls() {
        start();
        one.await("polls", () -> polls(one) && !polls(two));
        long id = polled(1, 5);
        awaitState(onTwo, id, "up", true);
        agent(1).behave(Behaviour.DEAD);
        awaitState(onTwo, id, "down", false);
        agent(1).behave(Behaviour.HEALTHY);
        awaitState(onTwo, id, "up", true);

        one.kill();
        two.await("takes over", () -> polls(two));
        agent(1).behave(Behaviour.DEAD);
        awaitState(onTwo, id, "down", false);
        agent(1).behave(Behaviour.HEALTHY);
        awaitState(onTwo, id, "flapping", true);
        assertThat(detail(onTwo, id).path("status_reason").asText())
                .contains("flapping: " + FLAP_CHANGES + " changes within 30 minutes");

        one.start().awaitReady();
        two.stop();
        one.await("takes over again", () -> polls(one));
        agent(1).behave(Behaviour.DEAD);
        awaitState(onOne, id, "flapping", false);
        assertThat(history(onOne, id)).containsExactly("unknown", "up", "down", "up", "down", "flapping", "flapping");
    }

    @Test
    void changesOnOneServerAreToldByTheOtherAndTheStreamEndsWithItsServer() {
        start();
        Answer first = onOne.register();
        Answer second = onOne.register();
        String path = DeviceEventsIT.EVENTS + "?organization=" + onOne.id();
        String last;
        try (EventStream stream = EventStream.open(onTwo.admin(), path).awaitPosition()) {
            onOne.admin().patch(Site.device(first.id()), "{\"status\": true}").expect(200);
            assertThat(stream.awaitStatus(1).get(0).data().path("device").asLong())
                    .isEqualTo(first.id());
            last = stream.awaitStatus(1).get(0).id();
            two.stop();
            stream.awaitEnd();
        }
        onOne.admin().patch(Site.device(second.id()), "{\"status\": true}").expect(200);

        try (EventStream stream = EventStream.open(onOne.admin(), path, "Last-Event-ID", last)) {
            await("what happened meanwhile").until(() -> stream.of("status").stream()
                    .anyMatch(event -> event.data().path("device").asLong() == second.id()
                            && event.data().path("status").asBoolean()));
        }
    }

    /** As behind a load balancer: each request may come to another server than the one before. */
    @Test
    void aCheckOnOneServerKnowsWhatTheOtherHasJustFound() {
        start();
        long id = device(1);
        for (Site site : List.of(onOne, onTwo)) {
            assertThat(checked(site, id).path("status").asBoolean()).isTrue();
        }

        agent(1).behave(Behaviour.DEAD);
        assertThat(checked(onOne, id).path("status").asBoolean()).isFalse();
        agent(1).behave(Behaviour.HEALTHY);
        assertThat(checked(onTwo, id).path("status").asBoolean()).isTrue();
        agent(1).behave(Behaviour.DEAD);
        assertThat(checked(onOne, id).path("status").asBoolean()).isFalse();
        assertThat(checked(onTwo, id).path("status").asBoolean()).isFalse();

        assertThat(Json.column(
                        onTwo.admin()
                                .get(Site.device(id) + "status_history/?ordering=id")
                                .expect(200)
                                .json()
                                .path("results"),
                        "status"))
                .containsExactly("false", "true", "false", "true", "false");
    }
}
