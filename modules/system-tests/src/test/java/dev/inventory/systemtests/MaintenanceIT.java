package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Maintenance windows, and what they do to the status of devices. */
@ExtendWith(DeployedServer.class)
@Execution(ExecutionMode.CONCURRENT)
class MaintenanceIT {

    static final String WINDOWS = "/api/v1/inventory_maintenance_window/";

    private final Server server;
    private Site site;
    private Api admin;
    private Agents agents;

    MaintenanceIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void network() {
        site = Site.create(server, "maintenance");
        admin = site.admin();
        agents = Agents.start(2, "127.39.0.1");
    }

    @AfterEach
    void endNetwork() {
        agents.close();
    }

    private long device(int agent, String... tags) {
        ObjectNode device = agents.device(site, agents.farm().agent(agent));
        for (String tag : tags) {
            device.withArray("tags").add(tag);
        }
        return site.register(device).id();
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

    private Answer open(String field, Object value) {
        return admin.post(
                        WINDOWS,
                        Map.of("organization", site.id(), field, value, "reason", "Work", "duration_minutes", 60))
                .expect(201);
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
    void inAWindowNothingChangesAndAfterItTheNextPollDecides() {
        long id = device(1);
        checked(id);
        Instant since = Instant.parse(detail(id).path("last_status_change").asText());

        Answer window = open("device", id);
        awaitState(id, "maintenance");
        JsonNode shown = detail(id);
        assertThat(shown.path("status").asBoolean()).isTrue();
        assertThat(shown.path("maintenance").path("window").asLong()).isEqualTo(window.id());
        assertThat(shown.path("maintenance").path("until"))
                .isEqualTo(window.json().path("ends_at"));

        agents.farm().agent(1).behave(Behaviour.DEAD);
        JsonNode silent = checked(id);
        assertThat(silent.path("status").asBoolean()).isTrue();
        assertThat(silent.path("status_detail").asText()).isEqualTo("maintenance");
        assertThat(history(id)).containsExactly("unknown", "up");
        assertThat(Instant.parse(silent.path("last_status_change").asText())).isEqualTo(since);
        assertThat(Json.column(
                        admin.get(Site.DEVICES + "?status_detail=maintenance&organization=" + site.id())
                                .expect(200)
                                .json()
                                .path("results"),
                        "id"))
                .containsExactly(Long.toString(id));

        admin.delete(WINDOWS + window.id() + "/").expect(204);
        awaitState(id, "up");
        assertThat(detail(id).has("maintenance")).isFalse();
        assertThat(checked(id).path("status_detail").asText()).isEqualTo("down");
        assertThat(history(id)).containsExactly("unknown", "up", "down");
    }

    @Test
    void aTimerPollsOnAndTellsTheTruthWhenTheWindowCloses() {
        long id = site.register(agents.device(site, agents.farm().agent(1))
                        .put("polling_enabled", true)
                        .put("poll_interval_seconds", 5))
                .id();
        awaitState(id, "up");
        Answer window = open("device", id);
        awaitState(id, "maintenance");
        agents.farm().agent(1).behave(Behaviour.DEAD);

        // the window ends soon, by its own clock
        String end =
                Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS).toString();
        admin.patch(WINDOWS + window.id() + "/", "{\"ends_at\": \"" + end + "\"}")
                .expect(200);

        awaitState(id, "down");
        JsonNode down = detail(id);
        assertThat(Instant.parse(down.path("last_status_change").asText())).isAfterOrEqualTo(Instant.parse(end));
        assertThat(history(id)).containsExactly("unknown", "up", "down");
    }

    @Test
    void aWindowIsForATagOrForAllThatIsBelowAnOrganization() {
        long core = device(1, "Core");
        long edge = device(2, "edge");
        checked(core);
        checked(edge);

        Answer tagged = open("tag", "core");
        awaitState(core, "maintenance");
        assertThat(detail(edge).path("status_detail").asText()).isEqualTo("up");
        admin.delete(WINDOWS + tagged.id() + "/").expect(204);
        awaitState(core, "up");

        Site below = site.child("below");
        long deep = below.register(below.device().put("status", true)).id();
        Answer all = admin.post(
                        WINDOWS, Map.of("organization", site.id(), "reason", "All of it", "duration_minutes", 60))
                .expect(201);
        for (long id : List.of(core, edge, deep)) {
            awaitState(id, "maintenance");
        }
        // what a user sets is kept for after the window
        admin.patch(Site.device(deep), "{\"status\": false}").expect(200);
        assertThat(detail(deep).path("status_detail").asText()).isEqualTo("maintenance");
        admin.delete(WINDOWS + all.id() + "/").expect(204);
        awaitState(core, "up");
        awaitState(edge, "up");
        awaitState(deep, "down");
    }

    @Test
    void aWindowThatRecursIsOpenNowAndNotOutsideItsHours() {
        long id = device(1);
        checked(id);
        ObjectNode always = Json.object("{\"recurrence\": \"* * * * *\", \"duration_minutes\": 5, \"reason\": \"x\"}")
                .put("device", id);
        Answer open = admin.post(WINDOWS, always).expect(201);
        assertThat(open.json().path("organization").path("id").asLong()).isEqualTo(site.id());
        assertThat(open.json().path("time_zone").asText()).isEqualTo("UTC");
        awaitState(id, "maintenance");

        String list = WINDOWS + "?organization=" + site.id() + "&id=" + open.id() + "&active=";
        assertThat(admin.get(list + "true").json().path("count").asInt()).isEqualTo(1);
        assertThat(admin.get(list + "false").json().path("count").asInt()).isZero();

        String from = Instant.now()
                .plus(Duration.ofDays(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        admin.patch(WINDOWS + open.id() + "/", "{\"starts_at\": \"" + from + "\"}")
                .expect(200);
        awaitState(id, "up");
        assertThat(admin.get(list + "true").json().path("count").asInt()).isZero();
        assertThat(admin.get(list + "0").json().path("count").asInt()).isEqualTo(1);
        // once only: as long as each time was to be
        JsonNode once = admin.patch(WINDOWS + open.id() + "/", "{\"recurrence\": null}")
                .expect(200)
                .json();
        assertThat(once.path("ends_at").asText())
                .isEqualTo(Instant.parse(from).plus(Duration.ofMinutes(5)).toString());
        assertThat(once.path("recurrence").isNull()).isTrue();
    }

    @Test
    void windowsAreKeptLikeEverythingElse() {
        long id = device(1);
        Answer made = open("device", id);
        assertThat(made.header("Location").orElse("")).endsWith(WINDOWS + made.id() + "/");
        String path = WINDOWS + made.id() + "/";
        Answer read = admin.get(path).expect(200);
        assertThat(Json.names(read.json()))
                .containsExactly(
                        "id",
                        "organization",
                        "device",
                        "tag",
                        "reason",
                        "starts_at",
                        "ends_at",
                        "recurrence",
                        "time_zone",
                        "duration_minutes",
                        "created_by",
                        "created_at",
                        "updated_at");
        assertThat(admin.put(path, read.body()).expect(200).json().path("ends_at"))
                .isEqualTo(read.json().path("ends_at"));
        assertThat(Json.column(
                        admin.get(WINDOWS + "?organization=" + site.id() + "&reason__ic=WOR")
                                .expect(200)
                                .json()
                                .path("results"),
                        "id"))
                .containsExactly(Long.toString(made.id()));
        assertThat(admin.get("/api/v1/audit_log/?object_type=device_maintenance_window&object_id=" + made.id())
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isGreaterThanOrEqualTo(1);
        Api viewer = site.member("device", "view");
        viewer.get(path).expect(200);
        viewer.patch(path, "{\"reason\": \"mine\"}").expect(403);
        admin.delete(Site.device(id)).expect(204);
        admin.get(path).expect(404); // it was for that device alone
    }

    @Test
    void refusesWhatIsNoWindow() {
        long id = device(1);
        long foreign = Site.create(server, "elsewhere").register().id();
        String site1 = "\"organization\": " + site.id() + ", \"reason\": \"x\"";
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("{\"reason\": \"x\", \"duration_minutes\": 5}", "organization"),
                Map.entry("{\"organization\": " + site.id() + ", \"duration_minutes\": 5}", "reason"),
                Map.entry("{" + site1 + "}", "ends_at"),
                Map.entry("{" + site1 + ", \"ends_at\": \"2020-01-01T00:00:00Z\"}", "ends_at"),
                Map.entry("{" + site1 + ", \"recurrence\": \"0 2 * * *\"}", "duration_minutes"),
                Map.entry("{" + site1 + ", \"recurrence\": \"at night\", \"duration_minutes\": 5}", "recurrence"),
                Map.entry("{" + site1 + ", \"recurrence\": \"0 0 30 2 *\", \"duration_minutes\": 5}", "recurrence"),
                Map.entry("{" + site1 + ", \"time_zone\": \"Mars\", \"duration_minutes\": 5}", "time_zone"),
                Map.entry("{" + site1 + ", \"device\": " + id + ", \"tag\": \"a\", \"duration_minutes\": 5}", "tag"),
                Map.entry("{" + site1 + ", \"device\": 99999999, \"duration_minutes\": 5}", "device"),
                Map.entry("{" + site1 + ", \"device\": " + foreign + ", \"duration_minutes\": 5}", "device"),
                Map.entry("{" + site1 + ", \"duration_minutes\": 0}", "duration_minutes"),
                Map.entry("{" + site1 + ", \"duration_minutes\": 5, \"untill\": 1}", "untill"));
        wrong.forEach((body, field) -> assertThat(
                        Json.names(admin.post(WINDOWS, body).expect(400).json()))
                .as(body)
                .containsExactly(field));
    }
}
