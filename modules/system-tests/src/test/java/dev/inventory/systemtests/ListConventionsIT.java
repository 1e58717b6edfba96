package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every list can do beyond pages, shown on one that is long enough: fields, cursors and exports. */
@ExtendWith(DeployedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListConventionsIT {

    /** More than an export reads at a time. */
    private static final int DEVICES = 1060;

    private static final int BULK = 530;

    private final Site site;
    private final Api admin;
    private final String list;

    ListConventionsIT(Server server) {
        site = Site.create(server, "listed");
        admin = site.admin();
        list = Site.DEVICES + "?organization=" + site.id() + "&";
    }

    @BeforeAll
    void devices() {
        for (int from = 0; from < DEVICES; from += BULK) {
            List<ObjectNode> devices = new ArrayList<>();
            for (int i = from; i < from + BULK; i++) {
                ObjectNode device = site.device()
                        .put("name", "name " + i % 37)
                        .put("type", 1 + i % 5)
                        .put("status", i % 2 == 0);
                if (i % 3 > 0) {
                    device.put("location", "=Rack " + i % 7);
                }
                devices.add(device);
            }
            admin.post(Site.DEVICES, devices).expect(201);
        }
    }

    private JsonNode get(String parameters) {
        return admin.get(list + parameters).expect(200).json();
    }

    @Test
    void showsTheFieldsThatAreAskedFor() {
        JsonNode row =
                get("fields=name,type,mac_address&limit=1").path("results").path(0);
        assertThat(Json.names(row)).containsExactlyInAnyOrder("name", "type", "mac_address");
        assertThat(Json.names(row.path("type"))).containsExactly("id", "name", "model");
        assertThat(Json.names(get("fields=type.name&limit=1").path("results").path(0)))
                .containsExactly("type");
        assertThat(Json.names(get("brief=true&limit=1").path("results").path(0)))
                .containsExactly("id", "name", "hostname", "serial_number", "status");
        assertThat(admin.get(list + "fields=nam").expect(400).body()).contains("Did you mean 'name'?");
        JsonNode group = admin.get("/api/user/group/?fields=users&limit=1")
                .expect(200)
                .json()
                .path("results")
                .path(0);
        assertThat(Json.names(group)).containsExactly("users");
    }

    @Test
    void leavesTheCountOut() {
        JsonNode first = get("count=none&limit=100");
        assertThat(Json.names(first)).containsExactly("next", "previous", "results");
        assertThat(first.path("next").asText()).contains("count=none", "offset=100");
        assertThat(get("count=none&limit=100&offset=1000").path("next").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "-id",
                "name",
                "location,-name",
                "-location",
                "status,name",
                "-status",
                "type__name,-created_at"
            })
    void pagesByCursorThereAndBack(String ordering) {
        String ordered = "limit=100&fields=id&ordering=" + ordering;
        List<Long> expected = new ArrayList<>();
        for (int offset = 0; offset < DEVICES; offset += 100) {
            expected.addAll(ids(get(ordered + "&offset=" + offset)));
        }
        assertThat(expected).hasSize(DEVICES).doesNotHaveDuplicates();

        List<Long> there = new ArrayList<>();
        JsonNode page = get(ordered + "&cursor=");
        assertThat(page.path("previous").isNull()).isTrue();
        assertThat(page.has("count")).isFalse();
        there.addAll(ids(page));
        while (!page.path("next").isNull()) {
            page = admin.get(path(page.path("next"))).expect(200).json();
            there.addAll(ids(page));
        }
        assertThat(there).isEqualTo(expected);

        List<Long> back = reversed(ids(page));
        while (!page.path("previous").isNull()) {
            page = admin.get(path(page.path("previous"))).expect(200).json();
            back.addAll(reversed(ids(page)));
        }
        assertThat(reversed(back)).isEqualTo(expected);
    }

    @Test
    void aCursorGoesOnWhereItWasThoughRowsCameAndWent() {
        Site own = Site.create(admin, "moving");
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            made.add(own.register().id());
        }
        JsonNode first = admin.get(Site.DEVICES + "?organization=" + own.id() + "&limit=2&cursor=")
                .json();

        admin.delete(Site.device(made.get(0))).expect(204);
        admin.delete(Site.device(made.get(2))).expect(204);

        JsonNode second = admin.get(path(first.path("next"))).expect(200).json();
        assertThat(ids(second)).containsExactly(made.get(3), made.get(4));
    }

    @Test
    void refusesWhatIsNoCursorHere() {
        String next = get("limit=2&ordering=name&cursor=").path("next").asText();
        String cursor = next.replaceFirst(".*cursor=([^&]*).*", "$1");

        assertThat(admin.get(list + "cursor=abc").expect(400).body()).contains("no cursor of this list");
        admin.get(list + "ordering=-name&cursor=" + cursor).expect(400);
        admin.get(list + "ordering=name&offset=20&cursor=" + cursor).expect(400);
        admin.get(list + "ordering=name&cursor=" + cursor).expect(200);
    }

    @Test
    void exportsAllThatMatch() {
        Answer csv = admin.get(list + "export=csv&ordering=-id").expect(200);

        assertThat(csv.header("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(csv.header("Content-Disposition")).hasValueSatisfying(file -> assertThat(file)
                .matches("attachment; filename=\"inventory_device-\\d{8}T\\d{6}Z\\.csv\""));
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(DEVICES + 1).doesNotHaveDuplicates();
        assertThat(lines.get(0))
                .startsWith("id,name,hostname,serial_number,type.id,type.name,type.model,organization.id,");
        // a formula's text does nothing in a spreadsheet
        assertThat(csv.body()).contains(",'=Rack 1,").doesNotContain(",=Rack");
        assertThat(admin.get(list + "export=tsv&fields=id,type.name&status=1")
                        .expect(200)
                        .body()
                        .lines())
                .hasSize(DEVICES / 2 + 1)
                .startsWith("id\ttype.name");
        assertThat(admin.get(list + "export=json&fields=id").expect(200).json()).hasSize(DEVICES);
        Answer workbook = admin.get(list + "export=xlsx", "Accept", "application/vnd.ms-excel")
                .expect(200);
        assertThat(workbook.body()).startsWith("PK");
        assertThat(admin.get(list + "export=csv&name=nobody").expect(200).body().lines())
                .hasSize(1);
        assertThat(admin.get(list + "export=pdf").expect(400).body()).contains("csv, tsv, xlsx, json");
        admin.get(list + "export=csv&update_status=1").expect(400);
    }

    @Test
    void anExportHoldsWhatTheListDoes() {
        Site other = Site.create(admin, "exported");
        other.register();
        other.register();
        Api viewer = other.member("device", "view");

        assertThat(viewer.get(Site.DEVICES + "?export=csv").expect(200).body().lines())
                .hasSize(3);
        viewer.get(list + "export=csv").expect(403);
        viewer.get(Site.DEVICES + "?organization__in=" + other.id() + "," + site.id())
                .expect(403);
        viewer.get(Site.DEVICES + "?organization__in=" + other.id()).expect(200);
        admin.anonymous().get(list + "export=csv").expect(401);
        assertThat(admin.get("/api/v1/audit_log/?export=csv&object_type=organization&object_id=" + other.id())
                        .expect(200)
                        .body())
                .contains(other.name());
        Answer head = admin.send("HEAD", list + "export=csv", request -> {});
        assertThat(head.expect(200).body()).isEmpty();
    }

    private static List<Long> ids(JsonNode page) {
        List<Long> ids = new ArrayList<>();
        page.path("results").forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    private static List<Long> reversed(List<Long> ids) {
        List<Long> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String path(JsonNode link) {
        return link.asText().replaceFirst("^https?://[^/]+", "");
    }
}
