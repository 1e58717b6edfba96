package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of devices: what comes in, what is said of it, and that what goes out can come in again. */
@ExtendWith(DeployedServer.class)
class DeviceImportIT {

    private static final String IMPORT = Site.DEVICES + "import/";
    private static final String ALL_COLUMNS =
            "id,name,hostname,serial_number,type,organization,status,last_status_change,"
                    + "pending_config,location,created_at,updated_at,type.slug,mac_address,description,firmware_version,"
                    + "management_ip,parent,polling_enabled,status_reason,tags";

    private final Server server;
    private Site site;
    private Api admin;

    DeviceImportIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "import");
        admin = site.admin();
    }

    private static Answer send(Api api, String query, String type, String file) {
        return api.send(
                "POST", IMPORT + query, BodyPublishers.ofString(file), request -> request.header("Content-Type", type));
    }

    private Answer csv(String query, String file) {
        return send(admin, query, "text/csv", file);
    }

    private long count() {
        return admin.get(Site.DEVICES + "?organization=" + site.id())
                .json()
                .path("count")
                .asLong();
    }

    private JsonNode device(String serial) {
        return admin.get("/api/v1/inventory_device_serial/" + serial + "/")
                .expect(200)
                .json();
    }

    private static void counts(JsonNode report, int created, int updated, int unchanged, int failed) {
        assertThat(report.path("total").asInt())
                .as(report.toString())
                .isEqualTo(created + updated + unchanged + failed);
        assertThat(report.path("created").asInt()).as(report.toString()).isEqualTo(created);
        assertThat(report.path("updated").asInt()).as(report.toString()).isEqualTo(updated);
        assertThat(report.path("unchanged").asInt()).as(report.toString()).isEqualTo(unchanged);
        assertThat(report.path("failed").asInt()).as(report.toString()).isEqualTo(failed);
    }

    private String serial() {
        return Site.unique("SN");
    }

    @Test
    void makesAndChangesDevicesBySerialNumber() {
        String there = serial();
        site.register(site.device()
                .put("serial_number", there)
                .put("location", "Rack 1")
                .put("snmp_community", "keep"));
        String fresh = serial();
        String file =
                "serial_number,name,hostname,type.slug,organization.name,location,tags,snmp.port,polling_enabled\n"
                        + there + ",renamed,renamed.example.net,switch," + site.name() + ",,\"b,A\",,false\n"
                        + fresh + ",\"new, one\",new.example.net,Router,"
                        + site.name().toUpperCase(java.util.Locale.ROOT)
                        + ",Rack 2,\"[\"\"x\"\"]\",1161,false\n";

        JsonNode report = csv("?report=all", file).expect(200).json();

        counts(report, 1, 1, 0, 0);
        assertThat(report.path("applied").asBoolean()).isTrue();
        assertThat(report.path("rows"))
                .isEqualTo(Json.parse("[{\"line\": 2, \"serial_number\": \"" + there + "\", \"outcome\": \"updated\"},"
                        + " {\"line\": 3, \"serial_number\": \"" + fresh + "\", \"outcome\": \"created\"}]"));
        JsonNode changed = device(there);
        assertThat(changed.path("name").asText()).isEqualTo("renamed");
        assertThat(changed.at("/type/id").asInt()).isEqualTo(2);
        assertThat(changed.path("location").isNull()).isTrue();
        assertThat(changed.path("snmp_community").asText()).isEqualTo("keep");
        assertThat(changed.path("tags")).isEqualTo(Json.parse("[\"A\", \"b\"]"));
        JsonNode made = device(fresh);
        assertThat(made.path("name").asText()).isEqualTo("new, one");
        assertThat(made.at("/snmp/port").asInt()).isEqualTo(1161);
        assertThat(made.path("tags")).isEqualTo(Json.parse("[\"x\"]"));
        assertThat(made.path("status_reason").asText()).isEqualTo("Not polled yet");
        String path = Site.device(made.path("id").asLong());
        assertThat(admin.get(path + "status_history/").json().path("count").asInt())
                .isEqualTo(1);
        assertThat(Json.column(
                        admin.get(Site.DEVICES + "?tag=X&organization=" + site.id())
                                .json()
                                .path("results"),
                        "serial_number"))
                .containsExactly(fresh);
        // and is a device like any other
        admin.patch(path, Map.of("location", "elsewhere")).expect(200);
        admin.delete(path).expect(204);
    }

    @Test
    void leavesWhatTheFileLacks() {
        String serial = serial();
        Answer made = site.register(site.device()
                .put("serial_number", serial)
                .put("location", "Rack 1")
                .put("description", "text"));

        counts(
                csv("", "serial_number,location\n" + serial + ",Rack 2\n")
                        .expect(200)
                        .json(),
                0,
                1,
                0,
                0);

        JsonNode device = device(serial);
        assertThat(device.path("location").asText()).isEqualTo("Rack 2");
        assertThat(device.path("description").asText()).isEqualTo("text");
        assertThat(device.path("id").asLong()).isEqualTo(made.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv", "json"})
    void takesBackWhatItExported(String format) {
        long parent = site.register(site.device()
                        .put("name", "=1+1")
                        .put("description", "two\nlines, \"quoted\"\tand more")
                        .put("location", "'quoted")
                        .put("mac_address", "00:1B:44:11:3A:B7")
                        .put("firmware_version", "-1")
                        .put("management_ip", "2001:db8::1")
                        .put("status", true))
                .id();
        site.register(((ObjectNode) site.device().set("tags", Json.parse("[\"core\", \"a, b\", \"-x\"]")))
                .put("parent", parent)
                .put("name", "@home"));
        site.register();
        String list = Site.DEVICES + "?export=" + format + "&organization=" + site.id();
        Map<String, String> before = states();
        long entries = audited();

        for (String fields : List.of("", "&fields=" + ALL_COLUMNS)) {
            Answer file = admin.get(list + fields).expect(200);
            String type = file.header("Content-Type").orElseThrow();

            JsonNode report = send(admin, "", type, file.body()).expect(200).json();

            counts(report, 0, 0, 3, 0);
            assertThat(states()).isEqualTo(before);
            assertThat(admin.get(list + fields).body()).isEqualTo(file.body());
        }
        assertThat(audited()).isEqualTo(entries);
    }

    /** Each field alone, and all of them at once; two types share a name, and one device lies behind another. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void takesBackEveryFieldThatIsListed(String format) {
        String name = Site.unique("twin");
        admin.post(Site.TYPES, Map.of("name", name, "slug", name + "-a")).expect(201);
        long younger = admin.post(Site.TYPES, Map.of("name", name, "slug", name + "-b", "manufacturer", "Acme"))
                .expect(201)
                .id();
        ObjectNode full = site.device()
                .put("type", younger)
                .put("description", "two\nlines")
                .put("mac_address", "00:1B:44:11:3A:B7")
                .put("management_ip", "2001:db8::1")
                .put("poll_interval_seconds", 90);
        full.set("tags", Json.parse("[\"core\"]"));
        full.set("status_helpers", Json.parse("[\"tcp:22\", \"http:8080/a,b\"]"));
        full.set("snmp", Json.parse("{\"version\": \"3\", \"user\": \"12345\", \"port\": 1161}"));
        long parent = site.register(full).id();
        site.register(site.device().put("parent", parent));
        String list = Site.DEVICES + "?export=" + format + "&organization=" + site.id();
        List<String> fields = listed();
        assertThat(fields)
                .contains("status_helpers", "last_seen", "uptime", "booted_at", "snmp", "snmp.port", "serial_conflict")
                .contains("poll_interval_seconds", "organization.name", "type.manufacturer");
        Map<String, String> before = states();

        List<String> projections = new ArrayList<>(fields);
        projections.add(String.join(",", fields));
        for (String projection : projections) {
            String file = admin.get(list + "&fields=serial_number," + projection)
                    .expect(200)
                    .body();

            Answer answer = send(admin, "", format.equals("csv") ? "text/csv" : "application/json", file);

            assertThat(answer.status()).as(projection + answer.body()).isEqualTo(200);
            counts(answer.json(), 0, 0, 2, 0);
        }
        assertThat(states()).isEqualTo(before);
    }

    /** The fields that can be named, as the list itself says. */
    private List<String> listed() {
        String said = admin.get(Site.DEVICES + "?fields=_____________")
                .expect(400)
                .json()
                .at("/fields/0")
                .asText();
        String names = said.substring(said.indexOf("Choose from: ") + "Choose from: ".length(), said.length() - 1);
        return List.of(names.split(", "));
    }

    @Test
    void saysWhichNameIsNobodys() {
        String serial = serial();
        String file = "name,hostname,serial_number,%s\nn," + serial + ".example.net," + serial + ",%s\n";

        assertThat(refused(file.formatted("type.slug,organization", "ruter," + site.id())))
                .isEqualTo(Json.parse("{\"type\": [\"There is no device type 'ruter'. Did you mean 'router'?\"]}"));
        assertThat(refused(file.formatted("type,organization.name", "1,Nowhere")))
                .isEqualTo(Json.parse("{\"organization\": [\"There is no organization 'Nowhere'.\"]}"));
        assertThat(refused(file.formatted("type,organization,parent", "1," + site.id() + ",SN-NOBODY"))
                        .at("/parent/0")
                        .asText())
                .contains("There is no device with the id 'SN-NOBODY'");
        assertThat(refused(file.formatted("type,organization,status_helpers", "1," + site.id() + ",telnet"))
                        .toString())
                .contains("telnet");
    }

    private JsonNode refused(String file) {
        return csv("", file).expect(400).json().at("/rows/0/errors");
    }

    /** Every device as it is shown, with its tag. */
    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        admin.get(Site.DEVICES + "?organization=" + site.id())
                .json()
                .path("results")
                .forEach(row -> {
                    Answer one = admin.get(Site.device(row.path("id").asLong()));
                    states.put(row.path("id").asText(), one.etag() + one.body());
                });
        return states;
    }

    /** How many entries the audit log has of these devices. */
    private long audited() {
        return states().keySet().stream()
                .mapToLong(id -> admin.get("/api/v1/audit_log/?object_type=device&limit=1&object_id=" + id)
                        .expect(200)
                        .json()
                        .path("count")
                        .asLong())
                .sum();
    }

    private record Planted(String file, Map<Integer, String> errors) {}

    /** 2,000 rows, of which 20 are wrong, in nine ways. */
    private Planted planted() {
        String taken = serial();
        site.register(site.device()
                .put("serial_number", taken)
                .put("hostname", "taken.example.net")
                .put("mac_address", "02:00:00:00:00:01"));
        Map<Integer, String> errors = new TreeMap<>();
        StringBuilder file =
                new StringBuilder("name,hostname,serial_number,type.id,organization.id,mac_address,polling_enabled\n");
        String prefix = serial();
        for (int i = 0; i < 2000; i++) {
            String name = "d" + i;
            String host = prefix.toLowerCase(java.util.Locale.ROOT) + "-" + i + ".example.net";
            String serial = prefix + "-" + i;
            String type = "1";
            String organization = Long.toString(site.id());
            String mac = "";
            if (i % 100 == 50) {
                int line = i + 2;
                switch (i / 100 % 9) {
                    case 0 -> {
                        host = "taken.example.net";
                        errors.put(line, "hostname");
                    }
                    case 1 -> {
                        host = prefix.toLowerCase(java.util.Locale.ROOT) + "-" + (i - 1) + ".example.net";
                        errors.put(line, "hostname");
                    }
                    case 2 -> {
                        serial = prefix + "-" + (i - 7);
                        errors.put(line, "serial_number");
                    }
                    case 3 -> {
                        host = "not a host";
                        errors.put(line, "hostname");
                    }
                    case 4 -> {
                        type = "999999";
                        errors.put(line, "type");
                    }
                    case 5 -> {
                        organization = "999999";
                        errors.put(line, "organization");
                    }
                    case 6 -> {
                        mac = "02-00-00-00-00-01";
                        errors.put(line, "mac_address");
                    }
                    case 7 -> {
                        name = "";
                        errors.put(line, "name");
                    }
                    default -> {
                        type = "no such type";
                        errors.put(line, "type");
                    }
                }
            }
            file.append(String.join(",", name, host, serial, type, organization, mac, "false"))
                    .append('\n');
        }
        assertThat(errors).hasSize(20);
        return new Planted(file.toString(), errors);
    }

    private static Map<Integer, String> errors(JsonNode report) {
        Map<Integer, String> errors = new TreeMap<>();
        report.path("rows").forEach(row -> {
            assertThat(row.path("outcome").asText()).isEqualTo("failed");
            errors.put(row.path("line").asInt(), String.join(",", Json.names(row.path("errors"))));
        });
        return errors;
    }

    @Test
    void takesEverythingOrNothing() {
        Planted planted = planted();
        long before = count();

        for (String query : List.of("?dry_run=true", "?dry_run=true&atomic=false", "")) {
            JsonNode report = csv(query, planted.file())
                    .expect(query.isEmpty() ? 400 : 200)
                    .json();

            counts(report, 1980, 0, 0, 20);
            assertThat(report.path("applied").asBoolean()).isFalse();
            assertThat(errors(report)).isEqualTo(planted.errors());
            assertThat(count()).isEqualTo(before);
        }
    }

    @Test
    void takesWhatIsSound() {
        Planted planted = planted();
        long before = count();

        JsonNode report = csv("?atomic=false", planted.file()).expect(200).json();

        counts(report, 1980, 0, 0, 20);
        assertThat(report.path("applied").asBoolean()).isTrue();
        assertThat(errors(report)).isEqualTo(planted.errors());
        assertThat(count()).isEqualTo(before + 1980);
        JsonNode again = csv("?atomic=false", planted.file()).expect(200).json();
        counts(again, 0, 0, 1980, 20);
        assertThat(errors(again)).isEqualTo(planted.errors());
        JsonNode moved = csv("?atomic=false", planted.file().replace(",1,", ",2,"))
                .expect(200)
                .json();
        counts(moved, 0, 1980, 0, 20);
        assertThat(admin.get(Site.DEVICES + "?type=2&organization=" + site.id())
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1980);
    }

    @Test
    void namesEachClash() {
        String serial = serial();
        site.register(site.device().put("hostname", "there.example.net"));
        String row = ",1," + site.id() + "\n";
        String file = "name,hostname,serial_number,type,organization\n" + "a,a.example.net," + serial + row
                + "b,A.example.net," + serial + row + "c,there.example.net," + serial() + row;

        JsonNode rows = csv("", file).expect(409).json().path("rows");

        assertThat(rows.path(0).path("line").asInt()).isEqualTo(3);
        assertThat(rows.path(0).path("errors"))
                .isEqualTo(Json.parse("{\"hostname\": [\"Line 2 of this file has this hostname, too.\"],"
                        + " \"serial_number\": [\"Line 2 of this file has this serial number, too.\"]}"));
        assertThat(rows.path(1).path("errors"))
                .isEqualTo(Json.parse(
                        "{\"hostname\": [\"A device with this hostname already exists in this organization.\"]}"));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void letsOneDeviceTakeWhatAnotherGivesUp() {
        List<String> serials = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            String serial = serial();
            serials.add(serial);
            site.register(site.device().put("serial_number", serial).put("hostname", name + ".example.net"));
        }
        String file = "serial_number,hostname\n" + serials.get(0) + ",three.example.net\n" + serials.get(1)
                + ",one.example.net\n";

        counts(csv("?dry_run=1", file).expect(200).json(), 0, 2, 0, 0);
        counts(csv("", file).expect(200).json(), 0, 2, 0, 0);

        assertThat(device(serials.get(1)).path("hostname").asText()).isEqualTo("one.example.net");
    }

    /** The rows come a thousand at a time, and each thousand is judged while the one before is being written. */
    @Test
    void judgesRowsByWhatWasTakenLongBefore() {
        String prefix = Site.unique("far");
        String there = serial();
        site.register(site.device().put("serial_number", there).put("hostname", prefix + "-old.example.net"));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2600; i++) {
            rows.add("n," + prefix + "-" + i + ".example.net," + prefix + "-" + i);
        }
        rows.set(1500, "n," + prefix + "-new.example.net," + there); // gives its host name up
        rows.set(2100, "n," + prefix + "-old.example.net," + prefix + "-heir"); // takes it
        rows.set(2200, "n," + prefix + "-7.example.net," + prefix + "-late"); // is line 9's
        StringBuilder file = new StringBuilder("name,hostname,serial_number,type,organization,polling_enabled\n");
        rows.forEach(row -> file.append(row).append(",1,").append(site.id()).append(",false\n"));

        Answer answer = csv("?atomic=false", file.toString()).expect(200);

        counts(answer.json(), 2598, 1, 0, 1);
        assertThat(answer.json().path("rows").path(0).path("line").asInt()).isEqualTo(2202);
        assertThat(answer.json().path("rows").path(0).path("errors"))
                .isEqualTo(Json.parse("{\"hostname\": [\"Line 9 of this file has this hostname, too.\"]}"));
        assertThat(count()).isEqualTo(2599);
        assertThat(device(there).path("hostname").asText()).isEqualTo(prefix + "-new.example.net");
        assertThat(device(prefix + "-heir").path("hostname").asText()).isEqualTo(prefix + "-old.example.net");
        // what another thread has written is the caller's doing, too
        JsonNode entry = admin.get("/api/v1/audit_log/?object_type=device&action=create&object_id="
                        + device(prefix + "-3").path("id").asLong())
                .expect(200)
                .json()
                .path("results")
                .path(0);
        assertThat(entry.path("username").asText()).isEqualTo(Api.ADMIN);
        assertThat(entry.path("request_id").asText())
                .isEqualTo(answer.header("X-Request-Id").orElseThrow());
        assertThat(entry.path("remote_address").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void keepsToTheCallersOrganizations() {
        Site other = Site.create(server, "import-other");
        String serial = serial();
        other.register(other.device().put("serial_number", serial));
        Api member = site.member("device", "view", "add", "change");
        String header = "name,hostname,serial_number,type,organization\n";
        String ours = "a,a.example.net," + serial() + ",1," + site.id() + "\n";

        JsonNode report = send(
                        member,
                        "?atomic=false",
                        "text/csv",
                        header + ours + "b,b.example.net," + serial() + ",1," + other.id() + "\nc,c.example.net,"
                                + serial + ",1," + other.id() + "\n")
                .expect(200)
                .json();

        counts(report, 1, 0, 0, 2);
        assertThat(Json.column(report.path("rows"), "status")).containsExactly("403", "403");
        send(member, "", "text/csv", header + "b,b.example.net," + serial() + ",1," + other.id() + "\n")
                .expect(403);
        // of a serial number alone only what the caller sees is meant
        JsonNode alone = send(member, "", "text/csv", "serial_number,location\n" + serial + ",x\n")
                .expect(400)
                .json();
        assertThat(Json.names(alone.path("rows").path(0).path("errors"))).contains("organization");
        assertThat(device(serial).path("location").isNull()).isTrue();
        send(site.member("device", "view"), "", "text/csv", header).expect(403);
    }

    @Test
    void isInTheAuditLog() {
        String serial = serial();
        csv("", "name,hostname,serial_number,type,organization\na,a.example.net," + serial + ",1," + site.id() + "\n")
                .expect(200);
        csv("", "serial_number,location\n" + serial + ",Rack 9\n").expect(200);

        JsonNode entries = admin.get("/api/v1/audit_log/?object_type=device&ordering=id&object_id="
                        + device(serial).path("id").asLong())
                .expect(200)
                .json()
                .path("results");
        assertThat(Json.column(entries, "action")).containsExactly("create", "update");
    }

    @Test
    void refusesWhatIsNoFileOfDevices() {
        Map<String, String> wrong = Map.of(
                "", "empty",
                "name,hostname\na,b\n", "serial_number",
                "serial_number,nam\na,b\n", "Did you mean 'name'?",
                "serial_number,serial_number\na,b\n", "more than once",
                "serial_number,name\n\"a,b\n", "CSV parse error");
        wrong.forEach((file, said) ->
                assertThat(csv("", file).expect(400).body()).as(file).contains(said));
        byte[] latin1 = {'s', 'e', 'r', 'i', 'a', 'l', '_', 'n', 'u', 'm', 'b', 'e', 'r', '\n', (byte) 0xe4, '\n'};
        assertThat(admin.send(
                                "POST",
                                IMPORT,
                                BodyPublishers.ofByteArray(latin1),
                                request -> request.header("Content-Type", "text/csv"))
                        .expect(400)
                        .body())
                .contains("UTF-8");
        JsonNode short_ = csv("", "serial_number,name\nx\n").expect(400).json();
        assertThat(errors(short_)).isEqualTo(Map.of(2, "non_field_errors"));
        send(admin, "", "application/json", "{}").expect(400);
        send(admin, "", "application/json", "[{\"serial_number\": \"a\"}").expect(400);
        send(admin, "", "application/xml", "<a/>").expect(415);
        csv("?dry_run=maybe", "serial_number\n").expect(400);
        csv("?dryrun=true", "serial_number\n").expect(400);
        csv("?report=some", "serial_number\n").expect(400);
        csv("?format=xlsx", "serial_number\n").expect(400);
        counts(csv("", "\uFEFFserial_number,name\r\n").expect(200).json(), 0, 0, 0, 0);
        admin.get(IMPORT).expect(405);
    }

    @Test
    void takesObjectsAsRequestsHaveThem() {
        ObjectNode device = site.device().put("type", "server").put("organization", site.name());

        JsonNode report = send(admin, "?report=all", "application/json", "[" + device + ", 5, {\"nam\": 1}]")
                .expect(400)
                .json();

        counts(report, 1, 0, 0, 2);
        assertThat(Json.column(report.path("rows"), "line")).containsExactly("1", "2", "3");
        assertThat(count()).isZero();
        counts(
                send(admin, "?format=json", "application/json", "[" + device + "]")
                        .expect(200)
                        .json(),
                1,
                0,
                0,
                0);
        assertThat(count()).isEqualTo(1);
    }
}
