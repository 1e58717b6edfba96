package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Syncs from systems that are there: an HTTP server of ours, and a PostgreSQL. */
@ExtendWith(DeployedServer.class)
class ConnectionSyncIT {

    private final Server server;
    private final Site site;
    private StockSource source;

    ConnectionSyncIT(Server server) {
        this.server = server;
        site = Site.create(server, "syncing");
    }

    @BeforeEach
    void open() {
        source = new StockSource();
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aSecondRunChangesNothing() {
        source.holds(stock(120));
        Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()));

        JsonNode first = profile.sync();
        JsonNode second = profile.sync();

        assertRun(first, "success", 120, 120, 0, 0, 0);
        assertRun(second, "success", 120, 0, 0, 120, 0);
        JsonNode detail = profile.detail();
        assertThat(detail.path("last_sync_status").asText()).isEqualTo("success");
        assertThat(detail.path("sync_record_count").asInt()).isEqualTo(120);
        assertThat(detail.path("last_sync").isNull()).isFalse();
        JsonNode health = detail.path("health_status");
        assertThat(health.path("connectivity").asText()).isEqualTo("healthy");
        assertThat(health.path("authentication").asText()).isEqualTo("valid");
        assertThat(health.path("last_error").isNull()).isTrue();
        assertThat(health.path("error_count_24h").asInt(-1)).isZero();
        assertThat(items(profile)).hasSize(120);
        assertThat(items(profile).get("S-7").path("location").asText()).isEqualTo("A-7");
        assertThat(profile.admin()
                        .get(profile.path() + "sync_runs/")
                        .expect(200)
                        .json()
                        .path("results"))
                .hasSize(2);
    }

    @Test
    void takesAllGoodRecordsAndNamesEveryBrokenOne() {
        int all = 5000;
        List<ObjectNode> records = stock(all);
        List<String> broken = new ArrayList<>();
        for (int i = 50; i < all; i += 100) {
            records.set(i, StockSource.record("S-" + i, "lots", "A"));
            broken.add("S-" + i);
        }
        source.holds(records);
        source.failOneOf(4);
        Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()));

        JsonNode run = profile.sync();

        assertRun(run, "partial", all, all - broken.size(), 0, 0, broken.size());
        assertThat(profile.errors(run)).containsExactlyElementsOf(broken);
        assertThat(run.path("errors")).hasSize(20);
        assertThat(run.at("/errors/0/field").asText()).isEqualTo("quantity");
        assertThat(run.at("/errors/0/message").asText()).isEqualTo("'lots' is no number");
    }

    @Test
    void aDryRunShowsTheDiffAndChangesNothing() {
        source.holds(List.of(StockSource.record("S-1", 5, "A"), StockSource.record("S-2", 6, "A")));
        Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()));
        profile.sync();
        source.holds(List.of(StockSource.record("S-1", 9, "A"), StockSource.record("S-3", 1, "B")));
        profile.configure("{\"on_missing\": \"delete\", \"max_removal_percent\": 60}");
        Map<String, JsonNode> before = items(profile);

        JsonNode run = profile.dryRun();

        Map<String, JsonNode> diff = new HashMap<>();
        run.path("diff").forEach(change -> diff.put(change.path("record").asText(), change));
        assertThat(diff.get("S-1").path("action").asText()).isEqualTo("update");
        assertThat(diff.get("S-1").path("before")).isEqualTo(Json.object("{\"quantity\": 5}"));
        assertThat(diff.get("S-1").path("after")).isEqualTo(Json.object("{\"quantity\": 9}"));
        assertThat(diff.get("S-2").path("action").asText()).isEqualTo("delete");
        assertThat(diff.get("S-3").path("action").asText()).isEqualTo("create");
        assertThat(run.path("removed").asInt()).isEqualTo(1);
        assertThat(items(profile)).isEqualTo(before);
        assertThat(profile.detail().path("sync_record_count").asInt()).isEqualTo(2);
    }

    @Test
    void whatAUserHasEditedStays() {
        source.holds(List.of(StockSource.record("S-1", 5, "A")));
        Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()));
        profile.sync();
        String item = items(profile).get("S-1").path("item_id").asText();
        site.admin()
                .post("/api/item/update", Map.of("item_id", item, "description", "counted by ann", "quantity", 4))
                .expect(200);
        source.holds(List.of(StockSource.record("S-1", 8, "B")));

        profile.sync();

        JsonNode kept = items(profile).get("S-1");
        assertThat(kept.path("quantity").asInt()).isEqualTo(4);
        assertThat(kept.path("description").asText()).isEqualTo("counted by ann");
        assertThat(kept.path("location").asText()).isEqualTo("B");
    }

    @Test
    void whatIsGoneIsMarkedOrDeletedUnlessItIsTooMuch() {
        source.holds(stock(10));
        Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()));
        profile.sync();
        source.holds(stock(9));
        assertThat(profile.sync().path("removed").asInt()).isZero();
        profile.configure("{\"on_missing\": \"mark\"}");

        assertThat(profile.sync().path("removed").asInt()).isEqualTo(1);
        assertThat(items(profile).get("S-9").has("missing_epoch_millis")).isTrue();
        assertThat(profile.sync().path("removed").asInt()).isZero();

        profile.configure("{\"on_missing\": \"delete\"}");
        source.holds(stock(5));
        JsonNode stopped = profile.sync();
        assertThat(stopped.path("status").asText()).isEqualTo("partial");
        assertThat(stopped.path("error").asText()).contains("5 of 10", "max_removal_percent");
        assertThat(items(profile)).hasSize(10);

        profile.configure("{\"max_removal_percent\": 50}");
        assertThat(profile.sync().path("removed").asInt()).isEqualTo(5);
        assertThat(items(profile)).hasSize(5);
    }

    @Test
    void aBrokenRecordIsNotGone() {
        source.holds(List.of(StockSource.record("S-1", 5, "A"), StockSource.record("S-2", 6, "A")));
        Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()))
                .configure("{\"on_missing\": \"delete\", \"max_removal_percent\": 100}");
        profile.sync();
        source.holds(List.of(StockSource.record("S-1", "lots", "A"), StockSource.record("S-2", 6, "A")));

        assertThat(profile.sync().path("removed").asInt()).isZero();
        assertThat(items(profile)).containsOnlyKeys("S-1", "S-2");
    }

    @Test
    void aTestSaysHowFarItCame() {
        source.holds(stock(1));
        Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()));

        JsonNode test =
                site.admin().post(profile.path() + "test/", "{}").expect(200).json();

        assertThat(test.path("status").asText()).isEqualTo("success");
        assertThat(test.path("reached").asText()).isEqualTo("map");
        assertThat(test.path("sample"))
                .isEqualTo(((ObjectNode) test.path("sample").deepCopy())
                        .put("item_id", "S-0")
                        .put("quantity", 0)
                        .put("location", "A-0"));
        site.admin()
                .patch(profile.path(), Map.of("credentials", Map.of("api_key", "wrong-one-3")))
                .expect(200);
        JsonNode refused =
                site.admin().post(profile.path() + "test/", "{}").expect(200).json();
        assertThat(refused.path("reached").asText()).isEqualTo("tls");
        assertThat(refused.toString()).doesNotContain("wrong-one-3");
        JsonNode health = profile.detail().path("health_status");
        assertThat(health.path("authentication").asText()).isEqualTo("invalid");
        assertThat(health.path("connectivity").asText()).isEqualTo("healthy");
        assertThat(health.path("test_status").asText()).isEqualTo("failed");
    }

    @Test
    void repeatedFailureOpensTheCircuitAndIsCounted() {
        source.close();
        Profile profile =
                Profile.create(site.admin(), Profile.rest(site, source.url()).put("retry_attempts", 0));

        for (int i = 0; i < 5; i++) {
            assertThat(profile.sync().path("status").asText()).isEqualTo("failed");
        }
        profile.dryRun();

        JsonNode health = profile.detail().path("health_status");
        assertThat(health.path("error_count_24h").asInt()).isEqualTo(5);
        assertThat(health.path("circuit").asText()).isEqualTo("open");
        assertThat(health.path("connectivity").asText()).isEqualTo("unreachable");
        assertThat(health.path("last_error").asText()).contains("Nobody answers");
    }

    @Test
    void isRunByItsSchedule() {
        source.holds(stock(3));
        Profile profile =
                Profile.create(site.admin(), Profile.rest(site, source.url()).put("sync_frequency", "* * * * *"));

        Patience.await("a scheduled run")
                .until(() -> profile.detail().path("last_sync_status").asText().equals("success"));
        assertThat(profile.admin()
                        .get(profile.path() + "sync_runs/")
                        .json()
                        .at("/results/0/requested_by")
                        .asText())
                .isEqualTo("schedule");
        site.admin().patch(profile.path(), Map.of("status", "inactive")).expect(200);
    }

    @Test
    void pullsDevicesWhoseEditsStay() {
        ObjectNode fields = Profile.rest(site, source.url()).put("target", "devices");
        fields.set("configuration", Json.object("""
                {"source": {"pagination": {"type": "next", "page_size": 100}},
                 "data_mapping": {"device_id": "id", "name": "label", "hostname": "host", "serial_number": "serial",
                  "type": "kind", "location": "place"}}"""));
        Profile profile = Profile.create(site.admin(), fields);
        source.holds(List.of(
                device(1, "core-1", "router", "Hall 1"),
                device(2, "core-2", "router", "Hall 1"),
                device(3, "odd-one", "toaster", "Hall 1")));

        JsonNode run = profile.sync();

        assertRun(run, "partial", 3, 2, 0, 0, 1);
        assertThat(run.at("/errors/0/record").asText()).isEqualTo("3");
        assertThat(run.at("/errors/0/field").asText()).isEqualTo("type");
        JsonNode first = devices().get("core-1");
        long id = first.path("id").asLong();
        JsonNode detail = site.admin().get(Site.device(id)).expect(200).json();
        assertThat(detail.at("/imported_from/source").asText()).isEqualTo(profile.source());
        site.admin().patch(Site.device(id), Map.of("location", "Cellar")).expect(200);
        source.holds(List.of(device(1, "core-one", "router", "Hall 2"), device(2, "core-2", "router", "Hall 1")));

        assertRun(profile.sync(), "success", 2, 0, 1, 1, 0);
        JsonNode edited = site.admin().get(Site.device(id)).expect(200).json();
        assertThat(edited.path("location").asText()).isEqualTo("Cellar");
        assertThat(edited.path("name").asText()).isEqualTo("core-one");
    }

    @Test
    void pullsATableOfAPostgresql() throws Exception {
        String database = "source_" + Site.unique("x").replace('-', '_');
        TestDatabase.POSTGRESQL.create(database);
        try (Connection connection = TestDatabase.connectToPostgres(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE stock (sku TEXT PRIMARY KEY, n NUMERIC, shelf TEXT)");
            statement.execute(
                    "INSERT INTO stock SELECT 'P-' || i, i, 'shelf ' || i % 9 FROM generate_series(1, 3000) i");
        }
        ObjectNode fields = Json.object("""
                {"profile_type": "database", "engine": "postgresql", "host": "127.0.0.1", "ssl_enabled": false,
                 "username": "postgres", "credentials": {"password": "owl-and-thistle-2"},
                 "configuration": {"source": {"query": "SELECT sku, n, shelf FROM stock WHERE n <= 2500"},
                  "data_mapping": {"item_id": "sku", "quantity": "n", "location": "shelf"}}}""");
        fields.put("name", Site.unique("database"))
                .put("organization", site.id())
                .put("port", TestDatabase.postgresPort())
                .put("database", database);
        Profile profile = Profile.create(site.admin(), fields);

        assertRun(profile.sync(), "success", 2500, 2500, 0, 0, 0);
        assertRun(profile.sync(), "success", 2500, 0, 0, 2500, 0);

        site.admin()
                .patch(
                        profile.path(),
                        Map.of("configuration", Map.of("source", Map.of("query", "SELECT * FROM nowhere"))))
                .expect(200);
        JsonNode failed = profile.sync();
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("error").asText()).contains("nowhere").doesNotContain("owl-and-thistle-2");
        assertThat(items(profile)).hasSize(2500);
        // what only reads cannot be made to write
        site.admin()
                .patch(
                        profile.path(),
                        Map.of("configuration", Map.of("source", Map.of("query", "SELECT * INTO copied FROM stock"))))
                .expect(200);
        assertThat(profile.sync().path("status").asText()).isEqualTo("failed");
        assertThat(tables(database)).containsExactly("stock");
    }

    private static Set<String> tables(String database) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (Connection connection = TestDatabase.connectToPostgres(database);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static void assertRun(
            JsonNode run, String status, int records, int created, int updated, int unchanged, int failed) {
        assertThat(List.of(
                        run.path("status").asText(),
                        run.path("sync_record_count").asInt(),
                        run.path("created").asInt(),
                        run.path("updated").asInt(),
                        run.path("unchanged").asInt(),
                        run.path("failed").asInt()))
                .as(run.toString())
                .isEqualTo(List.of(status, records, created, updated, unchanged, failed));
    }

    private static List<ObjectNode> stock(int size) {
        List<ObjectNode> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(StockSource.record("S-" + i, i, "A-" + i));
        }
        return records;
    }

    private ObjectNode device(int id, String name, String type, String place) {
        return Json.object("{}")
                .put("id", id)
                .put("label", name)
                .put("host", "host-" + id + "." + site.id() + ".example")
                .put("serial", "SN-" + site.id() + "-" + id)
                .put("kind", type)
                .put("place", place);
    }

    private Map<String, JsonNode> devices() {
        Map<String, JsonNode> devices = new HashMap<>();
        site.admin()
                .get(Site.DEVICES + "?limit=100&organization=" + site.id())
                .expect(200)
                .json()
                .path("results")
                .forEach(row -> devices.put(row.path("name").asText(), row));
        return devices;
    }

    /** The items of a profile by their ids in the source. */
    private Map<String, JsonNode> items(Profile profile) {
        Map<String, JsonNode> items = new HashMap<>();
        for (int offset = 0; ; offset += 1000) {
            JsonNode page = server.admin()
                    .get("/api/items/list?limit=1000&sortby=external_id&offset=" + offset)
                    .expect(200)
                    .json()
                    .path("body");
            page.forEach(item -> {
                if (profile.source().equals(item.path("source").asText())) {
                    items.put(item.path("external_id").asText(), item);
                }
            });
            if (page.size() < 1000) {
                return items;
            }
        }
    }
}
