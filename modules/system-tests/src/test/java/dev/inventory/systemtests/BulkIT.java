package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many objects by one request. */
@ExtendWith(DeployedServer.class)
class BulkIT {

    private static final String USERS = "/api/user/";
    private static final String GROUPS = "/api/user/group/";

    private final Server server;
    private final Api admin;
    private Site site;

    BulkIT(Server server) {
        this.server = server;
        this.admin = server.admin();
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "bulk");
    }

    @Test
    void makesChangesAndDeletesManyOfEach() {
        roundTrip(Site.DEVICES, "id", List.of(site.device(), site.device()), "location");
        roundTrip(Site.TYPES, "id", named(), "model");
        roundTrip(
                Site.ORGANIZATIONS,
                "id",
                List.of(Map.of("name", Site.unique("bulk"), "parent", site.id()), Map.of("name", Site.unique("bulk"))),
                "name");
        roundTrip(GROUPS, "pk", named(), "name");
        roundTrip(
                USERS,
                "pk",
                List.of(
                        Map.of("username", Site.unique("bulk"), "password", Site.PASSWORD),
                        Map.of("username", Site.unique("bulk"), "password", Site.PASSWORD)),
                "first_name");
    }

    @Test
    void opensAllRolesOfAGroupAtOnce() {
        long group = admin.post(GROUPS, Map.of("name", Site.unique("bulk")))
                .expect(201)
                .json()
                .path("pk")
                .asLong();
        String rules = "/api/user/ruleset/";
        List<Map<String, Object>> changes = new ArrayList<>();
        admin.get(rules + "?group=" + group)
                .expect(200)
                .json()
                .path("results")
                .forEach(row -> changes.add(Map.of("pk", row.path("pk").asLong(), "can_add", true)));

        JsonNode opened = admin.patch(rules, changes).expect(200).json();

        assertThat(opened).hasSize(7).allSatisfy(row -> {
            assertThat(row.path("can_view").asBoolean()).isTrue();
            assertThat(row.path("can_change").asBoolean()).isTrue();
            assertThat(row.path("can_delete").asBoolean()).isFalse();
        });
        changes.set(3, Map.of("pk", changes.get(3).get("pk"), "can_add", "yes"));
        JsonNode errors = admin.patch(rules, changes).expect(400).json();
        assertThat(Json.names(errors.path(3))).containsExactly("can_add");
        admin.patch(rules, Map.of("can_add", true)).expect(400);
    }

    private void roundTrip(String path, String id, List<?> objects, String field) {
        JsonNode made = admin.post(path, objects).expect(201).json();
        assertThat(made).hasSize(2);
        List<Long> ids = ids(made, id);

        String value = Site.unique("changed");
        JsonNode changed = admin.patch(
                        path,
                        List.of(Map.of(id, ids.get(0), field, value + "a"), Map.of(id, ids.get(1), field, value + "b")))
                .expect(200)
                .json();
        assertThat(Json.column(changed, field)).containsExactly(value + "a", value + "b");
        assertThat(admin.get(path + ids.get(1) + "/")
                        .expect(200)
                        .json()
                        .path(field)
                        .asText())
                .isEqualTo(value + "b");

        delete(path, Map.of("items", ids)).expect(204);
        ids.forEach(one -> admin.get(path + one + "/").expect(404));
    }

    @Test
    void oneObjectIsTakenAsBefore() {
        Answer made = admin.post(Site.DEVICES, site.device()).expect(201);

        assertThat(made.json().isObject()).isTrue();
        assertThat(made.header("Location")).isPresent();
        assertThat(made.header("ETag")).isPresent();
    }

    @Test
    void allOrNothing() {
        ObjectNode sound = site.device();
        ObjectNode nameless = site.device();
        nameless.remove("name");
        ObjectNode misspelt = site.device().put("hostnme", "x");

        Answer refused =
                admin.post(Site.DEVICES, List.of(sound, nameless, misspelt)).expect(400);

        assertThat(refused.json()).isEqualTo(Json.parse("""
                [{}, {"name": ["This field is required."]},
                 {"hostnme": ["Unknown field. Did you mean 'hostname'?"]}]"""));
        assertThat(devices()).isEmpty();
        // the sound one alone
        admin.post(Site.DEVICES + "?atomic=true", List.of(sound)).expect(201);
        assertThat(devices()).hasSize(1);
    }

    @Test
    void aValueThatIsTakenWithinTheListIsAConflict() {
        ObjectNode first = site.device();
        ObjectNode second =
                site.device().put("serial_number", first.path("serial_number").asText());

        JsonNode errors =
                admin.post(Site.DEVICES, List.of(first, second)).expect(409).json();

        assertThat(errors.path(0)).isEqualTo(Json.parse("{}"));
        assertThat(Json.names(errors.path(1))).containsExactly("serial_number");
        assertThat(devices()).isEmpty();
    }

    @Test
    void changesAllOrNothing() {
        long first = site.register().id();
        long second = site.register().id();

        JsonNode errors = admin.patch(
                        Site.DEVICES,
                        "[{\"id\": %d, \"location\": \"x\"}, {\"id\": 999999999, \"location\": \"x\"}, {\"location\": \"x\"}, {\"id\": %d, \"name\": null}, {\"id\": %d}]"
                                .formatted(first, second, first))
                .expect(400)
                .json();

        assertThat(errors).isEqualTo(Json.parse("""
                [{}, {"detail": "Not found."}, {"id": ["This field is required."]},
                 {"name": ["This field may not be null."]}, {"id": ["This id occurs more than once."]}]"""));
        assertThat(admin.get(Site.device(first)).json().path("location").isNull())
                .isTrue();
    }

    @Test
    void eachByItself() {
        ObjectNode broken = site.device();
        broken.remove("hostname");

        JsonNode made = admin.post(Site.DEVICES + "?atomic=false", List.of(site.device(), broken, site.device()))
                .expect(200)
                .json();
        assertThat(Json.column(made, "status")).containsExactly("201", "400", "201");
        assertThat(made.path(1).path("errors")).isEqualTo(Json.parse("{\"hostname\": [\"This field is required.\"]}"));
        assertThat(devices()).hasSize(2);
        long first = made.at("/0/object/id").asLong();
        long second = made.at("/2/object/id").asLong();

        JsonNode changed = admin.patch(
                        Site.DEVICES + "?atomic=False",
                        List.of(Map.of("id", first, "location", "a"), Map.of("id", 999_999_999, "location", "a")))
                .expect(200)
                .json();
        assertThat(Json.column(changed, "status")).containsExactly("200", "404");
        assertThat(changed.at("/0/object/location").asText()).isEqualTo("a");

        JsonNode deleted = delete(Site.DEVICES + "?atomic=0", Map.of("items", List.of(first, 999_999_999, second)))
                .expect(200)
                .json();
        assertThat(deleted).isEqualTo(Json.parse("""
                [{"id": %d, "status": 204}, {"id": 999999999, "status": 404, "errors": {"detail": "Not found."}},
                 {"id": %d, "status": 204}]""".formatted(first, second)));
        assertThat(devices()).isEmpty();
        admin.post(Site.DEVICES + "?atomic=maybe", List.of(site.device())).expect(400);
    }

    @Test
    void deletesWhatFiltersMatch() {
        long kept = site.register().id();
        site.register(site.device().put("location", "Cellar 1"));
        site.register(site.device().put("location", "Cellar 2"));

        delete(Site.DEVICES, Map.of("filters", Map.of("organization", site.id(), "location__isw", "Cellar")))
                .expect(204);

        assertThat(devices()).containsExactly(kept);
        // of the items those that pass the filters
        long other = site.register(site.device().put("location", "Attic")).id();
        delete(Site.DEVICES, Map.of("items", List.of(kept, other), "filters", Map.of("location", "Attic")))
                .expect(204);
        assertThat(devices()).containsExactly(kept);
        // nothing matches
        delete(Site.DEVICES, Map.of("filters", Map.of("name", "no such device")))
                .expect(204);
        long second = site.register().id();
        delete(Site.DEVICES, Map.of("filters", Map.of("id__in", List.of(kept, second))))
                .expect(204);
        assertThat(devices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"items\": []}",
                "{\"items\": null}",
                "{\"items\": [\"1\"]}",
                "{\"items\": 1}",
                "{\"filters\": {}}",
                "{\"filters\": []}",
                "{\"filters\": {\"name\": \"\"}}",
                "{\"filters\": {\"name__ic\": null}}",
                "{\"filters\": {\"name\": {\"a\": 1}}}",
                "{\"filters\": {\"nmae\": \"x\"}}",
                "{\"filters\": {\"limit\": 5}}",
                "{\"filters\": {\"update_status\": true}}",
                "{\"filters\": {\"status\": \"maybe\"}}",
                "{\"items\": [1], \"all\": true}"
            })
    void deletesNothingWithoutBeingToldClearlyWhat(String body) {
        long kept = site.register().id();

        delete(Site.DEVICES, body).expect(400);

        assertThat(devices()).containsExactly(kept);
    }

    @Test
    void namesTheNearestFilter() {
        JsonNode errors = delete(Site.DEVICES, "{\"filters\": {\"hostnam\": \"x\"}}")
                .expect(400)
                .json();

        assertThat(errors.at("/filters/hostnam/0").asText()).contains("Did you mean 'hostname'?");
    }

    @Test
    void whatLiesBelowGoesFirst() {
        long top = site.register().id();
        long below = site.register(site.device().put("parent", top)).id();
        long bottom = site.register(site.device().put("parent", below)).id();
        delete(Site.DEVICES, Map.of("items", List.of(top, bottom, below))).expect(204);

        Site child = site.child("child");
        Site grandchild = child.child("grandchild");
        delete(Site.ORGANIZATIONS, Map.of("items", List.of(site.id(), grandchild.id(), child.id())))
                .expect(204);
        admin.get(Site.ORGANIZATIONS + site.id() + "/").expect(404);
    }

    @Test
    void deletesAllOrNothing() {
        long top = site.register().id();
        site.register(site.device().put("parent", top));
        long free = site.register().id();

        JsonNode errors = delete(Site.DEVICES, Map.of("items", List.of(free, top)))
                .expect(409)
                .json();

        assertThat(errors.path(0)).isEqualTo(Json.parse("{}"));
        assertThat(errors.path(1).has("held_by")).isTrue();
        admin.get(Site.device(free)).expect(200);
    }

    @Test
    void touchesNothingThatIsNotTheCallers() {
        Site foreign = Site.create(server, "foreign");
        long theirs = foreign.register(foreign.device().put("location", "Shared name"))
                .id();
        long own = site.register(site.device().put("location", "Shared name")).id();
        Api member = site.member("device", "add", "change", "delete");
        Api viewer = site.member("device", "view");

        member.post(Site.DEVICES, List.of(site.device(), foreign.device())).expect(403);
        JsonNode errors = member.patch(
                        Site.DEVICES,
                        List.of(Map.of("id", own, "location", "x"), Map.of("id", theirs, "location", "x")))
                .expect(403)
                .json();
        assertThat(errors.path(0)).isEqualTo(Json.parse("{}"));
        assertThat(errors.path(1).path("detail").asText()).contains("permission");
        delete(member, Site.DEVICES, Map.of("items", List.of(own, theirs))).expect(403);
        delete(member, Site.DEVICES, Map.of("filters", Map.of("organization", foreign.id())))
                .expect(403);
        viewer.post(Site.DEVICES, List.of(site.device())).expect(403);
        viewer.patch(Site.DEVICES, List.of(Map.of("id", own))).expect(403);
        delete(viewer, Site.DEVICES, Map.of("items", List.of(own))).expect(403);
        delete(server.anonymous(), Site.DEVICES, Map.of("items", List.of(own))).expect(401);
        member.post(Site.TYPES, List.of(Map.of("name", Site.unique("type")))).expect(403);
        delete(member, Site.TYPES, Map.of("filters", Map.of("id", 1))).expect(403);
        assertThat(devices()).containsExactly(own);

        delete(member, Site.DEVICES, Map.of("filters", Map.of("location", "Shared name")))
                .expect(204);

        assertThat(devices()).isEmpty();
        admin.get(Site.device(theirs)).expect(200);
    }

    @Test
    void keepsALastSuperuser() {
        JsonNode errors = delete(USERS, Map.of("items", List.of(1))).expect(409).json();

        assertThat(errors.at("/0/detail").asText()).contains("last active superuser");
    }

    @Test
    void forgetsTheMetadataOfAll() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long id = site.register().id();
            admin.put(Site.device(id) + "metadata/", "{\"metadata\": {\"a\": 1}}")
                    .expect(200);
            ids.add(id);
        }

        delete(Site.DEVICES, Map.of("items", ids)).expect(204);

        admin.get(Site.device(ids.get(0)) + "metadata/").expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[5]", "[{}", "[{}, ]", "5"})
    void refusesWhatIsNoList(String body) {
        admin.patch(Site.DEVICES, body).expect(400);
    }

    @Test
    void takesAThousandAndNoMore() {
        List<ObjectNode> thousand =
                IntStream.range(0, 1000).mapToObj(i -> site.device()).toList();
        List<ObjectNode> more = new ArrayList<>(thousand);
        more.add(site.device());

        assertThat(admin.post(Site.DEVICES, more).expect(400).body()).contains("1000");
        assertThat(admin.post(Site.DEVICES, thousand).expect(201).json()).hasSize(1000);
        delete(Site.DEVICES, Map.of("filters", Map.of("organization", site.id())))
                .expect(204);

        assertThat(devices()).isEmpty();
    }

    @Test
    void takesALargerBodyThanOthersDo() {
        ObjectNode device = site.device().put("description", "x".repeat(3_900));
        String large = Json.write(device);
        List<JsonNode> wrong =
                IntStream.range(0, 400).mapToObj(i -> Json.parse(large)).toList();

        // more than a MiB, and read: all but the first are told to be double
        assertThat(admin.post(Site.DEVICES, wrong).expect(409).json()).hasSize(400);
        long id = site.register().id();
        admin.patch(Site.device(id), " ".repeat(1 << 20) + "{}").expect(413);
        Answer tooLarge = admin.send(
                "POST",
                Site.DEVICES,
                BodyPublishers.ofByteArray(new byte[(32 << 20) + 1]),
                request -> request.header("Content-Type", "application/json"));
        assertThat(tooLarge.expect(413).body()).contains("33554432");
    }

    private List<Object> named() {
        return List.of(Map.of("name", Site.unique("bulk")), Map.of("name", Site.unique("bulk")));
    }

    private List<Long> devices() {
        return ids(
                admin.get(Site.DEVICES + "?ordering=id&organization=" + site.id())
                        .expect(200)
                        .json()
                        .path("results"),
                "id");
    }

    private static List<Long> ids(JsonNode rows, String field) {
        return Json.column(rows, field).stream().map(Long::valueOf).toList();
    }

    private Answer delete(String path, Object body) {
        return delete(admin, path, body);
    }

    private static Answer delete(Api caller, String path, Object body) {
        return caller.write("DELETE", path, body);
    }
}
