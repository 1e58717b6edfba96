package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The published requests, sent as they are published, and each status of their tables. Only what cannot be the same on
 * another server stands in for what is printed: ids, and times that were to come then.
 */
@ExtendWith(DeployedServer.class)
class OperationExamplesIT {

    private static final int AGENTS = 6;
    private static final String PRINTED_REQUEST = """
            {
              "operation_type": "bulk_serial_sync",
              "target_organizations": [101, 102, 103],
              "device_filters": {
                "types": ["router", "switch"],
                "status": ["active", "pending"]
              },
              "schedule": {
                "execute_at": "2024-01-16T02:00:00Z",
                "priority": "normal"
              },
              "options": {
                "update_firmware_info": true,
                "validate_connectivity": true,
                "timeout_minutes": 120
              }
            }""";
    private static final String PRINTED_ANSWER = """
            {
              "id": "67890",
              "operation_type": "bulk_serial_sync",
              "status": "scheduled",
              "created_at": "2024-01-15T14:30:00Z",
              "scheduled_for": "2024-01-16T02:00:00Z",
              "estimated_duration_minutes": 90,
              "target_device_count": 245,
              "operation_config": {
                "organizations": [101, 102, 103],
                "device_types": ["router", "switch"],
                "options": {
                  "update_firmware_info": true,
                  "validate_connectivity": true,
                  "timeout_minutes": 120
                }
              },
              "monitoring_url": "/api/v1/inventory_device_serial_headless_operation/?id=67890"
            }""";
    private static final String PRINTED_PAGE = """
            {
              "count": 1,
              "next": null,
              "previous": null,
              "results": [
                {
                  "id": "12345",
                  "operation_type": "bulk_serial_sync",
                  "status": "in_progress",
                  "progress": 65,
                  "total_devices": 150,
                  "processed_devices": 98,
                  "failed_devices": 2,
                  "created_at": "2024-01-15T10:30:00Z",
                  "updated_at": "2024-01-15T11:45:30Z",
                  "estimated_completion": "2024-01-15T12:15:00Z",
                  "operation_details": {
                    "device_types": ["router", "switch", "access_point"],
                    "organization_ids": [101, 102],
                    "error_summary": {
                      "connection_timeouts": 1,
                      "authentication_failures": 1
                    }
                  }
                }
              ]
            }""";

    private final Server server;
    private Api admin;
    private Api bearer;
    private Site[] sites;
    private Agents agents;
    private Instant executeAt;

    OperationExamplesIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void network() {
        admin = server.admin();
        sites = new Site[] {
            Site.create(server, "printed"), Site.create(server, "printed"), Site.create(server, "printed")
        };
        bearer = admin.byToken();
        executeAt = Instant.now().plus(Duration.ofHours(9)).truncatedTo(ChronoUnit.SECONDS);
        agents = Agents.start(AGENTS, "127.47.0.1");
        for (Agent agent : agents.farm().agents()) {
            Site site = sites[agent.number() % 2];
            site.register(agents.device(site, agent)
                    .put("type", 1 + agent.number() % 2)
                    .put("status", true));
        }
    }

    @AfterEach
    void endNetwork() {
        agents.close();
    }

    private String here(String printed) {
        String two = "[" + sites[0].id() + ", " + sites[1].id();
        return printed.replace("[101, 102, 103]", two + ", " + sites[2].id() + "]")
                .replace("[101, 102]", two + "]")
                .replace("2024-01-16T02:00:00Z", executeAt.toString());
    }

    /** The same names in the same order, and values of the same types, all the way down. */
    private static void assertShape(String at, JsonNode answered, JsonNode printed) {
        assertThat(answered.getNodeType()).as(at).isEqualTo(printed.getNodeType());
        if (printed.isObject()) {
            assertThat(Json.names(answered)).as(at).containsExactlyElementsOf(Json.names(printed));
            printed.properties()
                    .forEach(field ->
                            assertShape(at + "." + field.getKey(), answered.path(field.getKey()), field.getValue()));
        } else if (printed.isArray() && !printed.isEmpty()) {
            answered.forEach(element -> assertShape(at + "[]", element, printed.path(0)));
        } else if (printed.isTextual() && printed.asText().endsWith("Z")) {
            assertThat(answered.asText()).as(at).matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
        }
    }

    @Test
    void schedulesAsPrinted() {
        JsonNode printed = Json.parse(here(PRINTED_ANSWER));

        Answer answer = bearer.post(Site.OPERATIONS, here(PRINTED_REQUEST)).expect(201);

        JsonNode answered = answer.json();
        assertShape("answer", answered, printed);
        for (String same : new String[] {"operation_type", "status", "scheduled_for", "operation_config"}) {
            assertThat(answered.path(same)).as(same).isEqualTo(printed.path(same));
        }
        String id = answered.path("id").asText();
        assertThat(id).matches("\\d+");
        assertThat(answered.path("monitoring_url").asText())
                .isEqualTo(printed.path("monitoring_url").asText().replace("67890", id));
        assertThat(answered.path("target_device_count").asInt()).isEqualTo(AGENTS);
        assertThat(answered.path("estimated_duration_minutes").asInt()).isPositive();
        assertThat(answer.header("Location"))
                .hasValueSatisfying(link -> assertThat(link).endsWith(Site.OPERATIONS + id + "/"));
        // once more as a field of the body, as the table of parameters has it
        assertShape(
                "data",
                bearer.post(Site.OPERATIONS, Map.of("data", here(PRINTED_REQUEST)))
                        .expect(201)
                        .json(),
                printed);
    }

