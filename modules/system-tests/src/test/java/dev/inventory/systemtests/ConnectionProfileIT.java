package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connection profiles: made, shown, listed, changed, and by whom. */
@ExtendWith(DeployedServer.class)
class ConnectionProfileIT {

    private final Site site;
    private final Api admin;

    ConnectionProfileIT(Server server) {
        site = Site.create(server, "Main Warehouse");
        admin = site.admin();
    }

    private ObjectNode warehouse() {
        ObjectNode profile = Json.object("""
                {"description": "Primary connection to warehouse management system",
                 "profile_type": "rest_api", "status": "active",
                 "endpoint_url": "https://warehouse-api.company.com/v2", "authentication_type": "api_key",
                 "credentials": {"api_key": "lantern-oats-4", "header": "X-Warehouse-Key"},
                 "ssl_enabled": true, "connection_timeout": 30, "retry_attempts": 3, "sync_frequency": "hourly",
                 "configuration": {
                  "data_mapping": {"item_id": "sku", "quantity": "stock_count", "location": "warehouse_section"},
                  "filters": {"active_items_only": true, "exclude_categories": ["obsolete", "discontinued"]}}}""");
        return profile.put("name", Site.unique("Warehouse Management System")).put("organization", site.id());
    }

    @Test
    void isShownInFullAndWithoutItsSecrets() {
        ObjectNode sent = warehouse();
        Answer made = admin.post(Profile.PROFILES, sent).expect(201);
        assertThat(made.header("Location"))
                .hasValueSatisfying(link -> assertThat(link).endsWith(Profile.PROFILES + made.id() + "/"));

        Answer answer = admin.get(Profile.PROFILES + made.id() + "/").expect(200);
        JsonNode shown = answer.json();

        assertThat(Json.names(shown))
                .contains(
                        "id",
                        "name",
                        "description",
                        "profile_type",
                        "status",
                        "endpoint_url",
                        "authentication_type",
                        "ssl_enabled",
                        "connection_timeout",
                        "retry_attempts",
                        "sync_frequency",
                        "last_sync",
                        "last_sync_status",
                        "sync_record_count",
                        "organization",
                        "created_by",
                        "created_at",
                        "updated_at",
                        "configuration",
                        "health_status")
                .doesNotContain("credentials");
        for (String name : List.of(
                "name",
                "description",
                "profile_type",
                "status",
                "endpoint_url",
                "authentication_type",
                "ssl_enabled",
                "connection_timeout",
                "retry_attempts",
                "sync_frequency")) {
            assertThat(shown.path(name)).as(name).isEqualTo(sent.path(name));
        }
        assertThat(shown.path("organization").asText()).isEqualTo(site.name());
        assertThat(shown.path("created_by").asText()).isEqualTo(Api.ADMIN);
        assertThat(shown.path("configuration")).isEqualTo(sent.path("configuration"));
        assertThat(shown.path("last_sync").isNull()).isTrue();
        assertThat(shown.path("sync_record_count").asInt(-1)).isZero();
        assertThat(Json.names(shown.path("health_status")))
                .contains(
                        "connectivity",
                        "authentication",
                        "last_error",
                        "error_count_24h",
                        "last_tested",
                        "test_status");
        assertThat(shown.at("/health_status/error_count_24h").asInt()).isZero();
        assertThat(answer.body()).doesNotContain("lantern-oats-4");
        String audit = admin.get("/api/v1/audit_log/?object_type=connection_profile&object_id=" + made.id())
                .expect(200)
                .body();
        assertThat(audit).contains(sent.path("name").asText()).doesNotContain("lantern-oats-4");
    }

    @Test
    void pagesThroughTwentyFive() {
        List<ObjectNode> many = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            many.add(warehouse().put("name", "warehouse " + (i < 9 ? "a" : "b") + i));
        }
        admin.post(Profile.PROFILES, many).expect(201);
        String list = Profile.PROFILES + "?organization=" + site.id();

