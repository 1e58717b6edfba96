package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept beside an object. */
@ExtendWith(DeployedServer.class)
class MetadataIT {

    private static final JsonNode NONE = Json.parse("{\"metadata\": {}}");

    private final Server server;
    private final Api admin;
    private Site site;

    MetadataIT(Server server) {
        this.server = server;
        this.admin = server.admin();
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "metadata");
    }

    @Test
    void everyObjectHasThem() {
        objects().forEach(object -> {
            String path = object + "metadata/";
            assertThat(admin.get(path).expect(200).json()).isEqualTo(NONE);

            JsonNode put = admin.put(path, "{\"metadata\": {\"a\": {\"b\": 1, \"c\": null}, \"d\": [\"x\\ny\"]}}")
                    .expect(200)
                    .json();
            assertThat(put)
                    .isEqualTo(Json.parse("{\"metadata\": {\"a\": {\"b\": 1, \"c\": null}, \"d\": [\"x\\ny\"]}}"));
            JsonNode patched = admin.patch(path, "{\"metadata\": {\"a\": {\"b\": null, \"e\": 2.50}, \"d\": \"new\"}}")
                    .expect(200)
                    .json();
            JsonNode expected = Json.parse("{\"metadata\": {\"a\": {\"c\": null, \"e\": 2.5}, \"d\": \"new\"}}");
            assertThat(patched).isEqualTo(expected);
            // also without the slash
            assertThat(admin.get(object + "metadata").expect(200).json()).isEqualTo(expected);
            assertThat(admin.put(path, NONE).expect(200).json()).isEqualTo(NONE);
        });
    }

    @Test
    void areFoundByADevicesNaturalKeys() {
        JsonNode device = site.register().json();
        String byId = Site.device(device.path("id").asLong()) + "metadata/";
        String byName = "/api/v1/inventory_device_name/" + device.path("name").asText() + "/metadata/";
        String bySerial = "/api/v1/inventory_device_serial/"
                + device.path("serial_number").asText() + "/metadata/";

        admin.put(byName, "{\"metadata\": {\"a\": 1}}").expect(200);
        admin.patch(bySerial, "{\"metadata\": {\"b\": 2}}").expect(200);

        JsonNode expected = Json.parse("{\"metadata\": {\"a\": 1, \"b\": 2}}");
        assertThat(admin.get(byId).expect(200).json()).isEqualTo(expected);
        assertThat(admin.get(byName).expect(200).json()).isEqualTo(expected);
        assertThat(admin.get(bySerial).expect(200).json()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\": []}",
                "{\"metadata\": \"text\"}",
                "{\"metadata\": null}",
                "{}",
                "{\"metadata\": {\"a\": \"\\u0000\"}}",
                "{\"metadata\": {\"a\": [{\"\\ud800\": 1}]}}"
            })
    void areAnObjectAndNothingElse(String body) {
        String path = metadataOfOrganization();

        for (String method : new String[] {"PUT", "PATCH"}) {
            Answer refused = admin.write(method, path, body).expect(400);
            assertThat(Json.names(refused.json())).containsExactly("metadata");
        }
        assertThat(admin.get(path).json()).isEqualTo(NONE);
    }

    @Test
    void namesAnUnknownFieldAndNoList() {
        String path = metadataOfOrganization();

        Answer misspelt = admin.put(path, "{\"metadata\": {}, \"metdata\": {}}").expect(400);
        assertThat(misspelt.json().path("metdata").path(0).asText())
                .isEqualTo("Unknown field. Did you mean 'metadata'?");
        admin.put(path, "[]").expect(400);
        admin.put(path, "{").expect(400);
    }

    @Test
    void haveALimitThatCountsAfterTheMergeToo() {
        String path = metadataOfOrganization();
        String half = "x".repeat(40_000);

        admin.put(path, Map.of("metadata", Map.of("a", half))).expect(200);
        Answer tooLarge =
                admin.patch(path, Map.of("metadata", Map.of("b", half))).expect(400);

        assertThat(tooLarge.json().path("metadata").path(0).asText()).contains("65536");
        admin.put(path, Map.of("metadata", Map.of("a", "é".repeat(33_000)))).expect(400);
        // {"a":"…"} takes eight bytes beside the text
        admin.put(path, Map.of("metadata", Map.of("a", "x".repeat(65_528)))).expect(200);
        admin.put(path, Map.of("metadata", Map.of("a", "x".repeat(65_529)))).expect(400);
    }

    @Test
    void haveAnETagOfTheirOwn() {
        String object = Site.ORGANIZATIONS + site.id() + "/";
        String path = object + "metadata/";
        String objectTag = admin.get(object).etag();
        String first = admin.get(path).etag();

        admin.get(path, "If-None-Match", first).expect(304);
        Answer written = admin.write("PUT", path, "{\"metadata\": {\"a\": 1}}", "If-Match", first)
                .expect(200);
        assertThat(written.etag()).isNotEqualTo(first);
        assertThat(admin.get(path, "If-None-Match", first).expect(200).etag()).isEqualTo(written.etag());
        admin.write("PATCH", path, "{\"metadata\": {\"b\": 1}}", "If-Match", first)
                .expect(412);
        assertThat(admin.get(path).json()).isEqualTo(Json.parse("{\"metadata\": {\"a\": 1}}"));
        assertThat(admin.get(object).etag()).isEqualTo(objectTag);
    }

    @Test
    void goWithTheirObject() {
        objects().forEach(object -> {
            admin.put(object + "metadata/", "{\"metadata\": {\"a\": 1}}").expect(200);
            admin.delete(object).expect(204);
            admin.get(object + "metadata/").expect(404);
            admin.put(object + "metadata/", NONE).expect(404);
            admin.patch(object + "metadata/", NONE).expect(404);
        });
    }

    @Test
    void areUnderThePermissionsOfTheObject() {
        Site foreign = Site.create(server, "foreign");
        Api viewer = site.member("device", "view");
        Api changer = site.member("device", "change");
        String own = Site.device(site.register().id()) + "metadata/";
        String theirs = Site.device(foreign.register().id()) + "metadata/";
        String write = "{\"metadata\": {\"a\": 1}}";

        server.anonymous().get(own).expect(401);
        server.anonymous().put(own, write).expect(401);
        viewer.get(own).expect(200);
        viewer.put(own, write).expect(403);
        viewer.patch(own, write).expect(403);
        changer.put(own, write).expect(200);
        changer.patch(own, write).expect(200);
        changer.get(theirs).expect(403);
        changer.put(theirs, write).expect(403);
        changer.patch(theirs, write).expect(403);
        changer.get(Site.device(999_999_999) + "metadata/").expect(404);
        changer.put(Site.device(999_999_999) + "metadata/", write).expect(404);
        // types are shared by all, organizations and users have roles of their own
        changer.get(Site.TYPES + "1/metadata/").expect(200);
        changer.put(Site.TYPES + "1/metadata/", write).expect(403);
        changer.get(metadataOfOrganization()).expect(403);
        changer.get("/api/user/1/metadata/").expect(403);
        changer.get("/api/user/group/1/metadata/").expect(403);
        assertThat(admin.get(theirs).json()).isEqualTo(NONE);
    }

    private String metadataOfOrganization() {
        return Site.ORGANIZATIONS + site.id() + "/metadata/";
    }

    /** One of each, with the slash at the end. */
    private Stream<String> objects() {
        String name = Site.unique("metadata");
        return Stream.of(
                Site.device(site.register().id()),
                Site.TYPES
                        + admin.post(Site.TYPES, Map.of("name", name))
                                .expect(201)
                                .id() + "/",
                "/api/user/" + pk(admin.post("/api/user/", Map.of("username", name, "password", Site.PASSWORD))) + "/",
                "/api/user/group/" + pk(admin.post("/api/user/group/", Map.of("name", name, "users", List.of()))) + "/",
                Site.ORGANIZATIONS + site.child("child").id() + "/");
    }

    private static long pk(Answer created) {
        return created.expect(201).json().path("pk").asLong();
    }
}
