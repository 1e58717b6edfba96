package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, filters, lookups, search and order of the device list, over 25 devices of one organization. */
@ExtendWith(DeployedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceListIT {

    private static final int ALL = 25;

    private final Server server;
    private Site site;
    private Api admin;
    private String list;

    DeviceListIT(Server server) {
        this.server = server;
    }

    /** dev-01 … dev-25: every fifth is down, every second a switch, the first ten in Rack A, the last without a place. */
    @BeforeAll
    void devices() {
        site = Site.create(server, "listed");
        admin = site.admin();
        list = Site.DEVICES + "?organization=" + site.id();
        for (int i = 1; i <= ALL; i++) {
            String name = String.format("dev-%02d", i);
            var device = site.device()
                    .put("name", name)
                    .put("hostname", "10.9.8." + i)
                    .put("serial_number", "LST-" + name)
                    .put("type", i % 2 == 0 ? 2 : 1)
                    .put("status", i % 5 != 0)
                    .put("description", i == 7 ? "The 50%_odd one" : "plain");
            if (i < ALL) {
                device.put("location", i <= 10 ? "Rack A" : "rack B");
            }
            site.register(device);
        }
    }

    private JsonNode page(String parameters) {
        return admin.get(list + parameters).expect(200).json();
    }

    private List<String> names(String parameters) {
        return Json.column(page(parameters).path("results"), "name");
    }

    private int count(String parameters) {
        return page(parameters).path("count").asInt();
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> String.format("dev-%02d", i))
                .toList();
    }

    @Test
    void pagesByTwenty() {
        JsonNode first = page("");

        assertThat(first.path("count").asInt()).isEqualTo(ALL);
        assertThat(Json.column(first.path("results"), "name")).containsExactlyElementsOf(numbered(1, 20));
        assertThat(first.path("previous").isNull()).isTrue();
        assertThat(first.path("next").asText())
                .isEqualTo(server.base() + Site.DEVICES + "?limit=20&offset=20&organization=" + site.id());
        JsonNode second = Json.parse(admin.get(first.path("next")
                        .asText()
                        .substring(server.base().toString().length()))
                .expect(200)
                .body());
        assertThat(Json.column(second.path("results"), "name")).containsExactlyElementsOf(numbered(21, 25));
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(second.path("previous").asText())
                .isEqualTo(server.base() + Site.DEVICES + "?limit=20&organization=" + site.id());
    }

    @Test
    void keepsTheOtherParametersInLinksSorted() {
        JsonNode page = page("&status=true&limit=5&offset=10&name__ic=DEV&ordering=-name");

        assertThat(page.path("next").asText())
                .isEqualTo(server.base() + Site.DEVICES + "?limit=5&name__ic=DEV&offset=15&ordering=-name&organization="
                        + site.id() + "&status=true");
        assertThat(page.path("previous").asText())
                .isEqualTo(server.base() + Site.DEVICES + "?limit=5&name__ic=DEV&offset=5&ordering=-name&organization="
                        + site.id() + "&status=true");
    }

    @Test
    void writesLinksWithTheSlashAndWithNoMadeUpHost() {
        Answer answer = admin.get("/api/v1/inventory_device?limit=1").expect(200);

        assertThat(answer.json().path("next").asText()).startsWith(server.base() + Site.DEVICES + "?limit=1&offset=1");
    }

    @Test
    void capsTheLimit() {
        JsonNode page = page("&limit=1000");

        assertThat(page.path("results")).hasSize(ALL);
        assertThat(admin.get(Site.DEVICES + "?limit=101&offset=0")
                        .expect(200)
                        .json()
                        .path("results")
                        .size())
                .isLessThanOrEqualTo(100);
    }

    @Test
    void pastTheEndIsEmpty() {
        JsonNode page = page("&offset=100");

        assertThat(page.path("count").asInt()).isEqualTo(ALL);
        assertThat(page.path("results")).isEmpty();
        assertThat(page.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=-1",
                "limit=x",
                "limit=1.5",
                "limit=",
                "offset=-1",
                "offset=x",
                "type=x",
                "type=1.0",
                "organization=x",
                "status=maybe",
                "status=",
                "pending=2",
                "update_status=perhaps",
                "last_status_change_from=yesterday",
                "ordering=nothing",
                "created_at__gte=x",
                "type__in=1,x",
                "name__gt=x",
                "location__empty=maybe",
                "status_detail=bogus",
                "status_detail__in=down,flaping",
                "status_detail__n=bogus",
                "snmp__version=4",
                "mac_address=zz",
                "mac_address__in=00:1B:44:11:3A:B7,zz",
                "limit=1&limit=2",
                "fields=id&fields=name",
                "ordering=id&ordering=name",
                "search=a&search=b",
                "update_status=0&update_status=1",
                "snmp.version=3",
                "name=a%00b"
            })
    void refusesBadValues(String parameter) {
        String name = parameter.substring(0, parameter.indexOf('=')); // as it was sent, dots and all

        JsonNode json = admin.get(Site.DEVICES + "?" + parameter).expect(400).json();

        assertThat(Json.names(json)).containsExactly(name);
        assertThat(json.path(name).isArray()).isTrue();
    }

    @Test
    void namesTheParameterThatWasProbablyMeant() {
        assertThat(admin.get(Site.DEVICES + "?organisation=1").expect(400).json())
                .isEqualTo(Json.parse(
                        "{\"organisation\": [\"Unknown parameter 'organisation'. Did you mean 'organization'?\"]}"));
        assertThat(admin.get(Site.device(1_000_000) + "?update_statu=1")
                        .expect(400)
                        .body())
                .contains("update_status");
    }

    @Test
    void namesWhatCouldHaveBeenMeant() {
        assertThat(message("status_detail=flaping", "status_detail"))
                .isEqualTo("\"flaping\" is not a valid choice."
                        + " Valid choices: up, down, flapping, unreachable, maintenance, unknown.");
        assertThat(message("ordering=weight", "ordering"))
                .startsWith("Cannot order by 'weight'. Choose from: id, name,");
        assertThat(message("snmp.version=3", "snmp.version"))
                .isEqualTo("Unknown parameter 'snmp.version'. Did you mean 'snmp__version'?");
        for (String list : List.of(
                Site.OPERATIONS + "?status=bogus",
                Site.OPERATIONS + "?operation_type=bogus",
                "/api/v1/inventory_discovery/?status=bogus",
                "/api/v1/inventory_connection_profile/?profile_type=bogus",
                "/api/v1/audit_log/?action=bogus",
                "/api/user/ruleset/?name=bogus")) {
            assertThat(admin.get(list).expect(400).body()).contains("Valid choices: ");
        }
    }

    private String message(String parameter, String name) {
        return admin.get(Site.DEVICES + "?" + parameter)
                .expect(400)
                .json()
                .path(name)
                .path(0)
                .asText();
    }

    @Test
    void aRepeatedFilterMeansAnyOfItsValues() {
        assertThat(count("&type=1&type=2")).isEqualTo(ALL);
        assertThat(count("&name=dev-01&name=dev-02&name=nobody")).isEqualTo(2);
        assertThat(count("&name__ic=-01&name__ic=-02")).isEqualTo(2);
        assertThat(count("&name__in=dev-01,dev-02&name__in=dev-03")).isEqualTo(3);
        assertThat(count("&status=true&status=false")).isEqualTo(ALL);
        assertThat(count("&pending=true&pending=false")).isEqualTo(ALL);
        // not the one and not the other
        assertThat(count("&name__n=dev-01&name__n=dev-02")).isEqualTo(ALL - 2);
        JsonNode page = page("&type=1&type=2&limit=10");
        assertThat(page.path("next").asText()).contains("type=1&type=2");
        assertThat(admin.get(page.path("next")
                                .asText()
                                .substring(server.base().toString().length()))
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(ALL);
    }

    @Test
    void equalSpellingsAreFound() {
        Site spelled = Site.create(server, "spelled");
        String query = Site.DEVICES + "?organization=" + spelled.id() + "&";
        spelled.register(spelled.device().put("hostname", "2001:DB8:0:0::1").put("mac_address", "00:1B:44:11:3A:B8"));
        spelled.register(spelled.device().put("hostname", "Router.Example.com"));
        for (String one : List.of(
                "mac_address=001b.4411.3ab8",
                "mac_address=00:1b:44:11:3a:b8",
                "mac_address__in=00-1b-44-11-3a-b8,02:00:00:00:00:09",
                "mac_address__n=02:00:00:00:00:09&mac_address__empty=0",
                "mac_address__ic=3a:b8",
                "hostname=2001:db8::1",
                "hostname__in=2001:db8::1,nobody.example.net",
                "hostname__n=2001:db8::1",
                "hostname=router.example.com",
                "hostname__isw=router")) {
            assertThat(admin.get(query + one).expect(200).json().path("count").asInt())
                    .as(one)
                    .isEqualTo(1);
        }
        assertThat(admin.get(Site.DEVICES + "?organization__name="
                                + spelled.name().toUpperCase(java.util.Locale.ROOT))
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void showsNestedObjectsByTheirFields() {
        JsonNode row = page("&limit=1&fields=organization.name,type.manufacturer,snmp.port")
                .path("results")
                .path(0);

        assertThat(Json.names(row)).containsExactly("organization", "type", "snmp");
        assertThat(row.path("organization")).isEqualTo(Json.object("{}").put("name", site.name()));
        assertThat(Json.names(row.path("type"))).containsExactly("manufacturer");
        assertThat(row.path("snmp")).isEqualTo(Json.parse("{\"port\": 161}"));
        JsonNode whole =
                page("&limit=1&fields=organization,snmp,last_seen,uptime,serial_conflict,poll_interval_seconds")
                        .path("results")
                        .path(0);
        assertThat(Json.names(whole.path("organization"))).containsExactly("id", "name");
        assertThat(Json.names(whole.path("snmp")))
                .containsExactly(
                        "version",
                        "port",
                        "timeout_ms",
                        "retries",
                        "user",
                        "auth_protocol",
                        "priv_protocol",
                        "context");
        for (String name : List.of("last_seen", "uptime", "serial_conflict", "poll_interval_seconds")) {
            assertThat(whole.has(name)).as(name).isTrue();
            assertThat(whole.path(name).isNull()).as(name).isTrue();
        }
        // nobody who does not ask gets more than before
        assertThat(Json.names(page("&limit=1").path("results").path(0))).doesNotContain("snmp", "last_seen");
        assertThat(names("&ordering=-last_seen,-name&limit=1")).containsExactly("dev-25");
        assertThat(admin.get(list + "&export=csv&count=none&fields=organization.contact_email&name=nobody")
                        .expect(200)
                        .body())
                .isEqualTo("organization.contact_email\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1,20", "true,20", "True,20", "TRUE,20", "0,5", "false,5", "False,5"})
    void filtersByStatus(String value, int expected) {
        assertThat(count("&status=" + value)).isEqualTo(expected);
    }

    @Test
    void filtersAsTheDocumentsSay() {
        assertThat(count("&type=2")).isEqualTo(12);
        assertThat(count("&type=1&status=false")).isEqualTo(3);
        assertThat(count("&pending=false")).isEqualTo(ALL);
        assertThat(count("&pending=true")).isZero();
        assertThat(count("&last_status_change_from=2000-01-01T00:01:00+00:00")).isEqualTo(ALL);
        assertThat(count("&last_status_change_from=" + Api.encode("2000-01-01 00:01:00+02:00")))
                .isEqualTo(ALL);
        assertThat(count("&last_status_change_from=2000-01-01")).isEqualTo(ALL);
        assertThat(count("&last_status_change_from=" + Instant.now().plusSeconds(3600)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=dev-03 | 1",
                "name=DEV-03 | 0",
                "name__ic=V-0 | 9",
                "name__isw=DEV-1 | 10",
                "name__n=dev-03 | 24",
                "name__in=dev-01,dev-02,nobody | 2",
                "location__empty=true | 1",
                "location__empty=false | 24",
                "location__n=Rack A | 15",
                "location__ic=RACK | 24",
                "organization__name=LISTED-NOBODY | 0",
                "snmp__version=2c | 25",
                "snmp__port__gt=161 | 0",
                "poll_interval_seconds__empty=true | 25",
                "last_seen__empty=true | 25",
                "last_seen__lt=2024-01-01 | 0",
                "type__in=2,3 | 12",
                "type__n=2 | 13",
                "type__gt=1 | 12",
                "type__gte=1 | 25",
                "type__lt=2 | 13",
                "type__name=Switch | 12",
                "serial_number__isw=lst- | 25",
                "hostname=10.9.8.7 | 1",
                "description__ic=50%_ | 1",
                "description__ic=_ | 1",
                "created_at__lt=2000-01-01T00:00:00Z | 0",
                "created_at__gte=2000-01-01 | 25",
            })
    void answersLookups(String parameter, int expected) {
        int equals = parameter.indexOf('=');
        String value = Api.encode(parameter.substring(equals + 1));

        assertThat(count("&" + parameter.substring(0, equals + 1) + value)).isEqualTo(expected);
    }

    @Test
    void ordersByNamedFields() {
        assertThat(names("&ordering=-name&limit=3")).containsExactly("dev-25", "dev-24", "dev-23");
        assertThat(names("&ordering=status,-name&limit=6"))
                .containsExactly("dev-25", "dev-20", "dev-15", "dev-10", "dev-05", "dev-24");
        assertThat(names("&ordering=type,name&limit=2")).containsExactly("dev-01", "dev-03");
    }

    @Test
    void pagesOfEqualKeysNeverOverlap() {
        List<String> all = new ArrayList<>();
        for (int offset = 0; offset < ALL; offset += 4) {
            all.addAll(names("&ordering=status&limit=4&offset=" + offset));
        }

        assertThat(all).hasSize(ALL).doesNotHaveDuplicates();
    }

    @Test
    void searchesEveryTermInAnyField() {
        assertThat(names("&search=dev-07")).containsExactly("dev-07");
        assertThat(names("&search=" + Api.encode("RACK DEV-10"))).containsExactly("dev-10");
        assertThat(count("&search=" + Api.encode("rack nowhere"))).isZero();
        assertThat(names("&search=" + Api.encode("50%_odd"))).containsExactly("dev-07");
        assertThat(count("&search=%25")).isEqualTo(1);
    }
}