        JsonNode first = admin.get(list + "&limit=10").expect(200).json();
        assertThat(first.path("count").asInt()).isEqualTo(25);
        assertThat(first.path("results")).hasSize(10);
        assertThat(first.path("previous").isNull()).isTrue();
        assertThat(first.path("next").asText())
                .endsWith(Profile.PROFILES + "?limit=10&offset=10&organization=" + site.id());
        assertThat(Json.names(first.at("/results/0")))
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "profile_type",
                        "status",
                        "last_sync",
                        "organization",
                        "created_at",
                        "updated_at");
        assertThat(first.at("/results/0/organization").asText()).isEqualTo(site.name());
        List<String> shown = new ArrayList<>();
        for (int offset = 0; offset < 25; offset += 10) {
            for (JsonNode row : admin.get(list + "&limit=10&offset=" + offset)
                    .expect(200)
                    .json()
                    .path("results")) {
                JsonNode detail = admin.get(Profile.PROFILES + row.path("id").asLong() + "/")
                        .expect(200)
                        .json();
                row.properties().forEach(field -> assertThat(detail.path(field.getKey()))
                        .isEqualTo(field.getValue()));
                shown.add(detail.path("name").asText());
            }
        }
        assertThat(shown)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        many.stream().map(each -> each.path("name").asText()).toList());
        JsonNode last = admin.get(list + "&limit=10&offset=20").expect(200).json();
        assertThat(last.path("results")).hasSize(5);
        assertThat(last.path("next").isNull()).isTrue();
        assertThat(admin.get(list + "&name=HOUSE%20A&limit=100")
                        .expect(200)
                        .json()
                        .path("results"))
                .hasSize(9);
        assertThat(admin.get(Profile.PROFILES + "?nmae=x").expect(400).body()).contains("Did you mean 'name'?");
    }

    @Test
    void keepsWhatIsOmittedAndMergesTheConfiguration() {
        Profile profile = Profile.create(admin, warehouse());
        String tag = admin.get(profile.path()).etag();

        Answer changed = admin.write(
                        "PATCH",
                        profile.path(),
                        "{\"sync_frequency\": \"30 2 * * 1-5\", \"time_zone\": \"Europe/Berlin\","
                                + " \"configuration\": {\"on_missing\": \"mark\", \"filters\": {\"exclude_categories\": null}}}",
                        "If-Match",
                        tag)
                .expect(200);

        assertThat(changed.json().at("/configuration/data_mapping/quantity").asText())
                .isEqualTo("stock_count");
        assertThat(changed.json().at("/configuration/on_missing").asText()).isEqualTo("mark");
        assertThat(changed.json().at("/configuration/filters").has("exclude_categories"))
                .isFalse();
        admin.write("PATCH", profile.path(), "{\"status\": \"inactive\"}", "If-Match", tag)
                .expect(412);
        // what GET gave can be put back as it is
        JsonNode shown = profile.detail();
        JsonNode again = admin.put(profile.path(), shown).expect(200).json();
        assertThat(again.path("configuration")).isEqualTo(shown.path("configuration"));
        admin.delete(profile.path()).expect(204);
        admin.get(profile.path()).expect(404);
    }

    @Test
    void credentialsAreNotSentToAnotherServerUnasked() {
        Profile profile = Profile.create(admin, warehouse());

        assertThat(admin.patch(profile.path(), Map.of("endpoint_url", "https://thief.example/v2"))
                        .expect(400)
                        .body())
                .contains("give them again");
        admin.patch(profile.path(), Map.of("endpoint_url", "https://warehouse-api.company.com/v3"))
                .expect(200);
        admin.patch(
                        profile.path(),
                        Map.of("endpoint_url", "https://new.example/v2", "credentials", Map.of("api_key", "another-9")))
                .expect(200);
        admin.patch(profile.path(), Map.of("authentication_type", "bearer")).expect(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"endpoint_url\": \"ftp://x.example/\"} | endpoint_url",
                "{\"endpoint_url\": \"https://user:pass@x.example/\"} | endpoint_url",
                "{\"endpoint_url\": \"http://x.example/\"} | ssl_enabled",
                "{\"profile_type\": \"soap\"} | profile_type",
                "{\"sync_frequency\": \"sometimes\"} | sync_frequency",
                "{\"time_zone\": \"Mars/Olympus\"} | time_zone",
                "{\"connection_timeout\": \"30\"} | connection_timeout",
                "{\"credentials\": {\"password\": \"x\"}} | api_key",
                "{\"credentials\": {\"api_key\": \"x\", \"header\": \"a b\"}} | header",
                "{\"configuration\": {\"data_mapping\": {\"item_id\": \"sku\"}}} | quantity",
                "{\"configuration\": {\"data_maping\": {}}} | data_mapping",
                "{\"organization\": 999999999} | organization",
                "{\"organization\": \"Somewhere\"} | organization",
                "{\"endpoint\": \"x\"} | endpoint",
                "{\"profile_type\": \"database\"} | engine"
            })
    void saysWhatIsWrong(String change, String field) {
        ObjectNode profile = warehouse();
        profile.setAll(Json.object(change));

        assertThat(admin.post(Profile.PROFILES, profile).expect(400).body()).contains(field);
    }

    @Test
    void aDatabaseIsGivenByItsPartsAlone() {
        ObjectNode database = Json.object("""
                {"profile_type": "database", "engine": "postgresql", "host": "db.example", "database": "stock",
                 "username": "reader", "credentials": {"password": "owl-and-thistle"},
                 "configuration": {"source": {"table": "public.stock"},
                  "data_mapping": {"item_id": "sku", "quantity": "n"}}}""");
        database.put("name", Site.unique("database")).put("organization", site.id());
        Answer made = admin.post(Profile.PROFILES, database).expect(201);

        assertThat(made.body()).doesNotContain("owl-and-thistle");
        assertThat(made.json().path("engine").asText()).isEqualTo("postgresql");
        String path = Profile.PROFILES + made.id() + "/";
        admin.patch(path, Map.of("host", "db.example/stock?allowLoadLocalInfile=true"))
                .expect(400);
        admin.patch(path, Map.of("database", "stock?socketFactory=evil")).expect(400);
        admin.patch(path, Map.of("configuration", Map.of("source", Map.of("table", "stock; DROP TABLE x"))))
                .expect(400);
    }

    @Test
    void namesAreUniqueWithinAnOrganization() {
        ObjectNode profile = warehouse();
        admin.post(Profile.PROFILES, profile).expect(201);

        assertThat(admin.post(
                                Profile.PROFILES,
                                profile.put(
                                        "name", profile.path("name").asText().toUpperCase(java.util.Locale.ROOT)))
                        .expect(409)
                        .json()
                        .has("name"))
                .isTrue();
    }

    @Test
    void rolesDecideWhoMayDoWhat() {
        Profile profile = Profile.create(admin, warehouse());
        Api viewer = site.member("connection_profile", "view");
        Api changer = site.member("connection_profile", "view", "change");
        Api stranger = site.member("device", "view", "add", "change", "delete");

        viewer.get(profile.path()).expect(200);
        viewer.get(profile.path() + "sync_runs/").expect(200);
        viewer.post(profile.path() + "test/", "{}").expect(403);
        viewer.post(profile.path() + "sync/", "{}").expect(403);
        viewer.patch(profile.path(), Map.of("status", "inactive")).expect(403);
        viewer.post(Profile.PROFILES, warehouse()).expect(403);
        changer.patch(profile.path(), Map.of("status", "inactive")).expect(200);
        changer.delete(profile.path()).expect(403);
        stranger.get(profile.path()).expect(403);
        stranger.get(Profile.PROFILES).expect(403);
    }

    @Test
    void isMarkedAndDeletedInBulk() {
        List<Long> ids = new ArrayList<>();
        admin.post(Profile.PROFILES, List.of(warehouse(), warehouse()))
                .expect(201)
                .json()
                .forEach(row -> ids.add(row.path("id").asLong()));
        admin.put(Profile.PROFILES + ids.get(0) + "/metadata/", Map.of("metadata", Map.of("owner", "ann")))
                .expect(200);

        admin.write("DELETE", Profile.PROFILES, Map.of("items", ids)).expect(204);

        assertThat(new TreeSet<>(ids)).hasSize(2);
        admin.get(Profile.PROFILES + ids.get(0) + "/").expect(404);
    }
}
