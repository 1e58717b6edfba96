package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What InvenTree's Python client sends, in its order and with its headers, from connecting to deleting. */
@ExtendWith(DeployedServer.class)
class ClientSequenceIT {

    private static final int LOWEST_VERSION = 206;

    private final Server server;
    private Site site;
    private Api basic;

    ClientSequenceIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void somebody() {
        site = Site.create(server, "client");
        basic = site.memberByPassword("device", "view", "add", "change", "delete");
    }

    private static JsonNode json(Answer answer) {
        assertThat(answer.header("Content-Type")).contains("application/json");
        return answer.json();
    }

    @Test
    void connectsWorksAndCleansUp() {
        // it tests the connection, without credentials
        JsonNode about = json(server.anonymous().get("/api/").expect(200));
        assertThat(about.path("server").asText()).isNotBlank();
        assertThat(about.path("apiVersion").asInt()).isGreaterThanOrEqualTo(LOWEST_VERSION);

        // it proves the password, then asks for a token of its own name
        JsonNode me = json(basic.get("/api/user/me/").expect(200));
        assertThat(me.path("username").asText()).startsWith("user");
        JsonNode token =
                json(basic.get("/api/user/token/?name=inventree-python-client").expect(200));
        Api client = server.anonymous().with("Token " + token.path("token").asText());
        JsonNode roles = json(client.get("/api/user/roles/").expect(200));
        assertThat(roles.path("roles").path("device"))
                .isEqualTo(Json.parse("[\"view\",\"add\",\"change\",\"delete\"]"));

        // it makes, lists with a limit, reads, changes
        long first = client.post(Site.DEVICES, site.device()).expect(201).id();
        long second = client.post(Site.DEVICES, site.device()).expect(201).id();
        JsonNode page = json(client.get(Site.DEVICES + "?limit=1&offset=0").expect(200));
        assertThat(Json.names(page)).containsExactly("count", "next", "previous", "results");
        assertThat(page.path("count").asInt()).isEqualTo(2);
        assertThat(page.path("results")).hasSize(1);
        json(client.get(Site.device(first)).expect(200));
        JsonNode changed = json(
                client.patch(Site.device(first), Map.of("location", "Shelf 4")).expect(200));
        assertThat(changed.path("location").asText()).isEqualTo("Shelf 4");

        // it keeps metadata of its own beside an object
        JsonNode merged =
                json(client.patch(Site.device(first) + "metadata/", Map.of("metadata", Map.of("rack", 7, "note", "x")))
                        .expect(200));
        assertThat(merged.path("metadata")).isEqualTo(Json.parse("{\"rack\": 7, \"note\": \"x\"}"));
        client.put(Site.device(first) + "metadata/", Map.of("metadata", Map.of("rack", 8)))
                .expect(200);
        assertThat(json(client.get(Site.device(first) + "metadata/").expect(200))
                        .path("metadata"))
                .isEqualTo(Json.parse("{\"rack\": 8}"));

        // it asks what may be sent
        Answer options = client.send("OPTIONS", Site.DEVICES, headers -> {}).expect(200);
        assertThat(options.header("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET", "POST"));
        assertThat(Json.names(json(options).path("actions"))).contains("POST");
        assertThat(json(options)
                        .path("actions")
                        .path("POST")
                        .path("name")
                        .path("required")
                        .asBoolean())
                .isTrue();

        // it deletes many by a body
        client.write("DELETE", Site.DEVICES, Map.of("items", List.of(first, second)))
                .expect(204);
        assertThat(json(client.get(Site.DEVICES).expect(200)).path("count").asInt())
                .isZero();
        assertThat(json(client.get(Site.device(first)).expect(404))
                        .path("detail")
                        .asText())
                .isNotBlank();
    }

    @Test
    void isToldWhatIsWrongInTheWordsItLooksFor() {
        assertThat(json(server.anonymous().get("/api/user/me/").expect(401))
                        .path("detail")
                        .asText())
                .isEqualTo("Authentication credentials were not provided.");
        assertThat(json(basic.post(Site.ORGANIZATIONS, Map.of("name", "x")).expect(403))
                        .path("detail")
                        .asText())
                .isEqualTo("You do not have permission to perform this action.");
        JsonNode errors =
                json(basic.post(Site.DEVICES, Map.of("organization", site.id())).expect(400));
        assertThat(errors.path("name")).isEqualTo(Json.parse("[\"This field is required.\"]"));
        Answer method = basic.send("DELETE", "/api/user/me/", headers -> {});
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isPresent();
    }
}
