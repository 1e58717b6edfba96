package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices over HTTP: the documented examples to the letter, and what surrounds them. */
@ExtendWith(DeployedServer.class)
class DeviceIT {

    private static final List<String> ROW = List.of(
            "id",
            "name",
            "hostname",
            "serial_number",
            "type",
            "organization",
            "status",
            "last_status_change",
            "pending_config",
            "location",
            "created_at",
            "updated_at");
    private static final List<String> DETAIL = List.of(
            "id",
            "name",
            "hostname",
            "serial_number",
            "mac_address",
            "type",
            "organization",
            "status",
            "last_status_change",
            "uptime",
            "pending_config",
            "pending_details",
            "location",
            "description",
            "firmware_version",
            "management_ip",
            "snmp_community",
            "created_at",
            "updated_at",
            "last_seen");
    private static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z";

    private final Server server;
    private Site site;
    private Api admin;

    DeviceIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "Headquarters Network");
        admin = site.admin();
    }

    private long type(String name, String model, String manufacturer) {
        return admin.post(
                        Site.TYPES,
                        Map.of("name", name, "model", model, "manufacturer", manufacturer, "slug", Site.unique("slug")))
                .expect(201)
                .id();
    }

    /** As the example has it, with our ids; not polled, since that address is nobody's here. */
    private ObjectNode adapted(String example, long type) {
        return Json.object(example)
                .put("type", type)
                .put("organization", site.id())
                .put("polling_enabled", false);
    }

    private ObjectNode firewall(long type) {
        return adapted("""
                {
                "name": "new-firewall-01",
                "hostname": "192.168.1.100",
                "serial_number": "FW7000-GHI789",
                "location": "Data Center B - Rack 5",
                "status": true,
                "description": "Primary firewall for DMZ network"
                }""", type);
    }

    private ObjectNode router(long type) {
        return adapted("""
                {
                "name": "core-router-01-updated",
                "hostname": "192.168.1.1",
                "serial_number": "RT5500-ABC123",
                "mac_address": "00:1B:44:11:3A:B7",
                "status": true,
                "location": "Data Center A - Rack 12",
                "description": "Updated primary core router with new firmware",
                "firmware_version": "16.12.08",
                "management_ip": "192.168.100.1"
                }""", type);
    }

    @Test
    void registersTheFirewallOfTheExample() {
        long type = type("Firewall", "Fortinet FortiGate 600E", "Fortinet");
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        Answer answer = admin.post(Site.DEVICES, firewall(type)).expect(201);
        JsonNode json = answer.json();

        assertThat(answer.header("Location")).hasValue(server.base() + Site.device(answer.id()));
        assertThat(answer.etag()).startsWith("\"");
        ObjectNode expected = Json.object("""
                {
                "name": "new-firewall-01",
                "hostname": "192.168.1.100",
                "serial_number": "FW7000-GHI789",
                "type": {"name": "Firewall", "model": "Fortinet FortiGate 600E"},
                "organization": {},
                "status": true,
                "pending_config": false,
                "location": "Data Center B - Rack 5",
                "description": "Primary firewall for DMZ network"
                }""");
        ((ObjectNode) expected.path("type")).put("id", (int) type);
        ((ObjectNode) expected.path("organization")).put("id", (int) site.id()).put("name", site.name());
        assertThat(without(json, "id", "last_status_change", "created_at", "updated_at"))
                .isEqualTo(expected);
        assertThat(Json.names(json))
                .containsExactly(
                        "id",
                        "name",
                        "hostname",
                        "serial_number",
                        "type",
                        "organization",
                        "status",
                        "last_status_change",
                        "pending_config",
                        "location",
                        "description",
                        "created_at",
                        "updated_at");
        assertThat(Json.names(json.path("type"))).containsExactly("id", "name", "model");
        assertThat(json.path("id").isIntegralNumber()).isTrue();
        for (String field : List.of("last_status_change", "created_at", "updated_at")) {
            assertThat(json.path(field).asText()).matches(INSTANT);
            assertThat(Instant.parse(json.path(field).asText())).isAfterOrEqualTo(before);
        }
    }

    @Test
    void listsRowsWithTheFieldsOfTheExample() {
        long type = type("Router", "Cisco ISR 4451", "Cisco Systems");
        admin.post(Site.DEVICES, router(type)).expect(201);

        JsonNode list = admin.get(Site.DEVICES + "?organization=" + site.id() + "&status=true&limit=20")
                .expect(200)
                .json();

        assertThat(Json.names(list)).containsExactly("count", "next", "previous", "results");
        assertThat(list.path("count").asInt()).isEqualTo(1);
        assertThat(list.path("next").isNull()).isTrue();
        assertThat(list.path("previous").isNull()).isTrue();
        JsonNode row = list.path("results").path(0);
        assertThat(Json.names(row)).containsExactlyElementsOf(ROW);
        assertThat(Json.names(row.path("type"))).containsExactly("id", "name", "model");
        assertThat(Json.names(row.path("organization"))).containsExactly("id", "name");
        assertThat(row.path("type").path("model").asText()).isEqualTo("Cisco ISR 4451");
        assertThat(row.path("organization").path("name").asText()).isEqualTo(site.name());
    }

    @Test
    void readsADeviceWithTheFieldsOfTheExample() {
        long type = type("Router", "Cisco ISR 4451", "Cisco Systems");
        long id = admin.post(Site.DEVICES, router(type).put("snmp_community", "public"))
                .expect(201)
                .id();

        for (String path : List.of(Site.device(id), Site.device(id) + "?pending=true")) {
            JsonNode json = admin.get(path).expect(200).json();

            assertThat(Json.names(json)).startsWith(DETAIL.toArray(String[]::new));
            assertThat(Json.names(json.path("type"))).containsExactly("id", "name", "model", "manufacturer");
            assertThat(Json.names(json.path("organization"))).containsExactly("id", "name", "contact_email");
            assertThat(json.path("organization").path("contact_email").asText()).isEqualTo("netadmin@company.example");
            assertThat(json.path("mac_address").asText()).isEqualTo("00:1B:44:11:3A:B7");
            assertThat(json.path("pending_config")).isEqualTo(Json.parse("false"));
            assertThat(json.path("pending_details")).isEqualTo(Json.parse("[]"));
            assertThat(json.path("snmp_community").asText()).isEqualTo("public");
            // not measured yet
            assertThat(json.path("uptime").isNull()).isTrue();
            assertThat(json.path("last_seen").isNull()).isTrue();
        }
    }

    @Test
    void replacesTheRouterOfTheExample() {
        long type = type("Router", "Cisco ISR 4451", "Cisco Systems");
        ObjectNode first = adapted("""
                {
                "name": "core-router-01",
                "hostname": "192.168.1.1",
                "serial_number": "RT5500-ABC123",
                "status": true,
                "location": "Data Center A - Rack 10",
                "snmp_community": "keep-me"
                }""", type);
        JsonNode created = admin.post(Site.DEVICES, first).expect(201).json();
        long id = created.path("id").asLong();

        JsonNode json = admin.put(Site.device(id), router(type)).expect(200).json();

        assertThat(Json.names(json))
                .containsExactly(
                        "id",
                        "name",
                        "hostname",
                        "serial_number",
                        "mac_address",
                        "type",
                        "organization",
                        "status",
                        "last_status_change",
                        "pending_config",
                        "location",
                        "description",
                        "firmware_version",
                        "management_ip",
                        "created_at",
                        "updated_at");
        assertThat(json.path("name").asText()).isEqualTo("core-router-01-updated");
        assertThat(json.path("firmware_version").asText()).isEqualTo("16.12.08");
        assertThat(json.path("management_ip").asText()).isEqualTo("192.168.100.1");
        // the same status: no change of it
        assertThat(json.path("last_status_change")).isEqualTo(created.path("last_status_change"));
        assertThat(json.path("created_at")).isEqualTo(created.path("created_at"));
        // a secret that is omitted stays
        assertThat(admin.get(Site.device(id)).json().path("snmp_community").asText())
                .isEqualTo("keep-me");
    }

    @Test
    void resetsWhatAPutOmits() {
        long id = site.register(site.device()
                        .put("location", "Rack 1")
                        .put("description", "text")
                        .put("mac_address", "001b44113ab7")
                        .put("management_ip", "10.0.0.1"))
                .id();

        admin.put(Site.device(id), site.device()).expect(200);

        JsonNode json = admin.get(Site.device(id)).json();
        for (String field : List.of("location", "description", "mac_address", "management_ip")) {
            assertThat(json.path(field).isNull()).as(field).isTrue();
        }
        assertThat(admin.put(Site.device(id), Map.of("name", "only"))
                        .expect(400)
                        .json())
                .isEqualTo(Json.parse("""
                                {"hostname": ["This field is required."], "serial_number": ["This field is required."],
                                 "type": ["This field is required."], "organization": ["This field is required."]}"""));
    }

    @Test
    void changesTheRouterOfTheExample() {
        long type = type("Router", "Cisco ISR 4451", "Cisco Systems");
        JsonNode created = admin.post(Site.DEVICES, router(type)).expect(201).json();
        long id = created.path("id").asLong();

        JsonNode json = admin.patch(Site.device(id), """
                        {
                        "status": false,
                        "location": "Data Center C - Rack 15",
                        "firmware_version": "16.12.09",
                        "description": "Router relocated to backup data center"
                        }""").expect(200).json();

        assertThat(json.path("status")).isEqualTo(Json.parse("false"));
        assertThat(json.path("location").asText()).isEqualTo("Data Center C - Rack 15");
        assertThat(json.path("firmware_version").asText()).isEqualTo("16.12.09");
        assertThat(json.path("description").asText()).isEqualTo("Router relocated to backup data center");
        assertThat(json.path("mac_address").asText()).isEqualTo("00:1B:44:11:3A:B7");
        assertThat(json.path("management_ip").asText()).isEqualTo("192.168.100.1");
        assertThat(json.path("name").asText()).isEqualTo("core-router-01-updated");
        assertThat(Instant.parse(json.path("last_status_change").asText()))
                .isAfter(Instant.parse(created.path("last_status_change").asText()));
        assertThat(Instant.parse(json.path("updated_at").asText()))
                .isAfter(Instant.parse(created.path("updated_at").asText()));
        JsonNode history = admin.get(Site.device(id) + "status_history/")
                .expect(200)
                .json()
                .path("results");
        assertThat(Json.column(history, "status")).containsExactly("false", "true");
        assertThat(Json.column(history, "reason"))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    @Test
    void mergesAPatchAsTheStandardSays() {
        long id = site.register(site.device().put("location", "Rack 1").put("description", "text"))
                .id();

        JsonNode json = admin.send(
                        "PATCH",
                        Site.device(id),
                        java.net.http.HttpRequest.BodyPublishers.ofString("{\"location\": null}"),
                        request -> request.header("Content-Type", "application/merge-patch+json"))
                .expect(200)
                .json();

        assertThat(json.path("location").isNull()).isTrue();
        assertThat(json.path("description").asText()).isEqualTo("text");
    }

    @Test
    void deletesADevice() {
        long id = site.register().id();

        Answer answer = admin.delete(Site.device(id)).expect(204);

        assertThat(answer.body()).isEmpty();
        admin.get(Site.device(id)).expect(404);
        admin.delete(Site.device(id)).expect(404);
    }

    @Test
    void takesBackWhatItAnswered() {
        long id = site.register(site.device().put("location", "Rack 1").put("snmp_community", "x"))
                .id();
        JsonNode read = admin.get(Site.device(id)).expect(200).json();

        admin.put(Site.device(id), read).expect(200);

        assertThat(without(admin.get(Site.device(id)).json(), "updated_at")).isEqualTo(without(read, "updated_at"));
    }

    @Test
    void keepsADeviceThatOthersDependOn() {
        long parent = site.register().id();
        ObjectNode child = site.device().put("parent", parent);
        long childId = site.register(child).id();

        Answer answer = admin.delete(Site.device(parent)).expect(409);

        assertThat(answer.body()).contains(child.path("name").asText());
        admin.delete(Site.device(childId)).expect(204);
        admin.delete(Site.device(parent)).expect(204);
    }

    @ParameterizedTest
    @CsvSource({"hostname", "serial_number", "mac_address"})
    void refusesADuplicateInTheOrganization(String field) {
        ObjectNode first = site.device().put("mac_address", "00:1B:44:11:3A:01");
        site.register(first);
        ObjectNode second = site.device();
        second.set(field, first.path(field));

        Answer answer = admin.post(Site.DEVICES, second).expect(409);

        assertThat(Json.names(answer.json())).containsExactly(field);
        // and on a change
        long other = site.register().id();
        admin.patch(Site.device(other), Map.of(field, first.path(field).asText()))
                .expect(409);
        // another organization has its own
        Site elsewhere = Site.create(admin, "elsewhere");
        elsewhere.register(second.put("organization", elsewhere.id()));
    }

    @Test
    void knowsTheSameAddressInAnotherSpelling() {
        site.register(site.device().put("hostname", "2001:db8::1").put("mac_address", "001b.4411.3a02"));

        admin.post(Site.DEVICES, site.device().put("hostname", "2001:0DB8:0:0:0:0:0:1"))
                .expect(409);
        admin.post(Site.DEVICES, site.device().put("mac_address", "00-1b-44-11-3a-02"))
                .expect(409);
    }

    @Test
    void twoWritersOfTheSameDeviceAtOnceMakeOneDevice() throws Exception {
        ObjectNode device = site.device();
        var calls = new java.util.ArrayList<java.util.concurrent.CompletableFuture<Integer>>();
        var threads = java.util.concurrent.Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 8; i++) {
                calls.add(java.util.concurrent.CompletableFuture.supplyAsync(
                        () -> admin.post(Site.DEVICES, device).status(), threads));
            }
            List<Integer> statuses = calls.stream()
                    .map(java.util.concurrent.CompletableFuture::join)
                    .sorted()
                    .toList();

            assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void findsByNaturalKeys() {
        ObjectNode device = site.device();
        long id = site.register(device).id();
        String serial = "/api/v1/inventory_device_serial/"
                + device.path("serial_number").asText();
        String name = "/api/v1/inventory_device_name/" + device.path("name").asText();
        JsonNode detail = admin.get(Site.device(id)).expect(200).json();

        for (String path : List.of(serial, serial + "/", name, name + "/")) {
            assertThat(admin.get(path).expect(200).json()).isEqualTo(detail);
        }
        admin.patch(serial + "/", Map.of("location", "by serial")).expect(200);
        assertThat(admin.get(name).json().path("location").asText()).isEqualTo("by serial");
        admin.get("/api/v1/inventory_device_serial/no-such-serial/").expect(404);
        admin.get("/api/v1/inventory_device_name/no-such-name/").expect(404);
        admin.delete(name + "/").expect(204);
        admin.get(Site.device(id)).expect(404);
    }

    @Test
    void answersConditionalRequests() {
        Answer created = site.register();
        String path = Site.device(created.id());
        String tag = admin.get(path).expect(200).etag();

        assertThat(tag).isEqualTo(created.etag()).doesNotStartWith("W/");
        Answer unchanged = admin.get(path, "If-None-Match", tag).expect(304);
        assertThat(unchanged.etag()).isEqualTo(tag);
        assertThat(unchanged.body()).isEmpty();
        Answer changed = admin.write("PATCH", path, Map.of("location", "new"), "If-Match", tag)
                .expect(200);
        assertThat(changed.etag()).isNotEqualTo(tag);
        admin.get(path, "If-None-Match", tag).expect(200);
        Answer late = admin.write("PATCH", path, Map.of("location", "late"), "If-Match", tag)
                .expect(412);
        assertThat(Json.names(late.json())).containsExactly("detail");
        admin.write("PUT", path, site.device(), "If-Match", tag).expect(412);
        admin.send("DELETE", path, request -> request.header("If-Match", tag)).expect(412);
        assertThat(admin.get(path).json().path("location").asText()).isEqualTo("new");
        admin.send("DELETE", path, request -> request.header("If-Match", changed.etag()))
                .expect(204);
    }

    @Test
    void answersWithAndWithoutTheSlash() {
        long id = site.register().id();

        for (String path : List.of("/api/v1/inventory_device", "/api/v1/inventory_device/", "/api", "/api/")) {
            admin.get(path).expect(200);
        }
        admin.get("/api/v1/inventory_device/" + id).expect(200);
        admin.get("/api/v1/inventory_device/" + id + "/").expect(200);
        admin.post("/api/v1/inventory_device", site.device()).expect(201);
        admin.patch("/api/v1/inventory_device/" + id, Map.of("location", "x")).expect(200);
        admin.get("/api/v1/inventory_device/" + id + "/status_history").expect(200);
        admin.get("/api/v1/inventory_device/" + id + "/facts").expect(200);
    }

    @Test
    void answersHeadAndOptions() {
        String path = Site.device(site.register().id());

        Answer head = admin.send("HEAD", path, request -> {}).expect(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.etag()).isEqualTo(admin.get(path).etag());
        Answer options = admin.send("OPTIONS", path, request -> {}).expect(200);
        assertThat(options.header("Allow")).hasValueSatisfying(allow -> assertThat(allow)
                .contains("GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"));
    }

    @Test
    void everyAnswerCarriesItsTypeAndItsId() {
        String path = Site.device(site.register().id());

        for (Answer answer : List.of(
                admin.get(path).expect(200),
                admin.get(Site.DEVICES).expect(200),
                admin.get(Site.device(999_999_999)).expect(404),
                admin.post(Site.DEVICES, "{}").expect(400),
                server.anonymous().get(path).expect(401),
                admin.post(path, "{}").expect(405))) {
            assertThat(answer.header("Content-Type")).as(answer.toString()).hasValue("application/json");
            assertThat(answer.header("X-Request-Id")).as(answer.toString()).isPresent();
            assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("X-Powered-By")).isEmpty();
        }
        assertThat(admin.get(path, "X-Request-Id", "my-request-7").header("X-Request-Id"))
                .hasValue("my-request-7");
        assertThat(admin.get(path, "X-Request-Id", "not an id!").header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).doesNotContain(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "99999999999999999999", "1.5"})
    void thereIsNoDeviceBehindWhatIsNoId(String id) {
        admin.get("/api/v1/inventory_device/" + id + "/").expect(404);
    }

    private static JsonNode without(JsonNode object, String... names) {
        return ((ObjectNode) object.deepCopy()).remove(List.of(names));
    }
}
