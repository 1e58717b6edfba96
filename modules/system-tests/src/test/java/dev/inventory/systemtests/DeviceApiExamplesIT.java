package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The published examples of the device API, sent as they are printed, and the answers compared with the printed ones field
 * by field: names, order, nesting, types and values. Only ids, addresses of hosts and times are ours. And each status code
 * that is published for an endpoint.
 */
@ExtendWith(DeployedServer.class)
class DeviceApiExamplesIT {

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");

    /** Fields whose values no example can foresee. */
    private static final Set<String> OURS = Set.of("/id", "/type/id", "/organization/id", "/organization/name");

    private static final String LIST = """
            curl -X GET "https://control.zequenze.com/api/v1/inventory_device/?organization=123&status=true&limit=20" \\
            -H "Authorization: Bearer YOUR_API_TOKEN" \\
            -H "Content-Type: application/json"
            """;
    private static final String CREATE = """
            curl -X POST "https://control.zequenze.com/api/v1/inventory_device/" \\
            -H "Authorization: Bearer YOUR_API_TOKEN" \\
            -H "Content-Type: application/json" \\
            -d '{
            "name": "new-firewall-01",
            "hostname": "192.168.1.100",
            "serial_number": "FW7000-GHI789",
            "type": 3,
            "organization": 123,
            "location": "Data Center B - Rack 5",
            "status": true
            }'
            """;
    private static final String READ = """
            curl -X GET "https://control.zequenze.com/api/v1/inventory_device/1001/?update_status=true" \\
            -H "Authorization: Bearer YOUR_API_TOKEN" \\
            -H "Content-Type: application/json"
            """;
    private static final String REPLACE = """
            curl -X PUT "https://control.zequenze.com/api/v1/inventory_device/1001/" \\
            -H "Authorization: Bearer YOUR_API_TOKEN" \\
            -H "Content-Type: application/json" \\
            -d '{
            "name": "core-router-01-updated",
            "hostname": "192.168.1.1",
            "serial_number": "RT5500-ABC123",
            "type": 1,
            "organization": 123,
            "status": true,
            "location": "Data Center A - Rack 12",
            "description": "Updated primary core router with new firmware"
            }'
            """;
    private static final String CHANGE = """
            curl -X PATCH "https://control.zequenze.com/api/v1/inventory_device/1001/" \\
            -H "Authorization: Bearer YOUR_API_TOKEN" \\
            -H "Content-Type: application/json" \\
            -d '{
            "status": false,
            "location": "Data Center C - Rack 15",
            "firmware_version": "16.12.09"
            }'
            """;
    private static final String DELETE = """
            curl -X DELETE "https://control.zequenze.com/api/v1/inventory_device/1001/" \\
            -H "Authorization: Bearer YOUR_API_TOKEN"
            """;
    private static final String ROUTER = """
            {
            "name": "core-router-01",
            "hostname": "192.168.1.1",
            "serial_number": "RT5500-ABC123",
            "mac_address": "00:1B:44:11:3A:B7",
            "type": 1,
            "organization": 123,
            "status": true,
            "location": "Data Center A - Rack 10",
            "description": "Primary core router handling inter-VLAN routing",
            "firmware_version": "16.12.05",
            "management_ip": "192.168.100.1",
            "snmp_community": "public",
            "polling_enabled": false
            }
            """;

    /** A printed command. */
    private record Curl(String method, String path, Map<String, String> headers, String body) {

        private static final Pattern FIRST = Pattern.compile("curl -X (\\w+) \"https://[^/]+(/[^\"]+)\"");
        private static final Pattern HEADER = Pattern.compile("-H \"([^:]+): ([^\"]+)\"");
        private static final Pattern BODY = Pattern.compile("-d '(.*)'", Pattern.DOTALL);

        static Curl parse(String printed) {
            Matcher first = FIRST.matcher(printed);
            assertThat(first.find()).as(printed).isTrue();
            Map<String, String> headers = new LinkedHashMap<>();
            Matcher header = HEADER.matcher(printed);
            while (header.find()) {
                headers.put(header.group(1), header.group(2));
            }
            Matcher body = BODY.matcher(printed);
            return new Curl(first.group(1), first.group(2), headers, body.find() ? body.group(1) : "");
        }
    }

