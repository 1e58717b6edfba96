package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Walks every endpoint that the API's description has, with no credentials and with those of another organization. What
 * stands in the description and not in the table here fails: whoever adds an endpoint says who may see what there.
 */
@ExtendWith(DeployedServer.class)
class ForeignWalkIT {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final List<String> ROLES =
            List.of("organization", "device", "connection_profile", "operation", "box", "item", "admin");

    /** Where a device is told by a parameter. */
    private static final String SETTINGS = "/inventory_device_setting";

    private static final String EVENTS = "/inventory_device/events";

    /** What somebody with all rights in another organization is answered. */
    private enum Reach {
        /** Everybody, without credentials, too. */
        PUBLIC,
        /** About the caller: answered, with nothing of ours. */
        OWN,
        /** Of the caller alone: ours does not exist there. */
        OWN_OBJECT,
        /** A list: answered without ours, and refused when it asks for ours. */
        LIST,
        /** One of our objects: refused. */
        OBJECT,
        /** Something new in our organization: refused. */
        CREATE,
        /** Many of ours at once: refused. */
        BULK,
        /** Shared by all organizations: may be read. */
        SHARED,
        /** Shared by all organizations: may be changed only by those whose rights reach all. */
        SHARED_CHANGE,
        /** For administrators whose rights reach all organizations. */
        ADMIN,
        /** Boxes and items belong to the whole installation, and everybody may look. */
        OPEN,
        /** The same, changed: with the role in any organization; without credentials the Box API's own refusal. */
        KEY,
        /** What a barcode stands for: nothing, if that is one of our devices. */
        SCAN
    }