    @Test
    void isMonitoredAsPrinted() {
        for (Agent agent : agents.farm().agents()) {
            agent.behave(agent.number() == 1 ? Behaviour.DEAD : Behaviour.slow(Duration.ofMillis(500)));
        }
        ObjectNode request = Json.object(here(PRINTED_REQUEST));
        request.remove("schedule");
        request.withObject("options").put("validate_connectivity", false).put("max_parallel", 1);
        request.withObject("options").putObject("retry").put("max", 0);
        String id = bearer.post(Site.OPERATIONS, request)
                .expect(201)
                .json()
                .path("id")
                .asText();
        String path = Site.OPERATIONS + "?id=" + id + "&update_status=true";
        Patience.await("some of it").until(() -> {
            JsonNode row = bearer.get(Site.OPERATIONS + "?id=" + id)
                    .json()
                    .path("results")
                    .path(0);
            return row.path("failed_devices").asInt() > 0
                    && row.path("processed_devices").asInt() > 1;
        });
        JsonNode going = bearer.get(Site.OPERATIONS + "?id=" + id).expect(200).json();
        assertThat(going.path("results").path(0).path("estimated_completion").isTextual()
                        || !"in_progress"
                                .equals(going.path("results")
                                        .path(0)
                                        .path("status")
                                        .asText()))
                .isTrue();
        new Operation(bearer, id).awaitEnd();

        JsonNode page = bearer.get(path).expect(200).json();

        JsonNode printed = Json.parse(here(PRINTED_PAGE));
        ObjectNode row = (ObjectNode) printed.path("results").path(0);
        // it has ended, and who is dead gives no other error
        row.putNull("estimated_completion");
        row.withObject("operation_details").withObject("error_summary").remove("authentication_failures");
        assertShape("page", page, printed);
        JsonNode details = page.path("results").path(0).path("operation_details");
        assertThat(details.path("device_types")).isEqualTo(Json.parse("[\"router\", \"switch\"]"));
        assertThat(details.path("error_summary")).isEqualTo(Json.parse("{\"connection_timeouts\": 1}"));
        assertThat(page.path("results").path(0).path("failed_devices").asInt()).isEqualTo(1);
        assertThat(page.path("results").path(0).path("progress").asInt()).isEqualTo(100);
    }

    @Test
    void answers404ToAnOperationThatThereIsNot() {
        JsonNode error = bearer.get(Site.OPERATIONS + "?id=999999999&update_status=true")
                .expect(404)
                .json();

        assertThat(error).isEqualTo(Json.parse("{\"detail\": \"Not found.\"}"));
    }

    @Test
    void answers401ToWhoeverHasNoOrAnInvalidToken() {
        for (Api stranger : new Api[] {server.anonymous(), server.anonymous().bearer("no-such-token")}) {
            Answer get = stranger.get(Site.OPERATIONS + "?id=12345&update_status=true")
                    .expect(401);
            Answer post = stranger.post(Site.OPERATIONS, here(PRINTED_REQUEST)).expect(401);

            for (Answer answer : new Answer[] {get, post}) {
                assertThat(answer.header("WWW-Authenticate")).isPresent();
                assertThat(answer.json().path("detail").asText()).isNotBlank();
            }
        }
    }

    @Test
    void answers400ToMalformedJsonAndToAConfigurationOfTheWrongShape() {
        String printed = here(PRINTED_REQUEST);

        bearer.post(Site.OPERATIONS, printed.substring(0, printed.length() - 2)).expect(400);
        assertThat(Json.names(bearer.post(Site.OPERATIONS, printed.replace("\"operation_type\"", "\"operation\""))
                        .expect(400)
                        .json()))
                .containsExactlyInAnyOrder("operation", "operation_type");
        bearer.post(Site.OPERATIONS, printed.replace("120", "\"120\"")).expect(400);
    }

    @Test
    void answers403ForOrganizationsThatAreNotTheCallers() {
        Api operator = sites[0].member("operation", "view", "add");

        JsonNode error = operator.post(Site.OPERATIONS, here(PRINTED_REQUEST))
                .expect(403)
                .json();

        assertThat(error.path("detail").asText()).isNotBlank();
    }

    @Test
    void answers422ToSoundJsonThatCannotWork() {
        // the time as printed is long past
        JsonNode error = bearer.post(
                        Site.OPERATIONS, here(PRINTED_REQUEST).replace(executeAt.toString(), "2024-01-16T02:00:00Z"))
                .expect(422)
                .json();

        assertThat(error.path("schedule").path("execute_at").isArray()).isTrue();
        assertThat(Json.names(bearer.post(Site.OPERATIONS, here(PRINTED_REQUEST).replace("\"normal\"", "\"soon\""))
                        .expect(422)
                        .json()))
                .containsExactly("schedule");
    }
}