    private final Server server;
    private Site site;
    private Api admin;
    private String token;
    private long router;
    private long firewall;
    private long switches;
    private long device;

    DeviceApiExamplesIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void headquarters() {
        site = Site.create(server, "Headquarters Network");
        admin = site.admin();
        token = admin.authorization().replace("Bearer ", "");
        router = type("Router", "Cisco ISR 4451", "Cisco Systems");
        switches = type("Switch", "Cisco Catalyst 2960", "Cisco Systems");
        firewall = type("Firewall", "Fortinet FortiGate 600E", "Fortinet");
        device = 0;
    }

    private long type(String name, String model, String manufacturer) {
        return admin.post(
                        Site.TYPES,
                        Map.of("name", name, "model", model, "manufacturer", manufacturer, "slug", Site.unique("slug")))
                .expect(201)
                .id();
    }

    /** The example's numbers as they are here. */
    private String ours(String printed) {
        return printed.replace("organization=123", "organization=" + site.id())
                .replace("\"organization\": 123", "\"organization\": " + site.id())
                .replaceAll("\"type\": 1\\b", "\"type\": " + router)
                .replaceAll("\"type\": 3\\b", "\"type\": " + firewall)
                .replace("/1001/", "/" + device + "/")
                .replace("YOUR_API_TOKEN", token);
    }

    private Answer send(String printed) {
        return send(Curl.parse(ours(printed)));
    }

    private Answer send(Curl curl) {
        return server.anonymous()
                .send(
                        curl.method(),
                        curl.path(),
                        curl.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(curl.body()),
                        request -> curl.headers().forEach(request::header));
    }

    /** The command with another body, or under another token. */
    private Answer send(String printed, String body, String otherToken) {
        Curl curl = Curl.parse(ours(printed).replace(token, otherToken));
        return send(new Curl(curl.method(), curl.path(), curl.headers(), body.isEmpty() ? curl.body() : ours(body)));
    }

    private void register() {
        device = admin.post(Site.DEVICES, ours(ROUTER)).expect(201).id();
    }

    /** Names in their order, types, and values but for what is ours. */
    private void isAsPrinted(JsonNode answer, String printed, Set<String> others) {
        List<String> differences = new ArrayList<>();
        compare("", Json.parse(printed), answer, others, differences);
        assertThat(differences).as(answer.toPrettyString()).isEmpty();
    }

    private static void compare(
            String at, JsonNode printed, JsonNode answer, Set<String> others, List<String> differences) {
        if (printed.getNodeType() != answer.getNodeType() || printed.isIntegralNumber() != answer.isIntegralNumber()) {
            differences.add(at + " is " + answer.getNodeType() + " and not " + printed.getNodeType());
        } else if (printed.isObject()) {
            List<String> names = Json.names(answer);
            if (at.isEmpty() && others.contains("more")) {
                names = names.subList(0, Math.min(names.size(), printed.size()));
            }
            if (!names.equals(Json.names(printed))) {
                differences.add(at + " has " + names + " and not " + Json.names(printed));
            }
            printed.properties()
                    .forEach(field -> compare(
                            at + "/" + field.getKey(),
                            field.getValue(),
                            answer.path(field.getKey()),
                            others,
                            differences));
        } else if (printed.isTextual() && INSTANT.matcher(printed.asText()).matches()) {
            if (!INSTANT.matcher(answer.asText()).matches()) {
                differences.add(at + " is no instant: " + answer);
            }
        } else if (!OURS.contains(at) && !others.contains(at) && !printed.equals(answer)) {
            differences.add(at + " is " + answer + " and not " + printed);
        }
    }