    private static final String TABLE = """
            get    /api                                                                  PUBLIC
            get    /api/user                                                             ADMIN
            post   /api/user                                                             ADMIN
            patch  /api/user                                                             ADMIN
            delete /api/user                                                             ADMIN
            get    /api/user/{pk}                                                        ADMIN
            put    /api/user/{pk}                                                        ADMIN
            patch  /api/user/{pk}                                                        ADMIN
            delete /api/user/{pk}                                                        ADMIN
            post   /api/user/{pk}/set-password                                           ADMIN
            put    /api/user/{pk}/set-password                                           ADMIN
            get    /api/user/{pk}/metadata                                               ADMIN
            put    /api/user/{pk}/metadata                                               ADMIN
            patch  /api/user/{pk}/metadata                                               ADMIN
            get    /api/user/group                                                       ADMIN
            post   /api/user/group                                                       ADMIN
            patch  /api/user/group                                                       ADMIN
            delete /api/user/group                                                       ADMIN
            get    /api/user/group/{pk}                                                  ADMIN
            put    /api/user/group/{pk}                                                  ADMIN
            patch  /api/user/group/{pk}                                                  ADMIN
            delete /api/user/group/{pk}                                                  ADMIN
            get    /api/user/group/{pk}/metadata                                         ADMIN
            put    /api/user/group/{pk}/metadata                                         ADMIN
            patch  /api/user/group/{pk}/metadata                                         ADMIN
            get    /api/user/ruleset                                                     ADMIN
            patch  /api/user/ruleset                                                     ADMIN
            get    /api/user/ruleset/{pk}                                                ADMIN
            put    /api/user/ruleset/{pk}                                                ADMIN
            patch  /api/user/ruleset/{pk}                                                ADMIN
            get    /api/user/me                                                          OWN
            put    /api/user/me                                                          OWN
            patch  /api/user/me                                                          OWN
            post   /api/user/me/set-password                                             OWN
            get    /api/user/roles                                                       OWN
            get    /api/user/token                                                       OWN
            get    /api/user/tokens                                                      OWN
            post   /api/user/tokens                                                      OWN
            get    /api/user/tokens/{id}                                                 OWN_OBJECT
            delete /api/user/tokens/{id}                                                 OWN_OBJECT
            get    /api/v1/audit_log                                                     ADMIN
            get    /api/v1/audit_log/{id}                                                ADMIN
            get    /api/v1/master_key                                                    ADMIN
            post   /api/v1/master_key/rotate                                             ADMIN
            get    /api/v1/organization                                                  LIST
            post   /api/v1/organization                                                  CREATE
            patch  /api/v1/organization                                                  BULK
            delete /api/v1/organization                                                  BULK
            get    /api/v1/organization/{id}                                             OBJECT
            put    /api/v1/organization/{id}                                             OBJECT
            patch  /api/v1/organization/{id}                                             OBJECT
            delete /api/v1/organization/{id}                                             OBJECT
            get    /api/v1/organization/{id}/metadata                                    OBJECT
            put    /api/v1/organization/{id}/metadata                                    OBJECT
            patch  /api/v1/organization/{id}/metadata                                    OBJECT
            get    /api/v1/inventory_device                                              LIST
            post   /api/v1/inventory_device                                              CREATE
            patch  /api/v1/inventory_device                                              BULK
            delete /api/v1/inventory_device                                              BULK
            get    /api/v1/inventory_device/events                                       OBJECT
            get    /api/v1/inventory_device/{id}                                         OBJECT
            put    /api/v1/inventory_device/{id}                                         OBJECT
            patch  /api/v1/inventory_device/{id}                                         OBJECT
            delete /api/v1/inventory_device/{id}                                         OBJECT
            get    /api/v1/inventory_device/{id}/availability                            OBJECT
            get    /api/v1/inventory_device/{id}/facts                                   OBJECT
            post   /api/v1/inventory_device/{id}/accept_serial                           OBJECT
            get    /api/v1/inventory_device/{id}/status_history                          OBJECT
            get    /api/v1/inventory_device/{id}/metadata                                OBJECT
            put    /api/v1/inventory_device/{id}/metadata                                OBJECT
            patch  /api/v1/inventory_device/{id}/metadata                                OBJECT
            post   /api/v1/inventory_device/import                                       CREATE
            get    /api/v1/inventory_device_name/{name}                                  OBJECT
            put    /api/v1/inventory_device_name/{name}                                  OBJECT
            patch  /api/v1/inventory_device_name/{name}                                  OBJECT
            delete /api/v1/inventory_device_name/{name}                                  OBJECT
            get    /api/v1/inventory_device_name/{name}/metadata                         OBJECT
            put    /api/v1/inventory_device_name/{name}/metadata                         OBJECT
            patch  /api/v1/inventory_device_name/{name}/metadata                         OBJECT
            get    /api/v1/inventory_device_serial/{serial_number}                       OBJECT
            put    /api/v1/inventory_device_serial/{serial_number}                       OBJECT
            patch  /api/v1/inventory_device_serial/{serial_number}                       OBJECT
            delete /api/v1/inventory_device_serial/{serial_number}                       OBJECT
            get    /api/v1/inventory_device_serial/{serial_number}/metadata              OBJECT
            put    /api/v1/inventory_device_serial/{serial_number}/metadata              OBJECT
            patch  /api/v1/inventory_device_serial/{serial_number}/metadata              OBJECT
            get    /api/v1/inventory_device_setting                                      OBJECT
            put    /api/v1/inventory_device_setting                                      OBJECT
            patch  /api/v1/inventory_device_setting                                      OBJECT
            get    /api/v1/inventory_device_tag                                          LIST
            get    /api/v1/inventory_device_type                                         SHARED
            post   /api/v1/inventory_device_type                                         SHARED_CHANGE
            patch  /api/v1/inventory_device_type                                         SHARED_CHANGE
            delete /api/v1/inventory_device_type                                         SHARED_CHANGE
            get    /api/v1/inventory_device_type/{id}                                    SHARED
            put    /api/v1/inventory_device_type/{id}                                    SHARED_CHANGE
            patch  /api/v1/inventory_device_type/{id}                                    SHARED_CHANGE
            delete /api/v1/inventory_device_type/{id}                                    SHARED_CHANGE
            get    /api/v1/inventory_device_type/{id}/metadata                           SHARED
            put    /api/v1/inventory_device_type/{id}/metadata                           SHARED_CHANGE
            patch  /api/v1/inventory_device_type/{id}/metadata                           SHARED_CHANGE
            get    /api/v1/inventory_device_serial_headless_operation                    LIST
            post   /api/v1/inventory_device_serial_headless_operation                    CREATE
            get    /api/v1/inventory_device_serial_headless_operation/{id}               OBJECT
            get    /api/v1/inventory_device_serial_headless_operation/{id}/results       OBJECT
            get    /api/v1/inventory_device_serial_headless_operation/{id}/events        OBJECT
            post   /api/v1/inventory_device_serial_headless_operation/{id}/cancel        OBJECT
            post   /api/v1/inventory_device_serial_headless_operation/{id}/pause         OBJECT
            post   /api/v1/inventory_device_serial_headless_operation/{id}/resume        OBJECT
            post   /api/v1/inventory_device_serial_headless_operation/{id}/retry         OBJECT
            get    /api/v1/inventory_discovery                                                   LIST
            post   /api/v1/inventory_discovery                                                   CREATE
            get    /api/v1/inventory_discovery/{id}                                              OBJECT
            delete /api/v1/inventory_discovery/{id}                                              OBJECT
            get    /api/v1/inventory_discovery/{id}/candidates                                   OBJECT
            post   /api/v1/inventory_discovery/{id}/accept                                       OBJECT
            post   /api/v1/inventory_discovery/{id}/ignore                                       OBJECT
            get    /api/v1/inventory_maintenance_window                                  LIST
            post   /api/v1/inventory_maintenance_window                                  CREATE
            patch  /api/v1/inventory_maintenance_window                                  BULK
            delete /api/v1/inventory_maintenance_window                                  BULK
            get    /api/v1/inventory_maintenance_window/{id}                             OBJECT
            put    /api/v1/inventory_maintenance_window/{id}                             OBJECT
            patch  /api/v1/inventory_maintenance_window/{id}                             OBJECT
            delete /api/v1/inventory_maintenance_window/{id}                             OBJECT
            get    /api/v1/inventory_maintenance_window/{id}/metadata                    OBJECT
            put    /api/v1/inventory_maintenance_window/{id}/metadata                    OBJECT
            patch  /api/v1/inventory_maintenance_window/{id}/metadata                    OBJECT
            get    /api/v1/inventory_connection_profile                                  LIST
            post   /api/v1/inventory_connection_profile                                  CREATE
            patch  /api/v1/inventory_connection_profile                                  BULK
            delete /api/v1/inventory_connection_profile                                  BULK
            get    /api/v1/inventory_connection_profile/{id}                             OBJECT
            put    /api/v1/inventory_connection_profile/{id}                             OBJECT
            patch  /api/v1/inventory_connection_profile/{id}                             OBJECT
            delete /api/v1/inventory_connection_profile/{id}                             OBJECT
            get    /api/v1/inventory_connection_profile/{id}/metadata                    OBJECT
            put    /api/v1/inventory_connection_profile/{id}/metadata                    OBJECT
            patch  /api/v1/inventory_connection_profile/{id}/metadata                    OBJECT
            post   /api/v1/inventory_connection_profile/{id}/test                        OBJECT
            post   /api/v1/inventory_connection_profile/{id}/sync                        OBJECT
            get    /api/v1/inventory_connection_profile/{id}/sync_runs                   OBJECT
            get    /api/v1/inventory_connection_profile/{id}/sync_runs/{run}             OBJECT
            get    /api/v1/inventory_connection_profile/{id}/sync_runs/{run}/errors      OBJECT
            post   /api/barcode                                                          SCAN
            post   /api/barcode/generate                                                 SCAN
            post   /api/barcode/link                                                     SCAN
            post   /api/barcode/unlink                                                   SCAN
            get    /api/box/get                                                          OPEN
            post   /api/box/get                                                          OPEN
            get    /api/box/get/{box_id}                                                 OPEN
            get    /api/box/label/{box_id}                                               OPEN
            post   /api/box/create                                                       KEY
            post   /api/box/delete                                                       KEY
            post   /api/box/put                                                          KEY
            post   /api/box/update                                                       KEY
            get    /api/boxes/count                                                      OPEN
            post   /api/boxes/count                                                      OPEN
            get    /api/boxes/labels                                                     OPEN
            get    /api/boxes/list                                                       OPEN
            post   /api/boxes/list                                                       OPEN
            post   /api/item/create                                                      KEY
            post   /api/item/delete                                                      KEY
            get    /api/item/get                                                         OPEN
            post   /api/item/get                                                         OPEN
            get    /api/item/get/{item_id}                                               OPEN
            get    /api/item/label/{item_id}                                             OPEN
            get    /api/item/movements/{item_id}                                         OPEN
            post   /api/item/release                                                     KEY
            get    /api/item/reservations/{item_id}                                      OPEN
            post   /api/item/reserve                                                     KEY
            post   /api/item/update                                                      KEY
            get    /api/items/count                                                      OPEN
            post   /api/items/count                                                      OPEN
            get    /api/items/list                                                       OPEN
            post   /api/items/list                                                       OPEN
            """;

