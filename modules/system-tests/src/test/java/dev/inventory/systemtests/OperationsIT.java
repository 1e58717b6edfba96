package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations over 60 simulated devices, of which 4 tell another serial number and 3 are dead. */
@ExtendWith(DeployedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsIT {

    private static final int ALL = 60;
    private static final int WRONG = 4;
    private static final int DEAD = 3;

    private final Server server;
    private Site site;
    private Api admin;
    private Agents agents;

    OperationsIT(Server server) {
        this.server = server;
    }

    @BeforeAll
    void network() {
        site = Site.create(server, "operated");
        admin = site.admin();
        agents = Agents.start(ALL, "127.32.0.1");
        for (Agent agent : agents.farm().agents()) {
            int number = agent.number();
            if (number <= WRONG) {
                agent.behave(Behaviour.WRONG_SERIAL);
            } else if (number <= WRONG + DEAD) {
                agent.behave(Behaviour.DEAD);
            }
            // every third is a router, the others are switches
            site.register(agents.device(site, agent).put("type", number % 3 == 0 ? 1 : 2));
        }
    }

    @AfterAll
    void endNetwork() {
        agents.close();
    }

    private ObjectNode configuration(String type) {
        ObjectNode configuration = Json.object("{}").put("operation_type", type);
        configuration.putArray("target_organizations").add(site.id());
        return configuration;
    }

    @Test
    void synchronizesSerialNumbers() {
        Operation operation = Operation.start(admin, configuration("bulk_serial_sync"));

        JsonNode row = operation.awaitEnd();

        assertThat(row.path("status").asText()).isEqualTo("completed_with_errors");
        assertThat(row.path("progress").asInt()).isEqualTo(100);
        assertThat(row.path("total_devices").asInt()).isEqualTo(ALL);
        assertThat(row.path("processed_devices").asInt()).isEqualTo(ALL);
        assertThat(row.path("failed_devices").asInt()).isEqualTo(WRONG + DEAD);
        assertThat(row.path("estimated_completion").isNull()).isTrue();
        assertThat(row.path("operation_details")).isEqualTo(Json.parse("""
                                {"device_types": [], "organization_ids": [%d],
                                 "error_summary": {"connection_timeouts": 3, "serial_mismatch": 4}}""".formatted(site.id())));
        List<JsonNode> results = operation.results();
        assertThat(results).hasSize(ALL);
        assertThat(results.stream().map(result -> result.path("device_id").asLong()))
                .doesNotHaveDuplicates();
        assertThat(results.stream()
                        .filter(result -> "failed".equals(result.path("outcome").asText())))
                .hasSize(WRONG + DEAD);
        assertThat(results.stream()
                        .filter(result -> "ok".equals(result.path("outcome").asText())))
                .hasSize(ALL - WRONG - DEAD);
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.path("attempts").asInt()).isPositive());
        JsonNode mismatch = admin.get(operation.path() + "results/?error_class=serial_mismatch&search=SIM-000001")
                .expect(200)
                .json()
                .path("results")
                .path(0);
        assertThat(mismatch.path("before").asText()).isEqualTo("SIM-000001");
        assertThat(mismatch.path("after").asText())
                .isEqualTo(agents.farm().agent(1).reportedSerial());
        // a conflict is shown and not written over what is recorded
        assertThat(admin.get(Site.device(mismatch.path("device_id").asLong()))
                        .json()
                        .path("serial_number")
                        .asText())
                .isEqualTo("SIM-000001");
    }

    @Test
    void recordsTheFirmwareWhereAsked() {
        ObjectNode configuration = configuration("bulk_serial_sync");
        Agent agent = agents.farm().agent(20);
        configuration.putObject("device_filters").putArray("serial_numbers").add(agent.serial());
        configuration.putObject("options").put("update_firmware_info", true).put("validate_connectivity", true);

        Operation operation = Operation.start(admin, configuration);

        assertThat(operation.awaitEnd().path("status").asText()).isEqualTo("completed");
        long id = operation.results().get(0).path("device_id").asLong();
        JsonNode device = admin.get(Site.device(id)).expect(200).json();
        assertThat(device.path("firmware_version").asText()).isNotBlank();
        assertThat(device.path("status").asBoolean()).isTrue();
    }

    @Test
    void updatesStatuses() {
        Operation operation = Operation.start(admin, configuration("status_update"));

        JsonNode row = operation.awaitEnd();

        assertThat(row.path("processed_devices").asInt()).isEqualTo(ALL);
        assertThat(operation.results()).hasSize(ALL);
        String list = Site.DEVICES + "?limit=1&organization=" + site.id();
        assertThat(admin.get(list + "&status=true").json().path("count").asInt())
                .isEqualTo(ALL - DEAD);
        assertThat(admin.get(list + "&status=false").json().path("count").asInt())
                .isEqualTo(DEAD);
    }

    @Test
    void acceptsTheExample() {
        Site other = Site.create(admin, "other");
        other.register(other.device().put("status", true));
        other.register(other.device().put("status", true).put("type", 2));
        other.register(other.device().put("status", true).put("type", 3));
        other.register(other.device().put("status", false));
        ObjectNode configuration = Json.object("""
                {
                "operation_type": "bulk_serial_sync",
                "device_filters": {"types": ["router", "switch"], "status": ["active", "pending"]},
                "schedule": {"priority": "normal"},
                "options": {"update_firmware_info": true, "validate_connectivity": true, "timeout_minutes": 120}
                }""");
        configuration.putArray("target_organizations").add(other.id());
        Instant at = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        configuration.withObject("/schedule").put("execute_at", at.toString());

        Answer answer = admin.post(Site.OPERATIONS, configuration).expect(201);
        JsonNode json = answer.json();

        assertThat(Json.names(json))
                .containsExactly(
                        "id",
                        "operation_type",
                        "status",
                        "created_at",
                        "scheduled_for",
                        "estimated_duration_minutes",
                        "target_device_count",
                        "operation_config",
                        "monitoring_url");
        String id = json.path("id").asText();
        assertThat(json.path("id").isTextual()).isTrue();
        assertThat(json.path("status").asText()).isEqualTo("scheduled");
        assertThat(json.path("scheduled_for").asText()).isEqualTo(at.toString());
        assertThat(json.path("estimated_duration_minutes").isInt()).isTrue();
        assertThat(json.path("target_device_count").asInt()).isEqualTo(2);
        assertThat(json.path("monitoring_url").asText()).isEqualTo(Site.OPERATIONS + "?id=" + id);
        assertThat(json.path("operation_config")).isEqualTo(Json.parse("""
                                {"organizations": [%d], "device_types": ["router", "switch"],
                                 "options": {"update_firmware_info": true, "validate_connectivity": true,
                                             "timeout_minutes": 120}}""".formatted(other.id())));
        JsonNode list =
                admin.get(json.path("monitoring_url").asText()).expect(200).json();
        assertThat(Json.names(list)).containsExactly("count", "next", "previous", "results");
        assertThat(Json.names(list.path("results").path(0)))
                .containsExactly(
                        "id",
                        "operation_type",
                        "status",
                        "progress",
                        "total_devices",
                        "processed_devices",
                        "failed_devices",
                        "created_at",
                        "updated_at",
                        "estimated_completion",
                        "operation_details");
        assertThat(Json.names(list.path("results").path(0).path("operation_details")))
                .containsExactly("device_types", "organization_ids", "error_summary");
        admin.get(json.path("monitoring_url").asText() + "&update_status=true").expect(200);
    }

    @Test
    void holdsTheDevicesThatItNames() {
        Site other = Site.create(admin, "held");
        long held = other.register().id();
        long free = other.register().id();
        ObjectNode configuration = Json.object("{\"operation_type\": \"status_update\"}");
        configuration.putArray("target_organizations").add(other.id());
        configuration.putObject("device_filters").putArray("ids").add(held);
        configuration
                .putObject("schedule")
                .put("execute_at", Instant.now().plusSeconds(3600).toString());
        Operation operation = Operation.start(admin, configuration);

        assertThat(admin.delete(Site.device(held)).expect(409).body()).contains(operation.id());
        admin.delete(Site.device(free)).expect(204);
    }

    @Test
    void startsAtOnceAndNarrowsItsTargets() {
        ObjectNode configuration = configuration("status_update");
        configuration.putObject("device_filters").putArray("types").add("router");

        Operation operation = Operation.start(admin, configuration);
        operation.awaitEnd();

        JsonNode detail = admin.get(operation.path()).expect(200).json();
        assertThat(detail.path("total_devices").asInt()).isEqualTo(ALL / 3);
        assertThat(Duration.between(
                        Instant.parse(detail.path("created_at").asText()),
                        Instant.parse(detail.path("started_at").asText())))
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void narrowsItsTargetsByAnyFilterOfTheListOfDevices() {
        String name = agents.farm().agent(9).name();
        long id = admin.get(Site.DEVICES + "?name=" + Api.encode(name) + "&organization=" + site.id())
                .expect(200)
                .json()
                .path("results")
                .path(0)
                .path("id")
                .asLong();
        admin.patch(Site.device(id), "{\"location\": \"Rack 9\", \"tags\": [\"narrowed\"]}")
                .expect(200);
        for (String filters : List.of(
                "{\"location__ic\": \"rack 9\"}",
                "{\"tag\": \"narrowed\"}",
                "{\"serial_number\": \"SIM-000009\", \"types\": [\"router\"]}",
                "{\"search\": \"SIM-000009\", \"polling_enabled\": false}",
                "{\"id__in\": [" + id + "], \"name__isw\": \"" + name.substring(0, 2) + "\"}")) {
            ObjectNode configuration = configuration("status_update");
            configuration.set("device_filters", Json.parse(filters));

            Operation operation = Operation.start(admin, configuration);
            operation.awaitEnd();

            assertThat(operation.results())
                    .as(filters)
                    .extracting(result -> result.path("device_id").asLong())
                    .containsExactly(id);
            JsonNode config = admin.get(operation.path()).expect(200).json().path("operation_config");
            assertThat(config.path("device_filters").size()).as(filters).isPositive();
        }
    }

    @Test
    void takesTheConfigurationAsTextToo() {
        ObjectNode configuration = configuration("status_update");
        configuration.putObject("device_filters").putArray("types").add("router");

        Operation.start(admin, Map.of("data", Json.write(configuration))).awaitEnd();
        Answer form = admin.send(
                        "POST",
                        Site.OPERATIONS,
                        BodyPublishers.ofString("data=" + Api.encode(Json.write(configuration))),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded"))
                .expect(201);
        new Operation(admin, form.json().path("id").asText()).awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "", "[]", "{\"operation_type\": 5}", "{\"data\": \"{\"}", "{}", "{\"operation_typ\": 1}"})
    void refusesWhatIsMalformed(String body) {
        assertThat(admin.post(Site.OPERATIONS, body).expect(400).json().isObject())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operation_type | \"defragment\"",
                "target_organizations | []",
                "device_filters | {\"types\": [\"no_such_type\"]}",
                "device_filters | {\"status\": [\"sleepy\"]}",
                "device_filters | {\"serial_numbers\": [\"no-such-serial\"]}",
                "device_filters | {\"colour\": \"red\"}",
                "device_filters | {\"nam__ic\": \"core\"}",
                "device_filters | {\"type\": \"router\"}",
                "device_filters | {\"polling_enabled\": \"perhaps\"}",
                "device_filters | {\"limit\": 5}",
                "device_filters | {\"update_status\": true}",
                "schedule | {\"execute_at\": \"2024-01-16T02:00:00Z\"}",
                "schedule | {\"priority\": \"extreme\"}",
                "schedule | {\"recurrence\": \"every now and then\"}",
                "options | {\"timeout_minutes\": 0}",
                "options | {\"timeout_minutes\": 1000000}",
                "options | {\"max_parallel\": 0}",
            })
    void refusesWhatCannotWork(String field, String value) {
        ObjectNode configuration = configuration("bulk_serial_sync");
        configuration.set(field, Json.parse(value));

        JsonNode errors = admin.post(Site.OPERATIONS, configuration).expect(422).json();

        assertThat(Json.names(errors)).containsExactly(field);
    }

    @Test
    void isForWhoMay() {
        Site foreign = Site.create(admin, "foreign");
        Api operator = site.member("operation", "view", "add");
        Api viewer = site.member("operation", "view");
        ObjectNode theirs = configuration("status_update");
        theirs.withArray("target_organizations").add(foreign.id());
        Operation foreignOperation =
                Operation.start(admin, Map.of("operation_type", "status_update", "target_organizations", new long[] {
                    foreign.id(), site.id()
                }));

        server.anonymous().get(Site.OPERATIONS).expect(401);
        server.anonymous().post(Site.OPERATIONS, "{").expect(401);
        viewer.post(Site.OPERATIONS, "{").expect(403);
        operator.post(Site.OPERATIONS, theirs).expect(403);
        operator.get(Site.OPERATIONS + "?id=" + foreignOperation.id()).expect(403);
        operator.get(foreignOperation.path()).expect(403);
        operator.get(foreignOperation.path() + "results/").expect(403);
        for (String id : List.of("999999999", "abc", "0")) {
            admin.get(Site.OPERATIONS + "?id=" + id).expect(404);
            admin.get(Site.OPERATIONS + id + "/").expect(404);
        }
        assertThat(admin.get(Site.OPERATIONS + "?update_status=maybe")
                        .expect(400)
                        .json()
                        .path("update_status")
                        .isArray())
                .isTrue();
    }
}
