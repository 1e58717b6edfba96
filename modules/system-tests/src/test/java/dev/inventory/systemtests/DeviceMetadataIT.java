package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Metadata as a field of the device: the same as beside it. */
@ExtendWith(DeployedServer.class)
class DeviceMetadataIT {

    private final Server server;
    private Site site;
    private Api admin;

    DeviceMetadataIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "noted");
        admin = site.admin();
    }

    private String made(String metadata) {
        ObjectNode device = site.device();
        device.set("metadata", Json.parse(metadata));
        return Site.device(site.register(device).id());
    }

    private void is(String path, String metadata) {
        JsonNode expected = Json.parse(metadata);
        assertThat(admin.get(path).expect(200).json().path("metadata")).isEqualTo(expected);
        assertThat(admin.get(path + "metadata/").expect(200).json().path("metadata"))
                .isEqualTo(expected);
    }

    @Test
    void isWrittenWithTheDeviceAndShownWithIt() {
        String path = made("{\"rack\": 7, \"note\": {\"by\": \"x\"}}");
        is(path, "{\"rack\": 7, \"note\": {\"by\": \"x\"}}");

        admin.patch(path, "{\"metadata\": {\"rack\": null, \"note\": {\"at\": 1}}}")
                .expect(200);
        is(path, "{\"note\": {\"by\": \"x\", \"at\": 1}}");

        admin.patch(path, Map.of("location", "elsewhere")).expect(200);
        is(path, "{\"note\": {\"by\": \"x\", \"at\": 1}}");

        ObjectNode shown = (ObjectNode) admin.get(path).json();
        admin.put(path, shown).expect(200);
        is(path, "{\"note\": {\"by\": \"x\", \"at\": 1}}");

        shown.set("metadata", Json.parse("{\"only\": true}"));
        admin.put(path, shown).expect(200);
        is(path, "{\"only\": true}");

        admin.patch(path, "{\"metadata\": null}").expect(200);
        is(path, "{}");

        admin.put(path + "metadata/", "{\"metadata\": {\"b\": 2}}").expect(200);
        is(path, "{\"b\": 2}");
        shown.remove("metadata");
        admin.put(path, shown).expect(200);
        is(path, "{}");
    }

    @Test
    void nobodyLosesWhatAnotherNotedMeanwhile() {
        String path = made("{\"a\": 1}");
        Answer read = admin.get(path);
        String unchanged = read.json().path("updated_at").asText();

        admin.patch(path + "metadata/", "{\"metadata\": {\"b\": 2}}").expect(200);

        admin.get(path, "If-None-Match", read.etag()).expect(200);
        admin.write("PUT", path, read.json(), "If-Match", read.etag()).expect(412);
        is(path, "{\"a\": 1, \"b\": 2}");
        assertThat(admin.get(path).json().path("updated_at").asText()).isEqualTo(unchanged);
    }

    @Test
    void isCheckedAndTold() {
        ObjectNode device = site.device();
        device.set("metadata", Json.parse("[1]"));
        assertThat(admin.post(Site.DEVICES, device).expect(400).json().has("metadata"))
                .isTrue();
        String path = made("{}");
        assertThat(admin.patch(path, Map.of("metadata", Map.of("a", "x".repeat(65_600))))
                        .expect(400)
                        .json()
                        .has("metadata"))
                .isTrue();

        admin.patch(path, "{\"metadata\": {\"a\": 1}}").expect(200);

        long id = admin.get(path).json().path("id").asLong();
        JsonNode entry = admin.get("/api/v1/audit_log/?object_type=device&action=update&object_id=" + id)
                .expect(200)
                .json()
                .at("/results/0");
        assertThat(entry.at("/after/metadata")).isEqualTo(Json.parse("{\"a\": 1}"));
        // a file would write them past all this
        String serial = admin.get(path).json().path("serial_number").asText();
        assertThat(admin.post(
                                Site.DEVICES + "import/",
                                "[{\"serial_number\": \"" + serial + "\", \"metadata\": {\"a\": 2}}]")
                        .expect(400)
                        .body())
                .contains("metadata");
    }

    @Test
    void aKeyOfTwoOrganizationsIsAskedForByOne() {
        Site second = Site.create(server, "noted-too");
        String serial = Site.unique("E");
        long first = site.register(site.device().put("serial_number", serial)).id();
        long other =
                second.register(second.device().put("serial_number", serial)).id();
        String path = "/api/v1/inventory_device_serial/" + serial + "/";

        JsonNode refused = admin.get(path).expect(409).json();
        assertThat(refused.path("detail").asText()).contains("organization=");
        assertThat(refused.path("organizations")).hasSize(2);
        assertThat(admin.get(path + "?organization=" + site.id()).expect(200).id())
                .isEqualTo(first);
        admin.patch(path + "?organization=" + second.id(), Map.of("location", "there"))
                .expect(200);
        assertThat(admin.get(Site.device(other)).json().path("location").asText())
                .isEqualTo("there");
        admin.get(path + "metadata/?organization=" + second.id()).expect(200);
        admin.get(path + "?organization=x").expect(400);
        admin.get(path + "?organisation=1").expect(400);
        Api member = site.member("device", "view");
        member.get(path + "?organization=" + second.id()).expect(403);
        assertThat(member.get(path).expect(200).id()).isEqualTo(first);
        admin.get(path + "?organization=" + Site.create(server, "noted-none").id())
                .expect(404);
    }
}