    @Test
    void listsAsPrinted() {
        register();
        long pending = admin.post(
                        Site.DEVICES,
                        Json.object(ours(ROUTER))
                                .put("name", "access-switch-02")
                                .put("hostname", "192.168.1.10")
                                .put("serial_number", "SW2960-DEF456")
                                .put("location", "Floor 2 - IDF Room")
                                .put("type", switches)
                                .putNull("mac_address"))
                .expect(201)
                .id();
        admin.put("/api/v1/inventory_device_setting/?parent_id=" + pending, Map.of("sysName", "access-switch-02"))
                .expect(200);
        for (int i = 0; i < 20; i++) {
            site.register(site.device().put("status", true));
        }
        site.register(site.device().put("status", false));

        JsonNode page = send(LIST).expect(200).json();

        assertThat(Json.names(page)).containsExactly("count", "next", "previous", "results");
        assertThat(page.path("count").isIntegralNumber()).isTrue();
        assertThat(page.path("count").asInt()).isEqualTo(22);
        assertThat(page.path("next").asText())
                .isEqualTo(server.base() + "/api/v1/inventory_device/?limit=20&offset=20&organization=" + site.id()
                        + "&status=true");
        assertThat(page.path("previous").isNull()).isTrue();
        assertThat(page.path("results")).hasSize(20);
        isAsPrinted(page.path("results").path(0), """
                {"id": 1001, "name": "core-router-01", "hostname": "192.168.1.1", "serial_number": "RT5500-ABC123",
                 "type": {"id": 1, "name": "Router", "model": "Cisco ISR 4451"},
                 "organization": {"id": 123, "name": "Headquarters Network"}, "status": true,
                 "last_status_change": "2024-01-15T08:30:00Z", "pending_config": false,
                 "location": "Data Center A - Rack 10", "created_at": "2024-01-10T14:20:00Z",
                 "updated_at": "2024-01-15T08:30:00Z"}""", Set.of());
        isAsPrinted(page.path("results").path(1), """
                {"id": 1002, "name": "access-switch-02", "hostname": "192.168.1.10", "serial_number": "SW2960-DEF456",
                 "type": {"id": 2, "name": "Switch", "model": "Cisco Catalyst 2960"},
                 "organization": {"id": 123, "name": "Headquarters Network"}, "status": true,
                 "last_status_change": "2024-01-14T16:45:00Z", "pending_config": true,
                 "location": "Floor 2 - IDF Room", "created_at": "2024-01-08T09:15:00Z",
                 "updated_at": "2024-01-15T07:20:00Z"}""", Set.of());
        page.path("results").forEach(row -> assertThat(Json.names(row))
                .isEqualTo(Json.names(page.path("results").path(0))));
        assertThat(page.path("results").path(0).at("/organization/name").asText())
                .isEqualTo(site.name());
        // the address that is printed above the command
        send(LIST.replace("&limit=20", "&limit=50&offset=0")).expect(200);
    }

    @Test
    void listAnswersWithItsStatusCodes() {
        send(LIST).expect(200);
        for (String bad : List.of("type=x", "status=up", "last_status_change_from=x", "organization=x", "pending=x")) {
            send(LIST.replace("?", "?" + bad + "&")).expect(400);
        }
        send(LIST.replace("-H \"Authorization: Bearer YOUR_API_TOKEN\"", "")).expect(401);
        send(LIST, "", "no-such-token").expect(401);
        String other = foreign("view");
        send(LIST, "", other).expect(403);
    }

    /** The token of somebody with this right on devices of another organization. */
    private String foreign(String right) {
        return Site.create(admin, "elsewhere")
                .member("device", right)
                .authorization()
                .replace("Bearer ", "");
    }

    @Test
    void takesEveryFilterThatIsPrinted() {
        register();
        String list = Site.DEVICES + "?organization=" + site.id() + "&";
        String since = Api.encode("2000-01-01T00:01:00+00:00");
        for (String filter : List.of(
                "type=" + router,
                "status=1",
                "status=true",
                "status=True",
                "last_status_change_from=" + since,
                "last_status_change_from=2000-01-01T00:01:00+00:00",
                "limit=1&offset=0",
                "pending=false",
                "update_status=false")) {
            assertThat(admin.get(list + filter).expect(200).json().path("count").asInt())
                    .as(filter)
                    .isEqualTo(1);
        }
        for (String filter : List.of(
                "type=" + switches,
                "status=0",
                "status=false",
                "status=False",
                "last_status_change_from=2999-01-01T00:01:00Z",
                "pending=true")) {
            assertThat(admin.get(list + filter).expect(200).json().path("count").asInt())
                    .as(filter)
                    .isZero();
        }
    }

