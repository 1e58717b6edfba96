package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients tell operations while they wait or work, and what they are told; over 40 slow agents. */
@ExtendWith(DeployedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationControlIT {

    private static final int ALL = 40;

    private final Server server;
    private final ExecutorService speakers = Executors.newFixedThreadPool(4);
    private Site site;
    private Api admin;
    private Agents agents;

    OperationControlIT(Server server) {
        this.server = server;
    }

    @BeforeAll
    void network() {
        site = Site.create(server, "controlled");
        admin = site.admin();
        agents = Agents.start(ALL, "127.33.0.1");
        for (Agent agent : agents.farm().agents()) {
            agent.behave(Behaviour.slow(Duration.ofMillis(200)));
        }
        agents.register(site, (agent, device) -> {});
    }

    @AfterAll
    void endNetwork() {
        agents.close();
        speakers.shutdownNow();
    }

    private ObjectNode configuration(String type, String options) {
        ObjectNode configuration = Json.object("{}").put("operation_type", type);
        configuration.putArray("target_organizations").add(site.id());
        configuration.set("options", Json.parse(options));
        return configuration;
    }

    private static void awaitProcessed(Operation operation, int atLeast) {
        Patience.await("progress of operation " + operation.id())
                .until(() -> operation.row().path("processed_devices").asInt() >= atLeast);
    }

    @Test
    void pausesResumesAndCancels() {
        Operation operation = Operation.start(admin, configuration("bulk_serial_sync", "{\"max_parallel\": 2}"));
        awaitProcessed(operation, 2);

        JsonNode paused =
                admin.post(operation.path() + "pause/", Map.of()).expect(200).json();
        assertThat(paused.path("paused").asBoolean()).isTrue();
        admin.post(operation.path() + "pause/", Map.of()).expect(200);
        Answer token = admin.post("/api/user/tokens/", Map.of("name", Site.unique("screen")))
                .expect(201);
        try (EventStream watching =
                EventStream.open(admin.bearer(token.json().path("token").asText()), operation.path() + "events/")) {
            admin.delete("/api/user/tokens/" + token.id() + "/").expect(204);
            watching.awaitEnd();
        }
        admin.post(operation.path() + "resume/", Map.of()).expect(200);
        int before = operation.row().path("processed_devices").asInt();
        awaitProcessed(operation, before + 1);
        admin.post(operation.path() + "cancel/", Map.of()).expect(200);
        JsonNode row = operation.awaitEnd();

        assertThat(row.path("status").asText()).isEqualTo("cancelled");
        List<JsonNode> results = operation.results();
        assertThat(results).hasSize(ALL);
        assertThat(results.stream()
                        .filter(result -> "ok".equals(result.path("outcome").asText())))
                .hasSize(row.path("processed_devices").asInt());
        assertThat(results.stream().filter(result -> "not_processed"
                        .equals(result.path("outcome").asText())))
                .hasSize(ALL - row.path("processed_devices").asInt())
                .isNotEmpty();
        admin.post(operation.path() + "cancel/", Map.of()).expect(200);
        admin.post(operation.path() + "resume/", Map.of()).expect(409);
    }

    @Test
    void whoeverSaysSomethingAtTheSameTimeIsHeard() {
        Operation operation = Operation.start(admin, configuration("bulk_serial_sync", "{\"max_parallel\": 1}"));
        for (int round = 0; round < 5; round++) {
            sayAtOnce(operation, "pause", "pause", "pause", "pause");
            sayAtOnce(operation, "resume", "pause", "resume", "pause");
            sayAtOnce(operation, "resume", "resume", "resume", "resume");
        }
        sayAtOnce(operation, "cancel", "cancel", "cancel", "cancel");
        assertThat(operation.awaitEnd().path("status").asText()).isEqualTo("cancelled");
    }

    private void sayAtOnce(Operation operation, String... words) {
        List<CompletableFuture<Answer>> answers = Arrays.stream(words)
                .map(word -> CompletableFuture.supplyAsync(
                        () -> admin.post(operation.path() + word + "/", Map.of()), speakers))
                .toList();
        answers.forEach(answer -> answer.join().expect(200));
    }

    @Test
    void whatIsToBeDoneIsSaidByThePathAlone() {
        Operation operation = Operation.start(admin, configuration("status_update", "{}"));
        for (String word : List.of("pause", "resume", "cancel", "retry")) {
            assertThat(Json.names(admin.post(operation.path() + word + "/", Map.of("reason", "tired"))
                            .expect(400)
                            .json()))
                    .containsExactly("reason");
        }
        assertThat(operation.awaitEnd().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void whatChangesDevicesNeedsTheRightToChangeThem() {
        Api viewer = site.member(Map.of("operation", List.of("view", "add"), "device", List.of("view")));
        ObjectNode apply = configuration("apply_config", "{}");
        ObjectNode update = configuration("bulk_serial_sync", "{\"update_firmware_info\": true}");
        for (ObjectNode writing : List.of(apply, update)) {
            assertThat(viewer.post(Site.OPERATIONS, writing).expect(403).body()).contains("" + site.id());
            writing.withObject("options").put("dry_run", true);
            viewer.post(Site.OPERATIONS, writing).expect(403);
        }
        viewer.post(Site.OPERATIONS, configuration("bulk_serial_sync", "{\"dry_run\": true}"))
                .expect(200);
    }

    @Test
    void aPausedOperationStandsStill() {
        Site other = Site.create(admin, "beside");
        other.register();
        ObjectNode beside = Json.object("{\"operation_type\": \"compliance_report\","
                + " \"options\": {\"rules\": {\"snmp_versions\": [\"2c\"]}}}");
        beside.putArray("target_organizations").add(other.id());
        Operation operation = Operation.start(admin, configuration("bulk_serial_sync", "{\"max_parallel\": 1}"));
        awaitProcessed(operation, 1);
        admin.post(operation.path() + "pause/", Map.of()).expect(200);
        // the device that was asked is waited for
        Operation.start(admin, beside).awaitEnd();
        Operation.start(admin, beside).awaitEnd();
        Patience.await("the last answer").until(() -> {
            JsonNode row = operation.row();
            Operation.start(admin, beside).awaitEnd();
            return operation.row().equals(row);
        });
        int processed = operation.row().path("processed_devices").asInt();
        Operation.start(admin, beside).awaitEnd();

        assertThat(operation.row().path("processed_devices").asInt())
                .isEqualTo(processed)
                .isLessThan(ALL);
        assertThat(operation.row().path("status").asText()).isEqualTo("in_progress");
        admin.post(operation.path() + "resume/", Map.of()).expect(200);
        assertThat(operation.awaitEnd().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void cancelsWhatHasNotBegunAtOnce() {
        ObjectNode configuration = configuration("status_update", "{}");
        configuration
                .putObject("schedule")
                .put("recurrence", "0 2 * * *")
                .put("time_zone", "Europe/Berlin")
                .put("misfire", "skip");
        Operation operation = Operation.start(admin, configuration);
        JsonNode detail = admin.get(operation.path()).expect(200).json();
        assertThat(detail.path("series_id").asText()).isEqualTo(operation.id());
        assertThat(detail.path("operation_config").path("recurrence"))
                .isEqualTo(Json.parse(
                        "{\"cron\": \"0 2 * * *\", \"time_zone\": \"Europe/Berlin\", \"misfire\": \"skip\"}"));

        JsonNode cancelled =
                admin.post(operation.path() + "cancel/", Map.of()).expect(200).json();

        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        assertThat(cancelled.path("finished_at").isNull()).isFalse();
        admin.post(operation.path() + "retry/", Map.of()).expect(409);
        admin.post(Site.OPERATIONS + "999999999/cancel/", Map.of()).expect(404);
        Api viewer = site.member("operation", "view");
        viewer.post(operation.path() + "cancel/", Map.of()).expect(403);
        viewer.get(operation.path()).expect(200);
    }

    @Test
    void anOrganizationStaysAsLongAsSomethingIsScheduledForIt() {
        Site other = Site.create(admin, "left");
        long device = other.register().id();
        ObjectNode configuration = Json.object("{\"operation_type\": \"status_update\"}");
        configuration.putArray("target_organizations").add(other.id());
        configuration.putObject("schedule").put("recurrence", "0 2 * * *");
        Operation operation = Operation.start(admin, configuration);
        admin.delete(Site.device(device)).expect(204);

        String organization = "/api/v1/organization/" + other.id() + "/";
        assertThat(admin.delete(organization).expect(409).body())
                .contains("operation " + operation.id() + " (status_update) for it is scheduled");

        admin.post(operation.path() + "cancel/", Map.of()).expect(200);
        admin.delete(organization).expect(204);
    }

    @Test
    void aDryRunTellsTheTargetsAndSchedulesNothing() {
        JsonNode preview = admin.post(Site.OPERATIONS, configuration("bulk_serial_sync", "{\"dry_run\": true}"))
                .expect(200)
                .json();

        assertThat(preview.path("dry_run").asBoolean()).isTrue();
        assertThat(preview.path("target_device_count").asInt()).isEqualTo(ALL);
        assertThat(preview.path("targets")).hasSize(ALL);
        assertThat(Json.names(preview.path("targets").path(0)))
                .containsExactly("device_id", "device_name", "serial_number", "organization");
    }

    @Test
    void retriesTheFailedDevicesAlone() {
        Site other = Site.create(admin, "retried");
        Agents three = Agents.start(3, "127.34.0.1");
        try {
            three.farm().agent(2).behave(Behaviour.WRONG_SERIAL);
            three.register(other, (agent, device) -> {});
            ObjectNode configuration = Json.object("{\"operation_type\": \"bulk_serial_sync\"}");
            configuration.putArray("target_organizations").add(other.id());
            Operation first = Operation.start(admin, configuration);
            assertThat(first.awaitEnd().path("failed_devices").asInt()).isEqualTo(1);
            three.farm().agent(2).behave(Behaviour.HEALTHY);

            JsonNode accepted =
                    admin.post(first.path() + "retry/", Map.of()).expect(201).json();

            assertThat(accepted.path("target_device_count").asInt()).isEqualTo(1);
            Operation second = new Operation(admin, accepted.path("id").asText());
            assertThat(second.awaitEnd().path("status").asText()).isEqualTo("completed");
            assertThat(second.results()).hasSize(1);
            assertThat(admin.get(second.path()).json().path("retry_of").asText())
                    .isEqualTo(first.id());
            admin.post(second.path() + "retry/", Map.of()).expect(409);
        } finally {
            three.close();
        }
    }

    @Test
    void reportsFirmwareDriftAndCompliance() {
        Operation firmware = Operation.start(admin, configuration("firmware_inventory", "{}"));
        Operation audit = Operation.start(admin, configuration("inventory_audit", "{}"));
        Operation compliance = Operation.start(
                admin,
                configuration(
                        "compliance_report",
                        "{\"rules\": {\"snmp_versions\": [\"2c\"], \"allowed_firmware\": [\"9.9\"]}}"));

        assertThat(firmware.awaitEnd().path("status").asText()).isEqualTo("completed");
        long counted = 0;
        for (JsonNode count : admin.get(firmware.path()).json().path("devices_by_value")) {
            counted += count.asLong();
        }
        assertThat(counted).isEqualTo(ALL);
        assertThat(audit.awaitEnd().path("processed_devices").asInt()).isEqualTo(ALL);
        JsonNode row = compliance.awaitEnd();
        assertThat(row.path("operation_details").path("error_summary"))
                .isEqualTo(Json.parse("{\"non_compliant\": " + ALL + "}"));
        assertThat(admin.get(compliance.path()).json().path("devices_by_value"))
                .isEqualTo(Json.parse("{\"allowed_firmware\": " + ALL + "}"));
    }

    @Test
    void exportsResultsAsAFileAndTellsProgressAsEvents() {
        Operation operation = Operation.start(admin, configuration("bulk_serial_sync", "{\"max_parallel\": 4}"));

        // the stream ends by itself, with the operation
        Answer events = admin.get(operation.path() + "events/", "Accept", "text/event-stream")
                .expect(200);

        List<String> lines = events.body().lines().toList();
        assertThat(lines).contains("event: progress", "event: end");
        String last = lines.stream()
                .filter(line -> line.startsWith("data: "))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(Json.parse(last.substring("data: ".length()))).isEqualTo(operation.row());
        Answer file =
                admin.get(operation.path() + "results/?export=csv&outcome=ok").expect(200);
        assertThat(file.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(file.header("Content-Disposition")).isPresent();
        assertThat(file.body().lines()).hasSize(ALL + 1);
        assertThat(Arrays.asList(file.body().lines().toList().get(1).split(",")))
                .contains("ok");
        admin.get(operation.path() + "results/?export=pdf").expect(400);
        admin.get(operation.path() + "results/?export=csv&outcom=ok").expect(400);
        admin.send("HEAD", operation.path() + "events/", request -> {}).expect(200);
        server.anonymous().get(operation.path() + "events/").expect(401);
        admin.get(Site.OPERATIONS + "999999999/events/").expect(404);
    }
}
