package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may enter, and what the others are told. */
@ExtendWith(DeployedServer.class)
class AuthIT {

    private static final String DEVICES = Site.DEVICES;
    private static final String TOKEN = "inv-[0-9a-f]{40}-[0-9]{8}";

    private final Server server;
    private final Api anonymous;

    AuthIT(Server server) {
        this.server = server;
        this.anonymous = server.anonymous();
    }

    @Test
    void tellsWhatServerItIsToAnybody() {
        JsonNode json = anonymous.get("/api/").expect(200).json();

        assertThat(Json.names(json)).containsExactlyInAnyOrder("server", "version", "instance", "apiVersion");
        assertThat(json.path("apiVersion").isInt()).isTrue();
        assertThat(json.path("apiVersion").asInt()).isGreaterThanOrEqualTo(206);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/inventory_device/",
                "/api/v1/inventory_device/1",
                "/api/v1/inventory_device_type/",
                "/api/v1/organization/",
                "/api/v1/inventory_device_serial_headless_operation/",
                "/api/user/token/",
                "/api/v1/no_such_thing/"
            })
    void turnsAwayWhoBringsNoCredentials(String path) {
        Answer answer = anonymous.get(path).expect(401);

        assertThat(answer.header("WWW-Authenticate")).isPresent();
        assertThat(answer.json())
                .isEqualTo(Json.parse("{\"detail\":\"Authentication credentials were not provided.\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/box/create", "/api/box/put", "/api/item/delete"})
    void turnsAwayInTheDialectOfBoxes(String path) {
        Answer answer = anonymous.bearer("nonsense").post(path, "{}").expect(401);

        assertThat(answer.header("WWW-Authenticate")).isPresent();
        assertThat(answer.json()).isEqualTo(Json.parse("""
                                {"code": 401, "body": [{"name": "Unauthorized",
                                 "description": "Invalid token."}]}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/box/x", "/api/boxes/", "/api/item/1", "/api/items"})
    void tellsEverybodyThatABoxPathIsUnknown(String path) {
        JsonNode answer = anonymous.get(path).expect(404).json();

        assertThat(answer.path("code").asInt()).isEqualTo(404);
        assertThat(answer.path("body").path(0).path("name").asText()).isEqualTo("Not Found");
    }

    @Test
    void takesPasswordsAndTokensAlike() {
        Api basic = anonymous.basic(Api.ADMIN, Api.ADMIN_PASSWORD);
        String token =
                basic.get("/api/user/token/").expect(200).json().path("token").asText();

        basic.get(DEVICES).expect(200);
        anonymous.with("Bearer " + token).get(DEVICES).expect(200);
        anonymous.with("Token " + token).get(DEVICES).expect(200);
        anonymous.with("tOkEn " + token).get(DEVICES).expect(200);
    }

    @Test
    void handsOutTheSameTokenAgain() {
        Api basic = anonymous.basic(Api.ADMIN, Api.ADMIN_PASSWORD);

        JsonNode first = basic.get("/api/user/token/").expect(200).json();
        JsonNode second = basic.get("/api/user/token").expect(200).json();
        JsonNode named = basic.get("/api/user/token/?name=backup").expect(200).json();

        assertThat(Json.names(first)).containsExactlyInAnyOrder("token", "name", "expiry");
        assertThat(first.path("token").asText()).matches(TOKEN);
        assertThat(first.path("expiry").asText()).matches("\\d{4}-\\d{2}-\\d{2}.*");
        assertThat(second).isEqualTo(first);
        assertThat(named.path("name").asText()).isEqualTo("backup");
        assertThat(named.path("token").asText())
                .isNotEqualTo(first.path("token").asText());
    }

    @Test
    void saysThatAPasswordIsWrongAndNothingMore() {
        for (String user : new String[] {Api.ADMIN, "nobody-" + Site.unique("x"), ""}) {
            Answer answer = anonymous.basic(user, "wrong").get(DEVICES).expect(401);

            assertThat(answer.json()).isEqualTo(Json.parse("{\"detail\":\"Invalid username/password.\"}"));
            assertThat(answer.header("WWW-Authenticate")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nonsense",
                "Token inv-0000000000000000000000000000000000000000-20990101",
                "Bearer inv-zzz",
                "Bearer \u00e9"
            })
    void saysThatATokenIsWrong(String header) {
        Answer answer = anonymous.with(header).get(DEVICES).expect(401);

        assertThat(answer.json()).isEqualTo(Json.parse("{\"detail\":\"Invalid token.\"}"));
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void refusesATokenThatWasTamperedWith() {
        String token = anonymous
                .basic(Api.ADMIN, Api.ADMIN_PASSWORD)
                .get("/api/user/token/")
                .json()
                .path("token")
                .asText();
        String nextYear = token.substring(0, token.length() - 8) + "20991231";

        assertThat(anonymous
                        .bearer(nextYear)
                        .get(DEVICES)
                        .expect(401)
                        .json()
                        .path("detail")
                        .asText())
                .isEqualTo("Invalid token.");
    }

    @Test
    void keepsTheDialectForWhoIsKnown() {
        Api admin = server.admin();

        Answer rest = admin.get("/api/v1/no_such_thing/").expect(404);
        Answer box = admin.get("/api/box/no_such_thing").expect(404);

        assertThat(Json.names(rest.json())).containsExactly("detail");
        assertThat(Json.names(box.json())).containsExactly("code", "body");
        assertThat(box.json().path("code").asInt()).isEqualTo(404);
        assertThat(box.json().path("body").path(0).path("name").asText()).isEqualTo("Not Found");
    }
}
