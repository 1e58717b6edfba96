package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a request asks for in its query is either done or refused, on reads and on writes. */
@ExtendWith(DeployedServer.class)
class KnownParametersIT {

    private final Server server;
    private Site site;
    private Api admin;

    KnownParametersIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "parameters");
        admin = site.admin();
    }

    @Test
    void unknownOnesAreRefusedOnWrites() {
        Answer made = site.register();
        String path = Site.device(made.id());
        String etag = admin.get(path).etag();

        for (String method : List.of("PATCH", "PUT", "DELETE")) {
            assertThat(admin.write(method, path + "?bogus=1", Map.of("location", "moved"))
                            .expect(400)
                            .json())
                    .isEqualTo(Json.parse("{\"bogus\": [\"Unknown parameter 'bogus'. None is taken here.\"]}"));
        }
        assertThat(admin.post(Site.DEVICES + "?atomc=false", List.of(site.device()))
                        .expect(400)
                        .json())
                .isEqualTo(Json.parse("{\"atomc\": [\"Unknown parameter 'atomc'. Did you mean 'atomic'?\"]}"));
        admin.write("PATCH", Site.DEVICES + "?bogus=1", List.of(Map.of("id", made.id(), "location", "moved")))
                .expect(400);
        admin.write("DELETE", Site.DEVICES + "?bogus=1", Map.of("items", List.of(made.id())))
                .expect(400);
        admin.post(Site.DEVICES + "?atomic=true&atomic=false", List.of(site.device()))
                .expect(400);
        assertThat(admin.get(path).expect(200).etag()).isEqualTo(etag);
        assertThat(admin.get(Site.DEVICES + "?organization=" + site.id())
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        admin.post(Site.DEVICES + "?atomic=false", List.of(site.device())).expect(200);
    }

    @Test
    void unknownOnesAreRefusedOnReads() {
        String path = Site.device(site.register().id());

        for (String below : List.of("facts/", "metadata/")) {
            assertThat(admin.get(path + below + "?bogus=1").expect(400).json().has("bogus"))
                    .isTrue();
        }
        assertThat(admin.get(path + "?update_statu=1").expect(400).body()).contains("Did you mean 'update_status'?");
        admin.get(path + "status_history/?bogus=1").expect(400);
        admin.get("/api/user/token/?nam=x").expect(400);
        admin.get("/api/user/?usrname=x").expect(400);
        admin.get("/api/v1/inventory_device_setting/?parent=1").expect(400);
        admin.get("/api/v1/inventory_device_tag/?serch=x").expect(400);
    }

    @Test
    void resourcesOfAllKindsRefuseThem() {
        String organization = Site.ORGANIZATIONS + site.id() + "/";
        String type = Site.TYPES + "1/";

        admin.patch(organization + "?bogus=1", Map.of("contact_email", "a@b.example"))
                .expect(400);
        admin.patch(type + "?bogus=1", Map.of("model", "x")).expect(400);
        admin.get(type + "?bogus=1").expect(400);
        admin.patch("/api/user/me/?bogus=1", Map.of("first_name", "A")).expect(400);
        admin.post("/api/user/group/?bogus=1", Map.of("name", Site.unique("g"))).expect(400);
        admin.post(Site.OPERATIONS + "?bogus=1", Map.of()).expect(400);
        admin.post("/api/v1/inventory_discovery/?bogus=1", Map.of()).expect(400);
        admin.post("/api/v1/inventory_maintenance_window/?bogus=1", Map.of()).expect(400);
        admin.post("/api/v1/inventory_connection_profile/?bogus=1", Map.of()).expect(400);
        admin.post("/api/v1/inventory_device/import/?dryrun=1", "x").expect(400);
        // clients of the Box API send more than is asked for
        admin.get("/api/boxes/list?bogus=1").expect(200);
    }

    @Test
    void theAnswerIsPlainJsonWhateverTheClientAccepts() {
        for (String accept : List.of("application/json; indent=4", "application/json;charset=utf-8")) {
            Answer answer =
                    admin.get(Site.DEVICES + "?limit=1", "Accept", accept).expect(200);

            assertThat(answer.header("Content-Type")).contains("application/json");
        }
        Answer refused = admin.get(Site.DEVICES + "?limit=x", "Accept", "application/json; indent=4")
                .expect(400);
        assertThat(refused.header("Content-Type")).contains("application/json");
    }

    @Test
    void whatIsNoObjectIsNamedByItsPlaceInTheList() {
        assertThat(admin.post(Site.DEVICES, "[" + site.device() + ", 5]")
                        .expect(400)
                        .json())
                .isEqualTo(Json.parse("[{}, {\"non_field_errors\": [\"Invalid data. Expected a dictionary.\"]}]"));
        var each = admin.post(Site.DEVICES + "?atomic=false", "[" + site.device() + ", 5]")
                .expect(200)
                .json();
        assertThat(Json.column(each, "status")).containsExactly("201", "400");
        assertThat(admin.write("DELETE", Site.DEVICES, "{\"items\": [\"1\"]}")
                        .expect(400)
                        .json())
                .isEqualTo(Json.parse("{\"items\": [\"A valid integer is required.\"]}"));
    }
}
