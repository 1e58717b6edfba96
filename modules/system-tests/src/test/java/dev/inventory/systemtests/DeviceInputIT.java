package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not taken in, and what its sender is told. */
@ExtendWith(DeployedServer.class)
class DeviceInputIT {

    private static final int MIB = 1 << 20;

    private final Server server;
    private Site site;
    private Api admin;

    DeviceInputIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "input");
        admin = site.admin();
    }

    /** One field of a good device is replaced: the field's name must be in the answer, and nothing else. */
    private JsonNode refused(String field, String json) {
        ObjectNode device = site.device();
        device.set(field, Json.parse(json));
        JsonNode errors = admin.post(Site.DEVICES, device).expect(400).json();
        assertThat(Json.names(errors)).containsExactly(field);
        return errors.path(field);
    }

    @Test
    void aRequestWithoutABodyIsToldSo() {
        for (String method : new String[] {"POST", "PATCH", "DELETE"}) {
            assertThat(admin.send(method, Site.DEVICES, headers -> {})
                            .expect(400)
                            .json()
                            .path("detail")
                            .asText())
                    .as(method)
                    .isEqualTo("JSON parse error - the body is empty");
        }
        String detail = Site.device(site.register().id());
        admin.send("PUT", detail, headers -> {}).expect(400);
        admin.send("PATCH", detail + "metadata/", headers -> {}).expect(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type | \"5\"",
                "type | 5.7",
                "type | 1e0",
                "type | true",
                "type | [1]",
                "type | 99999999999999999999",
                "organization | \"1\"",
                "organization | null",
                "name | 5",
                "name | null",
                "name | \"\"",
                "name | \"   \"",
                "name | {}",
                "status | \"true\"",
                "status | 1",
                "hostname | \"not a host\"",
                "hostname | \"-leading.example\"",
                "hostname | \"256.1.1.1\"",
                "hostname | \"10.0.0.0/8\"",
                "hostname | \"fe80::1%eth0\"",
                "mac_address | \"00:1B:44:11:3A\"",
                "mac_address | \"zz:zz:zz:zz:zz:zz\"",
                "management_ip | \"router.example.net\"",
                "poll_interval_seconds | \"30\"",
                "poll_interval_seconds | 30.5",
                "poll_interval_seconds | 0",
                "poll_interval_seconds | -1",
                "polling_enabled | \"yes\"",
                "snmp | \"2c\"",
                "snmp | {\"version\": \"4\"}",
                "snmp | {\"port\": 0}",
                "snmp | {\"port\": 65536}",
                "snmp | {\"port\": \"161\"}",
                "parent | 999999999",
                "parent | \"1\"",
            })
    void insistsOnTypesAndRanges(String field, String value) {
        refused(field, value);
    }

    @Test
    void saysWhichObjectDoesNotExist() {
        assertThat(refused("type", "99")).isEqualTo(Json.parse("[\"Invalid pk \\\"99\\\" - object does not exist.\"]"));
        assertThat(refused("organization", "999999999"))
                .isEqualTo(Json.parse("[\"Invalid pk \\\"999999999\\\" - object does not exist.\"]"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(admin.post(Site.DEVICES, "{}").expect(400).json()).isEqualTo(Json.parse("""
                                {"name": ["This field is required."], "hostname": ["This field is required."],
                                 "serial_number": ["This field is required."], "type": ["This field is required."],
                                 "organization": ["This field is required."]}"""));
    }

    @ParameterizedTest
    @CsvSource({"serialnumber,serial_number", "hostnam,hostname", "organisation,organization", "Location,location"})
    void namesTheFieldThatWasProbablyMeant(String sent, String meant) {
        assertThat(refused(sent, "\"x\"").path(0).asText()).contains("'" + meant + "'");
    }

    @Test
    void namesNoFieldThatIsFarAway() {
        assertThat(refused("zzzzzzzzzz", "1").path(0).asText()).doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @CsvSource({"name,255", "serial_number,128"})
    void limitsTheLength(String field, int most) {
        admin.post(Site.DEVICES, site.device().put(field, "x".repeat(most))).expect(201);

        assertThat(refused(field, "\"" + "x".repeat(most + 1) + "\"").path(0).asText())
                .contains(Integer.toString(most));
    }

    @Test
    void countsTheCharactersOfAnyScript() {
        String name = "機器-é-".repeat(51);
        long id = site.register(site.device().put("name", name)).id();

        assertThat(admin.get(Site.device(id)).json().path("name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\u0007", "\\u001b", "\\u007f", "\\n"})
    void refusesControlCharacters(String escape) {
        refused("name", "\"a" + escape + "b\"");
    }

    @Test
    void trimsTexts() {
        JsonNode json =
                site.register(site.device().put("location", "  Rack 5\t")).json();

        assertThat(json.path("location").asText()).isEqualTo("Rack 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "{\"name\": }",
                "{\"name\": \"a\"} {}",
                "{'name': 'a'}",
                "{\"name\": NaN}",
                "nonsense",
                "[]",
                "\"text\"",
                "null",
                "5"
            })
    void refusesWhatIsNoJsonObject(String body) {
        Answer answer = admin.post(Site.DEVICES, body).expect(400);

        assertThat(answer.json().isObject()).isTrue();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("fasterxml");
    }

    @Test
    void refusesTheSameKeyTwice() {
        String twice = Json.write(site.device()).replaceFirst("\\{", "{\"name\": \"first\", ");

        assertThat(admin.post(Site.DEVICES, twice).expect(400).body()).contains("name");
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        byte[] body = Json.write(site.device().put("name", "caf\u00e9"))
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        admin.send(
                        "POST",
                        Site.DEVICES,
                        BodyPublishers.ofByteArray(body),
                        request -> request.header("Content-Type", "application/json"))
                .expect(400);
    }

    @Test
    void limitsTheDepth() {
        // the object itself is one level
        String deep = "{\"name\": " + "[".repeat(32) + "]".repeat(32) + "}";
        String deepest = "{\"name\": " + "[".repeat(31) + "]".repeat(31) + "}";

        assertThat(Json.names(admin.post(Site.DEVICES, deep).expect(400).json()))
                .containsExactly("detail");
        // deep enough to be read, and then a wrong name
        assertThat(Json.names(admin.post(Site.DEVICES, deepest).expect(400).json()))
                .contains("name");
    }

    @Test
    void limitsTheSize() {
        String large = "{\"name\": \"" + "x".repeat(MIB) + "\"}";

        Answer told = admin.post(Site.DEVICES, large).expect(413);
        Answer chunked = admin.send(
                        "POST",
                        Site.DEVICES,
                        BodyPublishers.fromPublisher(BodyPublishers.ofString(large)),
                        request -> request.header("Content-Type", "application/json"))
                .expect(413);

        assertThat(Json.names(told.json())).containsExactly("detail");
        assertThat(Json.names(chunked.json())).containsExactly("detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void takesOnlyJson(String type) {
        Answer answer = admin.send(
                        "POST",
                        Site.DEVICES,
                        BodyPublishers.ofString(Json.write(site.device())),
                        request -> request.header("Content-Type", type))
                .expect(415);

        assertThat(Json.names(answer.json())).containsExactly("detail");
    }

    @Test
    void takesJsonWithACharset() {
        admin.send(
                        "POST",
                        Site.DEVICES,
                        BodyPublishers.ofString(Json.write(site.device())),
                        request -> request.header("Content-Type", "application/json; charset=utf-8"))
                .expect(201);
    }

    @Test
    void answersOnlyJson() {
        Answer answer = admin.get(Site.DEVICES, "Accept", "application/xml").expect(406);

        assertThat(Json.names(answer.json())).containsExactly("detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PROPFIND"})
    void refusesOtherMethodsOnADevice(String method) {
        Answer answer = admin.send(method, Site.device(site.register().id()), request -> {});

        answer.expect(405);
        assertThat(Json.names(answer.json())).containsExactly("detail");
    }

    @Test
    void writesMacAddressesInOneNotation() {
        String[] spellings = {"001b44113ab7", "00-1b-44-11-3a-b8", "001B.4411.3AB9", "00:1b:44:11:3a:ba"};
        String[] written = {"00:1B:44:11:3A:B7", "00:1B:44:11:3A:B8", "00:1B:44:11:3A:B9", "00:1B:44:11:3A:BA"};
        for (int i = 0; i < spellings.length; i++) {
            assertThat(site.register(site.device().put("mac_address", spellings[i]))
                            .json()
                            .path("mac_address")
                            .asText())
                    .isEqualTo(written[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"; DROP TABLE device; --", "<script>", "%' OR '1'='1", "${jndi:ldap://x}", "\\"})
    void keepsHostileTextAsText(String text) {
        JsonNode json = site.register(site.device().put("location", text)).json();

        assertThat(json.path("location").asText()).isEqualTo(text);
        assertThat(admin.get(Site.DEVICES + "?organization=" + site.id() + "&location=" + Api.encode(text))
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }
}