    /** An operation of the description, with what the table says of it. */
    private record Endpoint(String method, String path, Reach reach) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final Server server;
    private final Map<String, Reach> table = table();
    private Site ours;
    private Api foreign;
    private long device;
    private String deviceName;
    private String serial;
    private String operation;
    private long profile;
    private long discovery;
    private long window;
    private long token;

    ForeignWalkIT(Server server) {
        this.server = server;
    }

    private static Map<String, Reach> table() {
        Map<String, Reach> rows = new LinkedHashMap<>();
        TABLE.lines().forEach(line -> {
            String[] words = line.strip().split(" +");
            rows.put(words[0] + " " + words[1], Reach.valueOf(words[2]));
        });
        return rows;
    }

    @BeforeEach
    void twoOrganizations() {
        ours = Site.create(server, "marked-ours");
        Answer made = ours.register(ours.device().put("location", ours.name()).put("description", "of " + ours.name()));
        device = made.id();
        deviceName = made.json().path("name").asText();
        serial = made.json().path("serial_number").asText();
        Operation ended = Operation.start(
                ours.admin(),
                Json.object("{\"operation_type\": \"status_update\", \"target_organizations\": [" + ours.id() + "]}"));
        ended.awaitEnd(); // it writes to the device
        operation = ended.id();
        profile = Profile.create(
                        ours.admin(), Profile.rest(ours, "http://127.0.0.1:9/").put("description", "of " + ours.name()))
                .id();
        discovery = ours.admin()
                .post("/api/v1/inventory_discovery/", search())
                .expect(201)
                .id();
        // one that is over: it must not change the device that is looked at before and after
        window = ours.admin()
                .post(
                        MaintenanceIT.WINDOWS,
                        Map.of(
                                "organization",
                                ours.id(),
                                "reason",
                                "of " + ours.name(),
                                "starts_at",
                                "2020-01-01T00:00:00Z",
                                "duration_minutes",
                                5))
                .expect(201)
                .id();
        token = server.admin()
                .post("/api/user/tokens/", Map.of("name", ours.name()))
                .expect(201)
                .id();
        Site other = Site.create(server, "other");
        foreign = other.memberOfAll(ROLES);
    }