    @Test
    void createsAsPrinted() {
        String printed = """
                {"id": 1003, "name": "new-firewall-01", "hostname": "192.168.1.100", "serial_number": "FW7000-GHI789",
                 "type": {"id": 3, "name": "Firewall", "model": "Fortinet FortiGate 600E"},
                 "organization": {"id": 123, "name": "Headquarters Network"}, "status": true,
                 "last_status_change": "2024-01-15T10:45:00Z", "pending_config": false,
                 "location": "Data Center B - Rack 5", "description": "Primary firewall for DMZ network",
                 "created_at": "2024-01-15T10:45:00Z", "updated_at": "2024-01-15T10:45:00Z"}""";

        Answer bare = send(CREATE).expect(201);

        // the command has no description, the body that is printed below it has one
        assertThat(bare.json().path("description").isNull()).isTrue();
        isAsPrinted(
                ((ObjectNode) bare.json()).put("description", "Primary firewall for DMZ network"), printed, Set.of());
        admin.delete(Site.device(bare.id())).expect(204);
        String body = Curl.parse(CREATE)
                .body()
                .replace("\"status\": true", "\"status\": true, \"description\": \"Primary firewall for DMZ network\"");
        isAsPrinted(send(CREATE, body, token).expect(201).json(), printed, Set.of());
    }

    @Test
    void createAnswersWithItsStatusCodes() {
        send(CREATE).expect(201);
        Answer twice = send(CREATE).expect(409);
        assertThat(Json.names(twice.json())).containsExactlyInAnyOrder("hostname", "serial_number");
        String body = Curl.parse(CREATE).body();
        assertThat(Json.names(send(CREATE, body.replace("192.168.1.100", "192.168.1.101"), token)
                        .expect(409)
                        .json()))
                .containsExactly("serial_number");
        assertThat(Json.names(send(CREATE, body.replace("FW7000-GHI789", "FW7000-GHI790"), token)
                        .expect(409)
                        .json()))
                .containsExactly("hostname");
        for (String required : List.of("name", "hostname", "serial_number", "type", "organization")) {
            ObjectNode without = Json.object(ours(body));
            without.remove(required);
            assertThat(Json.names(
                            send(CREATE, without.toString(), token).expect(400).json()))
                    .containsExactly(required);
        }
        send(CREATE, body.replace("192.168.1.100", "no host"), token).expect(400);
        send(CREATE, body, "no-such-token").expect(401);
        send(CREATE.replace("-H \"Authorization: Bearer YOUR_API_TOKEN\"", "")).expect(401);
        send(CREATE, body, foreign("add")).expect(403);
    }

    @Test
    void readsAsPrinted() {
        try (Agents agents = Agents.start(1, "127.41.0.1")) {
            ObjectNode fields = Json.object(ours(ROUTER));
            ObjectNode reachable = agents.device(site, agents.farm().agents().get(0));
            fields.set("hostname", reachable.path("hostname"));
            fields.set("snmp", reachable.path("snmp"));
            device = admin.post(Site.DEVICES, fields).expect(201).id();

            for (String printed :
                    List.of(READ, READ.replace("?update_status=true", "?update_status=true&pending=true"))) {
                JsonNode answer = send(printed).expect(200).json();

                isAsPrinted(answer, """
                        {"id": 1001, "name": "core-router-01", "hostname": "192.168.1.1",
                         "serial_number": "RT5500-ABC123", "mac_address": "00:1B:44:11:3A:B7",
                         "type": {"id": 1, "name": "Router", "model": "Cisco ISR 4451", "manufacturer": "Cisco Systems"},
                         "organization": {"id": 123, "name": "Headquarters Network", "contact_email": "netadmin@company.com"},
                         "status": true, "last_status_change": "2024-01-15T08:30:00Z", "uptime": "45 days, 12:30:15",
                         "pending_config": false, "pending_details": [], "location": "Data Center A - Rack 10",
                         "description": "Primary core router handling inter-VLAN routing",
                         "firmware_version": "16.12.05", "management_ip": "192.168.100.1", "snmp_community": "public",
                         "created_at": "2024-01-10T14:20:00Z", "updated_at": "2024-01-15T10:45:00Z",
                         "last_seen": "2024-01-15T10:45:00Z"}""", Set.of("more", "/hostname", "/uptime", "/organization/contact_email"));
                assertThat(answer.path("uptime").asText()).matches("(\\d+ days?, )?\\d{1,2}:\\d{2}:\\d{2}");
                assertThat(answer.at("/organization/contact_email").asText()).isEqualTo("netadmin@company.example");
            }
        }
    }

