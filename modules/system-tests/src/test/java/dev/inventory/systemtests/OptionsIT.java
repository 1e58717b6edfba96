package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OPTIONS tells of a path, and to whom. */
@ExtendWith(DeployedServer.class)
class OptionsIT {

    private final Server server;
    private final Api admin;
    private Site site;

    OptionsIT(Server server) {
        this.server = server;
        this.admin = server.admin();
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "options");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/ | GET,HEAD",
                "/api/user/ | GET,HEAD,POST,PATCH,DELETE",
                "/api/user/me | GET,HEAD,PUT,PATCH",
                "/api/user/me/set-password/ | POST",
                "/api/user/group/ | GET,HEAD,POST,PATCH,DELETE",
                "/api/user/ruleset/1/ | GET,HEAD,PATCH",
                "/api/v1/organization | GET,HEAD,POST,PATCH,DELETE",
                "/api/v1/organization/1/ | GET,HEAD,PUT,PATCH,DELETE",
                "/api/v1/inventory_device/ | GET,HEAD,POST,PATCH,DELETE",
                "/api/v1/inventory_device/1/availability/ | GET,HEAD",
                "/api/v1/inventory_device/1/facts/ | GET,HEAD",
                "/api/v1/inventory_device_name/core/ | GET,HEAD,PUT,PATCH,DELETE",
                "/api/v1/inventory_device_serial_headless_operation/ | GET,HEAD,POST",
            })
    void tellsTheMethodsOfEveryPath(String path, String methods) {
        Answer answer = options(admin, path).expect(200);

        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("X-Request-Id")).isPresent();
        assertThat(List.of(answer.header("Allow").orElseThrow().split(", ")))
                .contains(methods.split(","))
                .contains("OPTIONS");
        JsonNode json = answer.json();
        assertThat(json.path("name").asText()).isNotBlank();
        assertThat(json.path("description").asText()).isNotBlank();
        assertThat(json.path("renders")).isEqualTo(Json.parse("[\"application/json\"]"));
        assertThat(json.path("parses").path(0).asText()).isEqualTo("application/json");
    }

    @Test
    void describesTheFieldsOfAnOrganization() {
        JsonNode json =
                options(admin, "/api/v1/organization/" + site.id()).expect(200).json();

        assertThat(Json.names(json)).containsExactly("name", "description", "renders", "parses", "actions");
        assertThat(json.path("name").asText()).isEqualTo("Organizations");
        assertThat(json.path("actions").path("PUT")).isEqualTo(Json.parse("""
                {"id": {"type": "integer", "required": false, "read_only": true, "label": "Id"},
                 "name": {"type": "string", "required": true, "read_only": false, "label": "Name",
                   "help_text": "Unique, whatever its case", "max_length": 200},
                 "parent": {"type": "integer", "required": false, "read_only": false, "label": "Parent",
                   "help_text": "Id of the organization above; null for a root"},
                 "contact_email": {"type": "string", "required": false, "read_only": false,
                   "label": "Contact email", "max_length": 254},
                 "created_at": {"type": "datetime", "required": false, "read_only": true, "label": "Created at"},
                 "updated_at": {"type": "datetime", "required": false, "read_only": true,
                   "label": "Updated at"}}"""));
    }

    @Test
    void describesTheFieldsOfADevice() {
        JsonNode fields = options(admin, Site.DEVICES).expect(200).json().at("/actions/POST");

        assertThat(fields.at("/serial_number/required").booleanValue()).isTrue();
        assertThat(fields.at("/serial_number/max_length").asInt()).isEqualTo(128);
        assertThat(fields.at("/poll_interval_seconds/min_value").asInt()).isEqualTo(5);
        assertThat(fields.at("/poll_interval_seconds/max_value").asInt()).isEqualTo(86_400);
        assertThat(fields.at("/last_seen/read_only").booleanValue()).isTrue();
        assertThat(fields.at("/snmp/type").asText()).isEqualTo("nested object");
        assertThat(fields.at("/snmp/children/version/type").asText()).isEqualTo("choice");
        assertThat(fields.at("/snmp/children/version/choices/1/value").asText()).isEqualTo("2c");
    }

    @Test
    void asksForThePasswordOnlyWhereAUserIsMade() {
        assertThat(options(admin, "/api/user/")
                        .expect(200)
                        .json()
                        .at("/actions/POST/password/required")
                        .booleanValue())
                .isTrue();
        JsonNode change = options(admin, "/api/user/1/").expect(200).json().at("/actions/PUT");
        assertThat(change.has("username")).isTrue();
        assertThat(change.has("password")).isFalse();
    }

    @Test
    void offersWhatTheCallerMayDoAndNothingElse() {
        Api viewer = site.member("device", "view");
        Api adder = site.member("device", "add", "view");
        Api changer = site.member("device", "change");
        String detail = Site.device(site.register().id());

        assertThat(actions(viewer, Site.DEVICES)).isEmpty();
        assertThat(actions(viewer, detail)).isEmpty();
        assertThat(actions(changer, Site.DEVICES)).isEmpty();
        assertThat(actions(changer, detail)).containsExactly("PUT");
        assertThat(actions(adder, Site.DEVICES)).containsExactly("POST");
        assertThat(actions(viewer, "/api/user/me/")).containsExactly("PUT");
    }

    @Test
    void offersNoWritesToATokenThatMayNotWrite() {
        String token = admin.post("/api/user/tokens/", "{\"name\": \"reader\", \"write_enabled\": false}")
                .expect(201)
                .json()
                .path("token")
                .asText();
        Api reader = server.anonymous().bearer(token);

        assertThat(actions(reader, Site.DEVICES)).isEmpty();
        assertThat(actions(reader, "/api/v1/organization/1/")).isEmpty();
        assertThat(actions(reader, "/api/user/me/")).isEmpty();
    }

    @Test
    void turnsAwayWhoMayNotLook() {
        Answer unknown = options(server.anonymous(), Site.DEVICES).expect(401);
        assertThat(unknown.header("WWW-Authenticate")).isPresent();
        options(server.anonymous(), "/api/").expect(200);
        options(site.member("device", "view"), "/api/user/").expect(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/no_such_thing/", "/api/v1/organization/1/no_such_thing/", "/api/user/1/2/3/"})
    void knowsOnlyThePathsThatThereAre(String path) {
        assertThat(options(admin, path).expect(404).json()).isEqualTo(Json.parse("{\"detail\":\"Not found.\"}"));
    }

    @Test
    void keepsTheDialectOfBoxes() {
        Answer answer = options(admin, "/api/box/no/such/thing").expect(404);

        assertThat(Json.names(answer.json())).containsExactly("code", "body");
    }

    private static List<String> actions(Api caller, String path) {
        return Json.names(options(caller, path).expect(200).json().path("actions"));
    }

    private static Answer options(Api caller, String path) {
        return caller.send("OPTIONS", path, request -> {});
    }
}
