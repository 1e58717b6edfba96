package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tags of devices: written with them, found by them. */
@ExtendWith(DeployedServer.class)
class DeviceTagIT {

    private static final String TAGS = "/api/v1/inventory_device_tag/";

    private final Server server;
    private Site site;
    private Api admin;

    DeviceTagIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "tags");
        admin = site.admin();
    }

    private ObjectNode tagged(String... tags) {
        ObjectNode device = site.device();
        for (String tag : tags) {
            device.withArray("tags").add(tag);
        }
        return device;
    }

    private String register(String... tags) {
        ObjectNode device = tagged(tags);
        site.register(device);
        return device.path("name").asText();
    }

    private List<String> names(String filter) {
        return Json.column(
                admin.get(Site.DEVICES + "?organization=" + site.id() + "&" + filter)
                        .expect(200)
                        .json()
                        .path("results"),
                "name");
    }

    private JsonNode tags(long id) {
        return admin.get(Site.device(id)).expect(200).json().path("tags");
    }

    @Test
    void arePartOfTheDetailAndOfNoRow() {
        Answer made = site.register(tagged(" rack 10 ", "Core", "core"));

        assertThat(made.json().has("tags")).isFalse();
        assertThat(tags(made.id())).isEqualTo(Json.parse("[\"Core\", \"rack 10\"]"));
        assertThat(tags(site.register().id())).isEqualTo(Json.parse("[]"));
        JsonNode row = admin.get(Site.DEVICES + "?organization=" + site.id())
                .json()
                .path("results")
                .path(0);
        assertThat(row.has("tags")).isFalse();
        JsonNode named = admin.get(Site.DEVICES + "?fields=id,tags&organization=" + site.id())
                .expect(200)
                .json()
                .path("results");
        assertThat(named.path(0).path("tags")).isEqualTo(Json.parse("[\"Core\", \"rack 10\"]"));
        assertThat(named.path(1).path("tags")).isEqualTo(Json.parse("[]"));
    }

    @Test
    void areResetByPutAndReplacedByPatch() {
        ObjectNode device = tagged("a", "b");
        Answer made = site.register(device);
        String path = Site.device(made.id());

        Answer other = admin.patch(path, Map.of("location", "elsewhere")).expect(200);
        assertThat(tags(made.id())).isEqualTo(Json.parse("[\"a\", \"b\"]"));
        Answer retagged = admin.patch(path, Map.of("tags", List.of("b", "c"))).expect(200);
        assertThat(retagged.etag()).isNotEqualTo(other.etag());
        assertThat(tags(made.id())).isEqualTo(Json.parse("[\"b\", \"c\"]"));
        assertThat(names("tag=a")).isEmpty();
        assertThat(names("tag=C")).hasSize(1);
        JsonNode read = admin.get(path).json();
        admin.put(path, read).expect(200);
        assertThat(tags(made.id())).isEqualTo(Json.parse("[\"b\", \"c\"]"));
        admin.put(path, device.without("tags")).expect(200);
        assertThat(tags(made.id())).isEqualTo(Json.parse("[]"));
        assertThat(names("tag=c")).isEmpty();
        admin.patch(path, "{\"tags\": [\"x\"]}").expect(200);
        admin.patch(path, "{\"tags\": null}").expect(200);
        assertThat(tags(made.id())).isEqualTo(Json.parse("[]"));
    }

    @Test
    void areChangedInBulk() {
        long first = site.register(tagged("a")).id();
        long second = site.register().id();

        admin.patch(
                        Site.DEVICES,
                        "[{\"id\": " + first + ", \"tags\": [\"b\"]}, {\"id\": " + second
                                + ", \"tags\": [\"B\", \"c\"]}]")
                .expect(200);

        assertThat(names("tag=b")).hasSize(2);
        assertThat(names("tag=a")).isEmpty();
        admin.write("DELETE", Site.DEVICES, "{\"filters\": {\"tag\": \"c\", \"organization\": " + site.id() + "}}")
                .expect(204);
        assertThat(names("tag=b")).hasSize(1);
    }

    @Test
    void findDevices() {
        String core = register("core", "rack 10");
        String edge = register("Edge", "rack 10");
        String bare = register();

        assertThat(names("tag=CORE")).containsExactly(core);
        assertThat(names("tag=rack%2010")).containsExactly(core, edge);
        assertThat(names("tag=rack%2010&tag=edge")).containsExactly(edge);
        assertThat(names("tag=core&tag=edge")).isEmpty();
        assertThat(names("tag__in=core,edge")).containsExactly(core, edge);
        assertThat(names("tag__in=nothing")).isEmpty();
        assertThat(names("tag__n=core")).containsExactly(edge, bare);
        assertThat(names("tag__empty=true")).containsExactly(bare);
        assertThat(names("tag__empty=false")).containsExactly(core, edge);
        assertThat(admin.get(Site.DEVICES + "?tags=core").expect(400).body()).contains("Did you mean 'tag'?");
        assertThat(Json.names(
                        admin.get(Site.DEVICES + "?ordering=tags").expect(400).json()))
                .containsExactly("ordering");
        String file = admin.get(Site.DEVICES + "?export=csv&fields=name,tags&organization=" + site.id())
                .expect(200)
                .body();
        assertThat(file).contains(core + ",\"[\"\"core\"\",\"\"rack 10\"\"]\"").contains(bare + ",[]");
    }

    @Test
    void areRefusedWhenTheyAreNone() {
        for (String wrong : List.of("\"core\"", "[1]", "[\"\"]", "[\"" + "x".repeat(65) + "\"]", "[\"a\\u0000\"]")) {
            String device = site.device().toString();
            String tagged = device.substring(0, device.length() - 1) + ", \"tags\": " + wrong + "}";
            Answer answer = admin.post(Site.DEVICES, tagged).expect(400);
            assertThat(Json.names(answer.json())).containsExactly("tags");
        }
    }

    @Test
    void areInTheAuditLog() {
        long id = site.register(tagged("a")).id();
        admin.patch(Site.device(id), Map.of("tags", List.of("b"))).expect(200);

        JsonNode newest = admin.get("/api/v1/audit_log/?object_type=device&object_id=" + id + "&ordering=-id")
                .expect(200)
                .json()
                .path("results")
                .path(0);
        JsonNode entry = admin.get("/api/v1/audit_log/" + newest.path("id").asLong() + "/")
                .expect(200)
                .json();
        assertThat(entry.path("before").path("tags")).isEqualTo(Json.parse("[\"a\"]"));
        assertThat(entry.path("after").path("tags")).isEqualTo(Json.parse("[\"b\"]"));
    }

    @Test
    void areCountedWithinWhatTheCallerMaySee() {
        register("core", "rack 10");
        register("Core");
        Site other = Site.create(server, "other-tags");
        other.register(other.device().<ObjectNode>deepCopy().set("tags", Json.parse("[\"core\", \"theirs\"]")));
        Api member = site.member("device", "view");

        JsonNode counted = member.get(TAGS).expect(200).json();

        assertThat(counted)
                .isEqualTo(Json.parse("[{\"name\": \"Core\", \"count\": 2}, {\"name\": \"rack 10\", \"count\": 1}]"));
        assertThat(admin.get(TAGS + "?organization=" + other.id()).json())
                .isEqualTo(Json.parse("[{\"name\": \"core\", \"count\": 1}, {\"name\": \"theirs\", \"count\": 1}]"));
        assertThat(Json.column(member.get(TAGS + "?search=ACK").json(), "name")).containsExactly("rack 10");
        member.get(TAGS + "?organization=" + other.id()).expect(403);
        member.get(TAGS + "?organisation=1").expect(400);
        member.get(TAGS + "?organization=x").expect(400);
    }

    @Test
    void goWithTheDevice() {
        String name = register("gone");
        long id = admin.get("/api/v1/inventory_device_name/" + name + "/")
                .json()
                .path("id")
                .asLong();

        admin.delete(Site.device(id)).expect(204);

        assertThat(admin.get(TAGS + "?organization=" + site.id()).expect(200).json())
                .isEqualTo(Json.parse("[]"));
    }
}