    @Test
    void readAnswersWithItsStatusCodes() {
        register();
        String read = READ.replace("?update_status=true", "");
        send(read).expect(200);
        send(read, "", "no-such-token").expect(401);
        send(read, "", foreign("view")).expect(403);
        device = 999_999_999;
        send(read).expect(404);
        send(READ).expect(404);
    }

    private static final String WRITTEN = """
            {"id": 1001, "name": "core-router-01-updated", "hostname": "192.168.1.1", "serial_number": "RT5500-ABC123",
             "mac_address": "00:1B:44:11:3A:B7", "type": {"id": 1, "name": "Router", "model": "Cisco ISR 4451"},
             "organization": {"id": 123, "name": "Headquarters Network"}, "status": true,
             "last_status_change": "2024-01-15T08:30:00Z", "pending_config": false,
             "location": "Data Center A - Rack 12", "description": "Updated primary core router with new firmware",
             "firmware_version": "16.12.08", "management_ip": "192.168.100.1",
             "created_at": "2024-01-10T14:20:00Z", "updated_at": "2024-01-15T11:30:00Z"}""";

    @Test
    void replacesAndChangesAsPrinted() {
        register();
        send(REPLACE).expect(200);
        // the command leaves out what the body printed below it has
        ObjectNode body = Json.object(ours(Curl.parse(REPLACE).body()))
                .put("mac_address", "00:1B:44:11:3A:B7")
                .put("firmware_version", "16.12.08")
                .put("management_ip", "192.168.100.1");

        isAsPrinted(send(REPLACE, body.toString(), token).expect(200).json(), WRITTEN, Set.of());

        send(CHANGE).expect(200);
        JsonNode changed = send(
                        CHANGE,
                        Curl.parse(CHANGE)
                                .body()
                                .replace(
                                        "\"16.12.09\"",
                                        "\"16.12.09\", \"description\": \"Router relocated to backup data center\""),
                        token)
                .expect(200)
                .json();
        isAsPrinted(
                changed,
                WRITTEN.replace("\"status\": true", "\"status\": false")
                        .replace("Data Center A - Rack 12", "Data Center C - Rack 15")
                        .replace(
                                "Updated primary core router with new firmware",
                                "Router relocated to backup data center")
                        .replace("16.12.08", "16.12.09"),
                Set.of());
    }

    @Test
    void replaceAndChangeAnswerWithTheirStatusCodes() {
        register();
        for (String printed : List.of(REPLACE, CHANGE)) {
            String body = Curl.parse(printed).body();
            send(printed).expect(200);
            send(printed, body.replaceFirst("\"status\": \\w+", "\"status\": \"up\""), token)
                    .expect(400);
            send(printed, body, "no-such-token").expect(401);
            send(printed, body, foreign("change")).expect(403);
        }
        assertThat(Json.names(
                        send(REPLACE, "{\"status\": true}", token).expect(400).json()))
                .containsExactly("name", "hostname", "serial_number", "type", "organization");
        device = 999_999_999;
        send(REPLACE).expect(404);
        send(CHANGE).expect(404);
    }

    @Test
    void deleteAnswersWithItsStatusCodes() {
        register();
        send(DELETE, "", "no-such-token").expect(401);
        send(DELETE, "", foreign("delete")).expect(403);
        long child = site.register(site.device().put("parent", device)).id();
        send(DELETE).expect(409);
        admin.delete(Site.device(child)).expect(204);

        assertThat(send(DELETE).expect(204).body()).isEmpty();

        send(DELETE).expect(404);
        admin.get(Site.device(device)).expect(404);
    }
}
