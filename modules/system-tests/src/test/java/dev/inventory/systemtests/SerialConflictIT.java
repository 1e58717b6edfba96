package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What polled devices say they are, and what becomes of a serial number that is not the recorded one. */
@ExtendWith(DeployedServer.class)
class SerialConflictIT {

    private final Server server;

    SerialConflictIT(Server server) {
        this.server = server;
    }

    private static long polled(Site site, Agents agents, Agent agent, String serial) {
        ObjectNode device = agents.device(site, agent)
                .put("serial_number", serial)
                .put("polling_enabled", true)
                .put("poll_interval_seconds", 5);
        return site.register(device).id();
    }

    private static JsonNode detail(Site site, long id) {
        return site.admin().get(Site.device(id)).expect(200).json();
    }

    private static JsonNode fact(Site site, long id, String name) {
        for (JsonNode fact :
                site.admin().get(Site.device(id) + "facts/").expect(200).json()) {
            if (fact.path("name").asText().equals(name)) {
                return fact;
            }
        }
        return Json.object("{}");
    }

    @Test
    void isShownUntilItIsAccepted() {
        Site site = Site.create(server, "conflicts");
        Api admin = site.admin();
        try (Agents agents = Agents.start(2, "127.55.0.1")) {
            Agent other = agents.farm().agent(1);
            Agent same = agents.farm().agent(2);
            long id = polled(site, agents, other, "RECORDED-1");
            long agreeing = polled(site, agents, same, same.serial());

            await("the conflict")
                    .until(() -> detail(site, id).path("serial_conflict").isObject());
            await("the other's serial number")
                    .until(() -> fact(site, agreeing, "serial_number").has("value"));

            assertThat(detail(site, id).path("serial_conflict"))
                    .isEqualTo(Json.object("{\"recorded\": \"RECORDED-1\"}").put("observed", other.serial()));
            assertThat(detail(site, id).path("serial_number").asText()).isEqualTo("RECORDED-1");
            assertThat(detail(site, agreeing).path("serial_conflict").isNull()).isTrue();
            JsonNode serial = fact(site, id, "serial_number");
            assertThat(serial.path("value").asText()).isEqualTo(other.serial());
            assertThat(serial.path("source").asText()).isEqualTo("ENTITY-MIB");
            assertThat(fact(site, id, "model").path("value").asText())
                    .isEqualTo(other.profile().model());
            String list = Site.DEVICES + "?organization=" + site.id() + "&serial_conflict=";
            assertThat(Json.column(admin.get(list + "true").expect(200).json().path("results"), "id"))
                    .containsExactly(Long.toString(id));
            assertThat(Json.column(admin.get(list + "false").expect(200).json().path("results"), "id"))
                    .containsExactly(Long.toString(agreeing));
            admin.get(list + "perhaps").expect(400);
            admin.put(Site.device(id), detail(site, id)).expect(200);

            String accept = Site.device(id) + "accept_serial/";
            admin.post(accept, Map.of("serial_number", "SEEN-LONG-AGO")).expect(409);
            admin.post(accept, Map.of("serial", "x")).expect(400);
            site.member("device", "view").post(accept, Map.of()).expect(403);
            admin.post(accept, Map.of("serial_number", other.serial())).expect(200);

            assertThat(detail(site, id).path("serial_number").asText()).isEqualTo(other.serial());
            assertThat(detail(site, id).path("serial_conflict").isNull()).isTrue();
            assertThat(admin.get("/api/v1/audit_log/?object_type=device&object_id=" + id)
                            .expect(200)
                            .body())
                    .contains("RECORDED-1");
        }
    }

    @Test
    void anotherDevicesNumberIsNotTaken() {
        Site site = Site.create(server, "taken");
        Api admin = site.admin();
        try (Agents agents = Agents.start(1, "127.55.1.1")) {
            Agent agent = agents.farm().agent(1);
            long id = polled(site, agents, agent, "RECORDED-2");
            site.register(site.device().put("serial_number", agent.serial()));
            await("the conflict")
                    .until(() -> detail(site, id).path("serial_conflict").isObject());

            JsonNode refused = admin.post(Site.device(id) + "accept_serial/", "{}")
                    .expect(409)
                    .json();

            assertThat(Json.names(refused)).containsExactly("serial_number");
            assertThat(detail(site, id).path("serial_number").asText()).isEqualTo("RECORDED-2");
        }
    }

    @Test
    void isLookedForAfterARestart() {
        Site site = Site.create(server, "exchanged");
        try (Agents agents = Agents.start(1, "127.55.2.1")) {
            Agent agent = agents.farm().agent(1);
            long id = polled(site, agents, agent, agent.serial());
            await("the serial number")
                    .until(() -> fact(site, id, "serial_number").has("value"));

            agent.behave(Behaviour.WRONG_SERIAL);
            agent.reboot();

            await("the conflict")
                    .until(() -> detail(site, id).path("serial_conflict").isObject());
        }
    }

    @Test
    void aDeviceThatToldNothingHasNoneToAccept() {
        Site site = Site.create(server, "silent");
        long id = site.register().id();

        site.admin().post(Site.device(id) + "accept_serial/", "{}").expect(409);
        site.admin().post(Site.device(999_999_999) + "accept_serial/", "{}").expect(404);
    }
}