    private String search() {
        return "{\"organization\": " + ours.id() + ", \"name\": \"" + ours.name() + "\", \"cidr\": \"127.45.5.1\","
                + " \"port\": 9, \"credentials\": [{\"community\": \"" + ours.name() + "\"}]}";
    }

    @Test
    void everyEndpointIsClassified() {
        Set<String> described = new TreeSet<>();
        endpoints().forEach(endpoint -> described.add(endpoint.toString()));

        assertThat(described).isEqualTo(new TreeSet<>(table.keySet()));
    }

    @Test
    void nobodyGetsInWithoutCredentials() {
        SoftAssertions softly = new SoftAssertions();
        for (Endpoint endpoint : endpoints()) {
            Answer answer = send(server.anonymous(), endpoint);
            if (endpoint.reach() == Reach.PUBLIC) {
                softly.assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            } else if (endpoint.reach() == Reach.OPEN) {
                softly.assertThat(answer.status()).as(answer.toString()).isIn(200, 400, 404);
            } else if (endpoint.reach() == Reach.KEY) {
                softly.assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
                softly.assertThat(answer.body()).contains("API key was not present");
            } else {
                softly.assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
                softly.assertThat(answer.header("WWW-Authenticate"))
                        .as(endpoint.toString())
                        .isPresent();
            }
            softly.assertThat(answer.body()).as(endpoint.toString()).doesNotContain(ours.name());
        }
        softly.assertAll();
    }

    @Test
    void anotherOrganizationReachesNothingOfOurs() {
        String before = ours.admin().get(Site.device(device)).expect(200).body();
        SoftAssertions softly = new SoftAssertions();
        for (Endpoint endpoint : endpoints()) {
            Answer answer = send(foreign, endpoint);
            softly.assertThat(answer.status())
                    .as(endpoint.reach() + ": " + answer)
                    .satisfies(status ->
                            assertThat(isExpected(endpoint.reach(), status)).isTrue());
            softly.assertThat(answer.body())
                    .as("what " + endpoint + " shows")
                    .doesNotContain(ours.name())
                    .doesNotContain(deviceName)
                    .doesNotContain(serial);
            if (endpoint.reach() == Reach.LIST && !endpoint.path().endsWith("/organization")) {
                Answer asked = foreign.get(path(endpoint) + "?organization=" + ours.id());
                softly.assertThat(asked.status()).as(asked.toString()).isEqualTo(403);
            }
        }
        softly.assertAll();
        assertThat(ours.admin().get(Site.device(device)).expect(200).body()).isEqualTo(before);
        ours.admin().get(Site.ORGANIZATIONS + ours.id() + "/").expect(200);
        ours.admin().get("/api/user/tokens/" + token + "/").expect(200);
    }

