package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whether requests and answers are as the description says: what the server takes fits the request's schema, and every
 * field, type and null that it answers fits the answer's.
 */
@ExtendWith(DeployedServer.class)
class OpenApiAnswersIT {

    private static final String TYPES = "/api/v1/inventory_device_type";
    private static final String ORGANIZATIONS = "/api/v1/organization";
    private static final String DEVICES = "/api/v1/inventory_device";
    private static final String OPERATIONS = "/api/v1/inventory_device_serial_headless_operation";
    private static final String DISCOVERIES = "/api/v1/inventory_discovery";
    private static final String PROFILES = "/api/v1/inventory_connection_profile";
    private static final String WINDOWS = "/api/v1/inventory_maintenance_window";

    private final Server server;
    private final JsonNode document;
    private final SchemaCheck check;
    private final SoftAssertions softly = new SoftAssertions();
    private Site site;
    private Api admin;

    OpenApiAnswersIT(Server server) {
        this.server = server;
        document = Json.parse(
                server.anonymous().get("/openapi?format=json").expect(200).body());
        check = new SchemaCheck(document);
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "described");
        admin = site.admin();
    }

    @AfterEach
    void allAsDescribed() {
        softly.assertAll();
    }

    private JsonNode get(String path, Object... variables) {
        return ask("GET", path, null, 200, variables);
    }

    private JsonNode post(String path, Object body, int status, Object... variables) {
        return ask("POST", path, body, status, variables);
    }

    private JsonNode patch(String path, Object body, Object... variables) {
        return ask("PATCH", path, body, 200, variables);
    }

    private JsonNode put(String path, Object body, Object... variables) {
        return ask("PUT", path, body, 200, variables);
    }

    /**
     * Sends a request, and notes where it or its answer is not as described.
     *
     * @param path as in the description; a query behind it is sent as it is
     * @param body null for none
     * @param variables what stands for the variables of the path, in turns
     */
    private JsonNode ask(String method, String path, Object body, int status, Object... variables) {
        int query = path.indexOf('?');
        String template = query < 0 ? path : path.substring(0, query);
        JsonNode operation = document.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isObject()).as(method + " " + template).isTrue();
        String name = method + " " + path + " " + status;
        if (body != null && status < 300) {
            JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
            softly.assertThat(check.errors(Json.parse(Json.write(body)), schema))
                    .as("request of " + name)
                    .isEmpty();
        }
        String sent = path;
        for (Object variable : variables) {
            sent = sent.replaceFirst("\\{\\w+}", String.valueOf(variable));
        }
        Answer answer = body == null ? admin.send(method, sent, request -> {}) : admin.write(method, sent, body);
        JsonNode json = answer.expect(status).json();
        JsonNode schema =
                operation.path("responses").path(Integer.toString(status)).at("/content/application~1json/schema");
        softly.assertThat(check.errors(json, schema)).as("answer to " + name).isEmpty();
        return json;
    }

    private static int port(Agents agents) {
        return agents.farm().agents().get(0).address().getPort();
    }

    private ObjectNode full() {
        ObjectNode device = site.device()
                .put("mac_address", "02:00:00:%02X:%02X:01".formatted(site.id() / 256 % 256, site.id() % 256))
                .put("location", "Rack 10")
                .put("description", "All of it")
                .put("firmware_version", "16.12.05")
                .put("management_ip", "192.168.100.1")
                .put("snmp_community", "public")
                .put("poll_interval_seconds", 60);
        device.putArray("tags").add("core").add("rack 10");
        device.putArray("status_helpers").add("icmp").add("tcp:22");
        return device;
    }

    @Test
    void ofDevices() {
        JsonNode bare = post(DEVICES, site.device(), 201);
        JsonNode whole = post(DEVICES, full().put("parent", bare.path("id").asLong()), 201);
        ObjectNode third = site.device().put("hostname", "127.0.0.1");
        third.putObject("snmp")
                .put("version", "3")
                .put("user", "inventory")
                .put("auth_protocol", "sha256")
                .put("auth_key", "a-long-passphrase");
        JsonNode secure = post(DEVICES, third, 201);
        long id = whole.path("id").asLong();
        JsonNode detail = get(DEVICES + "/{id}", bare.path("id").asLong());
        assertThat(detail.path("mac_address").isNull()).isTrue();
        assertThat(detail.path("last_seen").isNull()).isTrue();
        get(DEVICES + "/{id}", id);
        get(DEVICES + "/{id}", secure.path("id").asLong());
        get(DEVICES + "?organization=" + site.id());
        get(DEVICES + "?organization=" + site.id() + "&count=none&limit=1");
        get(DEVICES + "?organization=" + site.id() + "&status_detail=unknown&tag=core");
        get("/api/v1/inventory_device_name/{name}", whole.path("name").asText());
        get(
                "/api/v1/inventory_device_serial/{serial_number}",
                whole.path("serial_number").asText());
        get(DEVICES + "/{id}/metadata", id);
        patch(DEVICES + "/{id}/metadata", Map.of("metadata", Map.of("asset_tag", "A-1")), id);
        get("/api/v1/inventory_device_tag?organization=" + site.id());

        patch(DEVICES + "/{id}", Map.of("location", "Rack 11"), id);
        patch(
                "/api/v1/inventory_device_name/{name}",
                Json.object("{\"location\": null}"),
                whole.path("name").asText());
        put(DEVICES + "/{id}", site.device(), id);
        patch(DEVICES + "/{id}", Map.of("status", true), id);
        JsonNode history = get(DEVICES + "/{id}/status_history", id);
        assertThat(history.path("results")).isNotEmpty();
    }

    @Test
    void ofManyDevicesAtOnce() {
        ArrayNode both = Json.object("{\"list\": []}").withArray("list");
        both.add(site.device()).add(site.device());
        JsonNode made = post(DEVICES, both, 201);
        assertThat(made).hasSize(2);
        long first = made.path(0).path("id").asLong();
        List<Map<String, Object>> changes = List.of(Map.of("id", first, "location", "Rack 1"));

        assertThat(patch(DEVICES, changes).path(0).path("location").asText()).isEqualTo("Rack 1");
        assertThat(patch(DEVICES + "?atomic=false", changes)
                        .path(0)
                        .path("object")
                        .path("id")
                        .asLong())
                .isEqualTo(first);
        ObjectNode wrong = site.device().put("hostname", "");
        post(DEVICES + "?atomic=false", List.of(site.device(), wrong), 200);
        post(DEVICES, List.of(site.device(), wrong), 400);
        post(DEVICES, wrong, 400);
        ask("DELETE", DEVICES + "?atomic=false", Map.of("items", List.of(first, 999_999_999)), 200);
    }

    @Test
    void ofAFileOfDevices() {
        JsonNode known = site.register().json();
        ObjectNode row = Json.object("{\"location\": \"Rack 3\"}")
                .put("serial_number", known.path("serial_number").asText())
                .put("organization", site.id());

        JsonNode report = post(DEVICES + "/import?report=all&dry_run=true", List.of(row), 200);

        assertThat(report.path("updated").asInt()).isEqualTo(1);
        row.put("type", 999_999_999);
        post(DEVICES + "/import?atomic=false", List.of(row), 200);
    }

    @Test
    void ofADeviceThatAnswers() {
        try (Agents agents = Agents.start(1, "127.46.0.5", "described")) {
            ObjectNode device = site.device().put("hostname", "127.46.0.5").put("snmp_community", "described");
            device.putObject("snmp").put("version", "2c").put("port", port(agents));
            device.put("serial_number", "told-otherwise");
            long id = post(DEVICES, device, 201).path("id").asLong();
            JsonNode polled = get(DEVICES + "/{id}?update_status=true", id);
            assertThat(polled.path("last_seen").isTextual()).isTrue();
            Patience.await("the device's facts")
                    .until(() -> !admin.get(Site.device(id) + "facts/").json().isEmpty());
            get(DEVICES + "/{id}/facts", id);
            get(DEVICES + "/{id}", id);
            String settings = "/api/v1/inventory_device_setting?parent_id=" + id;
            put(settings, Map.of("sysLocation", "Rack 12", "sysContact", "noc@company.example"));
            patch(settings, Json.object("{\"sysContact\": null, \"sysName\": \"core-1\"}"));
            get(settings);
            JsonNode pending = get(DEVICES + "/{id}", id);
            assertThat(pending.path("pending_details")).isNotEmpty();

            for (String kind : List.of("status_update", "bulk_serial_sync", "firmware_inventory")) {
                ObjectNode configuration = Json.object("{}").put("operation_type", kind);
                configuration.putArray("target_organizations").add(site.id());
                String operation =
                        post(OPERATIONS, configuration, 201).path("id").asText();
                get(OPERATIONS + "/{id}", operation);
                new Operation(admin, operation).awaitEnd();
                get(OPERATIONS + "/{id}", operation);
                get(OPERATIONS + "/{id}/results", operation);
                get(OPERATIONS + "?id=" + operation);
            }
        }
    }

    @Test
    void ofOperations() {
        String serial = site.register().json().path("serial_number").asText();
        ObjectNode configuration = Json.object("""
                {"operation_type": "status_update",
                 "schedule": {"execute_at": "2099-01-01T00:00:00Z", "priority": "high",
                              "recurrence": "0 2 * * *", "time_zone": "Europe/Berlin"},
                 "options": {"timeout_minutes": 60, "stop_on_failure_percent": 20, "wave_size": 10,
                             "retry": {"max": 1, "backoff": 2}}}""");
        configuration.putArray("target_organizations").add(site.id());
        configuration.putObject("device_filters").putArray("serial_numbers").add(serial);
        String id = post(OPERATIONS, configuration, 201).path("id").asText();
        get(OPERATIONS + "/{id}", id);
        ask("POST", OPERATIONS + "/{id}/pause", null, 200, id);
        ask("POST", OPERATIONS + "/{id}/resume", null, 200, id);
        ask("POST", OPERATIONS + "/{id}/cancel", null, 200, id);
        configuration.remove("schedule");
        configuration.remove("device_filters");
        configuration.withObject("/options").put("dry_run", true);
        assertThat(post(OPERATIONS, configuration, 200).path("targets")).isNotEmpty();
        post(OPERATIONS, Map.of(), 400);
    }

    @Test
    void ofDiscoveries() {
        try (Agents agents = Agents.start(2, "127.46.1.5", "described")) {
            ObjectNode search = Json.object("{\"cidr\": [\"127.46.1.4/30\"], \"exclude\": [\"127.46.1.4\"],"
                            + " \"credentials\": [{\"version\": \"2c\", \"community\": \"described\"}]}")
                    .put("organization", site.id())
                    .put("port", port(agents));
            long id = post(DISCOVERIES, search, 201).path("id").asLong();
            new Operation(admin, Long.toString(id)).awaitEnd();
            get(DISCOVERIES + "/{id}", id);
            get(DISCOVERIES + "?organization=" + site.id());
            JsonNode found = get(DISCOVERIES + "/{id}/candidates", id).path("results");
            assertThat(found).hasSize(2);
            long first = found.path(0).path("id").asLong();
            long second = found.path(1).path("id").asLong();
            ObjectNode accept = Json.object("{\"overrides\": {\"location\": \"Rack 1\"},"
                    + " \"serial_fallback\": [\"mac_address\", \"address\"]}");
            accept.putArray("devices")
                    .addObject()
                    .put("id", first)
                    .put("type", 1)
                    .put("polling_enabled", false);
            post(DISCOVERIES + "/{id}/accept", accept, 200, id);
            post(DISCOVERIES + "/{id}/ignore", Map.of("items", List.of(second, 999_999_999)), 200, id);
            get(DISCOVERIES + "/{id}/candidates", id);
        }
    }

    @Test
    void ofTypesOrganizationsAndWindows() {
        String slug = Site.unique("described-type");
        ObjectNode type = Json.object("{\"manufacturer\": \"ACME\", \"model\": \"X\", \"status_helpers\": [\"icmp\"]}")
                .put("name", slug)
                .put("slug", slug);
        long id = post(TYPES, type, 201).path("id").asLong();
        get(TYPES + "/{id}", id);
        get(TYPES);
        put(TYPES + "/{id}", type, id);
        patch(TYPES + "/{id}", Map.of("model", "Y"), id);
        patch(TYPES, List.of(Map.of("id", id, "model", "Z")));
        admin.delete(Site.TYPES + id + "/").expect(204);

        ObjectNode organization =
                Json.object("{}").put("name", Site.unique("described-child")).put("parent", site.id());
        long child = post(ORGANIZATIONS, organization, 201).path("id").asLong();
        get(ORGANIZATIONS + "/{id}", child);
        get(ORGANIZATIONS);
        patch(ORGANIZATIONS + "/{id}", Json.object("{\"parent\": null}"), child);
        put(ORGANIZATIONS + "/{id}", organization, child);
        patch(ORGANIZATIONS, List.of(Map.of("id", child, "name", Site.unique("described-child"))));

        ObjectNode window = Json.object("{\"reason\": \"Described\", \"starts_at\": \"2020-01-01T00:00:00Z\","
                        + " \"duration_minutes\": 5}")
                .put("organization", site.id());
        long over = post(WINDOWS, window, 201).path("id").asLong();
        get(WINDOWS + "/{id}", over);
        put(WINDOWS + "/{id}", window, over);
        patch(WINDOWS + "/{id}", Map.of("duration_minutes", 6), over);
        long device = site.register().id();
        post(
                WINDOWS,
                Json.object("{\"reason\": \"Open\", \"recurrence\": \"* * * * *\", \"duration_minutes\": 5}")
                        .put("organization", site.id())
                        .put("device", device),
                201);
        get(WINDOWS + "?organization=" + site.id());
    }

    @Test
    void ofUsers() {
        String user = Site.unique("described");
        long id = post(
                        "/api/user",
                        Map.of("username", user, "password", Site.PASSWORD, "email", "noc@company.example"),
                        201)
                .path("pk")
                .asLong();
        get("/api/user/{pk}", id);
        get("/api/user");
        patch("/api/user/{pk}", Map.of("first_name", "Ann"), id);
        put("/api/user/{pk}", Map.of("username", user), id);
        patch("/api/user", List.of(Map.of("pk", id, "first_name", "Bea")));
        ObjectNode group =
                Json.object("{}").put("name", Site.unique("described")).put("organization", site.id());
        group.putArray("users").add(id);
        long number = post("/api/user/group", group, 201).path("pk").asLong();
        get("/api/user/group/{pk}", number);
        get("/api/user/group");
        patch("/api/user/group/{pk}", Map.of("name", Site.unique("described")), number);
        long rules = get("/api/user/ruleset?group=" + number)
                .path("results")
                .path(0)
                .path("pk")
                .asLong();
        get("/api/user/ruleset/{pk}", rules);
        patch("/api/user/ruleset/{pk}", Map.of("can_view", true), rules);
        patch("/api/user/ruleset", List.of(Map.of("pk", rules, "can_view", false)));
        get("/api/user/me");
        get("/api/user/roles");
        get("/api/user/token");
        long token = post("/api/user/tokens", Map.of("name", Site.unique("described")), 201)
                .path("id")
                .asLong();
        get("/api/user/tokens/{id}", token);
        get("/api/user/tokens");
        get("/api");
        JsonNode log = get("/api/v1/audit_log");
        get("/api/v1/audit_log/{id}", log.path("results").path(0).path("id").asLong());
        get("/api/v1/master_key");
    }

    @Test
    void ofConnectionProfiles() {
        ObjectNode fields = Profile.rest(site, "http://127.0.0.1:9/");
        long id = post(PROFILES, fields, 201).path("id").asLong();
        get(PROFILES + "/{id}", id);
        get(PROFILES + "?organization=" + site.id());
        patch(PROFILES + "/{id}", Map.of("retry_attempts", 0), id);
        patch(PROFILES, List.of(Map.of("id", id, "retry_attempts", 0)));
        ask("POST", PROFILES + "/{id}/test", null, 200, id);
        long run = post(PROFILES + "/{id}/sync", Map.of("dry_run", true), 202, id)
                .path("id")
                .asLong();
        get(PROFILES + "/{id}/sync_runs/{run}", id, run);
        Patience.await("the end of the run").until(() -> List.of("failed", "success", "partial")
                .contains(admin.get(PROFILES + "/" + id + "/sync_runs/" + run + "/")
                        .json()
                        .path("status")
                        .asText()));
        get(PROFILES + "/{id}/sync_runs/{run}", id, run);
        get(PROFILES + "/{id}/sync_runs", id);
        get(PROFILES + "/{id}/sync_runs/{run}/errors", id, run);
        get(PROFILES + "/{id}", id);
    }

    @Test
    void ofBoxesAndItems() {
        String box = post("/api/box/create", Map.of("name", Site.unique("described")), 200)
                .at("/body/0/box_id")
                .asText();
        get("/api/box/get/{box_id}", box);
        get("/api/boxes/list");
        get("/api/boxes/count");
        String item = post(
                        "/api/item/create",
                        Map.of("box_id", box, "mfg_part_number", Site.unique("part"), "quantity", 10),
                        200)
                .at("/body/0/item_id")
                .asText();
        post("/api/item/update", Map.of("item_id", item, "quantity", 9, "description", "Described"), 200);
        String reservation = post("/api/item/reserve", Map.of("item_id", item, "quantity", 2), 200)
                .at("/body/0/reservation_id")
                .asText();
        get("/api/item/get/{item_id}", item);
        get("/api/items/list?box_id=" + box);
        get("/api/items/count");
        get("/api/item/movements/{item_id}", item);
        get("/api/item/reservations/{item_id}", item);
        post("/api/item/release", Map.of("reservation_id", reservation), 200);
        post("/api/box/put", Map.of("box_id", box, "items", List.of(item)), 200);
        post("/api/box/update", Map.of("box_id", box, "name", Site.unique("described")), 200);

        String code = post("/api/barcode/generate", Map.of("model", "item", "pk", item), 200)
                .path("barcode")
                .asText();
        post("/api/barcode", Map.of("barcode", code), 200);
        String linked = Site.unique("code");
        long device = site.register().id();
        post("/api/barcode/link", Map.of("barcode", linked, "device", device), 200);
        post("/api/barcode", Map.of("barcode", linked), 200);
        post("/api/barcode/unlink", Map.of("barcode", linked), 200);
        post("/api/barcode", Map.of("barcode", linked), 400);

        JsonNode form = document.at("/paths/~1api~1box~1create/post/requestBody/content");
        assertThat(Json.names(form)).contains("application/x-www-form-urlencoded");
        admin.send(
                        "POST",
                        "/api/box/create",
                        BodyPublishers.ofString("name=" + Site.unique("described")),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded"))
                .expect(200);
        post("/api/item/delete", Map.of("item_id", item), 200);
        post("/api/box/delete", Map.of("box_id", box), 200);
    }
}