    private static boolean isExpected(Reach reach, int status) {
        return switch (reach) {
            case PUBLIC, LIST, SHARED -> status == 200;
            case OWN -> status == 200 || status == 201 || status == 204 || status == 400;
            case OWN_OBJECT -> status == 404;
            case OBJECT, CREATE, BULK, SHARED_CHANGE, ADMIN -> status == 403;
            case OPEN, KEY -> status == 200 || status == 400 || status == 404;
            case SCAN -> status == 400 || status == 403 || status == 404;
        };
    }

    private Answer send(Api api, Endpoint endpoint) {
        String method = endpoint.method().toUpperCase(Locale.ROOT);
        if (method.equals("GET") || (method.equals("DELETE") && endpoint.path().contains("{"))) {
            return api.send(method, path(endpoint), headers -> {});
        }
        return api.write(method, path(endpoint), body(endpoint));
    }

    private String body(Endpoint endpoint) {
        if (endpoint.reach() == Reach.SCAN) {
            return endpoint.path().endsWith("/generate")
                    ? "{\"model\": \"device\", \"pk\": " + device + "}"
                    : endpoint.path().endsWith("/barcode")
                            ? "{\"barcode\": \"INV-DV" + device + "\"}"
                            : "{\"barcode\": \"" + Site.unique("code") + "\", \"device\": " + device + "}";
        }
        if (endpoint.reach() == Reach.CREATE) {
            if (endpoint.path().endsWith("/organization")) {
                return "{\"name\": \"" + Site.unique("below") + "\", \"parent\": " + ours.id() + "}";
            }
            if (endpoint.path().endsWith("/inventory_connection_profile")) {
                return Profile.rest(ours, "http://127.0.0.1:9/").toString();
            }
            if (endpoint.path().endsWith("/inventory_discovery")) {
                return search();
            }
            if (endpoint.path().endsWith("/inventory_maintenance_window")) {
                return "{\"organization\": " + ours.id() + ", \"reason\": \"x\", \"duration_minutes\": 5}";
            }
            if (endpoint.path().endsWith("/inventory_device")) {
                return ours.device().toString();
            }
            if (endpoint.path().endsWith("/inventory_device/import")) {
                return "[" + ours.device() + "]";
            }
            return "{\"operation_type\": \"status_update\", \"target_organizations\": [" + ours.id() + "]}";
        }
        if (!endpoint.path().contains("{")
                && !endpoint.method().equals("post")
                && !endpoint.path().endsWith(SETTINGS)) {
            String id =
                    switch (endpoint.path()) {
                        case "/api/v1/organization" -> Long.toString(ours.id());
                        case "/api/v1/inventory_device" -> Long.toString(device);
                        case "/api/v1/inventory_connection_profile" -> Long.toString(profile);
                        case "/api/v1/inventory_maintenance_window" -> Long.toString(window);
                        default -> "1";
                    };
            return endpoint.method().equals("patch") ? "[{\"id\": " + id + "}]" : "{\"items\": [" + id + "]}";
        }
        return "{}";
    }

    private String path(Endpoint endpoint) {
        String path = endpoint.path();
        String id =
                switch (path.replaceAll("^/api/(v1/)?|/\\{.*", "")) {
                    case "organization" -> Long.toString(ours.id());
                    case "inventory_device" -> Long.toString(device);
                    case "inventory_connection_profile" -> Long.toString(profile);
                    case "inventory_discovery" -> Long.toString(discovery);
                    case "inventory_maintenance_window" -> Long.toString(window);
                    case "inventory_device_serial_headless_operation" -> operation;
                    case "user/tokens" -> Long.toString(token);
                    default -> "1";
                };
        return path.replaceAll("\\{(id|pk)}", id)
                        .replace("{run}", "1")
                        .replaceAll("\\{(box|item)_id}", "zzzzzzz0")
                        .replace("{name}", Api.encode(deviceName))
                        .replace("{serial_number}", Api.encode(serial))
                + (path.endsWith(SETTINGS)
                        ? "/?parent_id=" + device
                        : path.endsWith(EVENTS) ? "/?device=" + device : "/");
    }

    private List<Endpoint> endpoints() {
        JsonNode document = Json.parse(
                server.anonymous().get("/openapi?format=json").expect(200).body());
        List<Endpoint> all = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                String name = method.getKey().toLowerCase(Locale.ROOT);
                if (METHODS.contains(name)) {
                    String plain = path.getKey().replaceAll("/+$", "");
                    all.add(new Endpoint(name, plain, table.getOrDefault(name + " " + plain, Reach.ADMIN)));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(40);
        return all;
    }
}
