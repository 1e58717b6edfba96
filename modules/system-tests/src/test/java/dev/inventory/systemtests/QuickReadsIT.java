package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is read most is answered past JAX-RS. Asked for by an {@code Accept} that has parameters, the same comes from the
 * resource; both answers must be the same, headers included. That there are two ways at all is seen where a server is
 * asked by nobody else: {@link StatementCountIT}.
 */
@ExtendWith(DeployedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuickReadsIT {

    private static final String FROM_THE_RESOURCE = "application/json;q=0.9";
    private static final String ID = "quick-or-not";

    /** Of the connection, or told anew each time. */
    private static final Set<String> OF_THE_MOMENT = Set.of("date", "connection", "keep-alive");

    private final Server server;
    private Site site;
    private Site other;
    private Api admin;
    private long device;

    QuickReadsIT(Server server) {
        this.server = server;
    }

    @BeforeAll
    void devices() {
        site = Site.create(server, "quick");
        other = Site.create(server, "quick-other");
        admin = server.admin().byToken();
        for (int i = 0; i < 7; i++) {
            Answer made = site.register(site.device()
                    .put("name", "quick-" + i)
                    .put("hostname", "10.77.1." + (1 + i))
                    .put("serial_number", "QCK-" + i)
                    .put("type", 1 + i % 2)
                    .put("location", "Zürich \"2\"")
                    .put("status", i % 3 != 0));
            device = i == 3 ? made.id() : device;
        }
        other.register(other.device()
                .put("name", "quick-other")
                .put("hostname", "10.77.2.1")
                .put("serial_number", "QCK-OTHER"));
    }

    private static Answer ask(Api api, String path, String accept) {
        return api.send("GET", path, request -> request.header("Accept", accept).header("X-Request-Id", ID));
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_THE_MOMENT.contains(name.toLowerCase(java.util.Locale.ROOT)));
        return headers;
    }

    private static Answer same(Api api, String path) {
        Answer first = ask(api, path, "application/json");
        Answer quick = ask(api, path, "*/*"); // the token is known by now
        Answer slow = ask(api, path, FROM_THE_RESOURCE);
        assertThat(quick.status()).as(path).isEqualTo(slow.status());
        assertThat(quick.body()).as(path).isEqualTo(slow.body()).isEqualTo(first.body());
        assertThat(headers(quick)).as(path).isEqualTo(headers(slow));
        assertThat(quick.header("X-Request-Id")).contains(ID);
        return quick;
    }

    /** The status for who sends a token that is right, and one that is wrong. */
    private int twice(String path, String accept) {
        return admin.send("GET", path, request -> request.header("Accept", accept)
                        .header("Authorization", "Bearer another"))
                .status();
    }

    @Test
    void aDeviceIsTheSame() {
        assertThat(same(admin, Site.device(device)).expect(200).id()).isEqualTo(device);
        assertThat(same(admin, Site.device(device).replaceFirst("/$", ""))
                        .expect(200)
                        .id())
                .isEqualTo(device);
        same(admin, Site.device(device) + "?pending=true").expect(200);
        same(admin, Site.device(device) + "?pending=perhaps").expect(400);
        same(admin, Site.device(device) + "?unknown=1").expect(400);
        same(admin, Site.device(999_999_999)).expect(404);
        same(admin, Site.DEVICES + "01/").expect(404);
        same(admin, Site.DEVICES + "9999999999999999999/").expect(404);
    }

    @Test
    void pagesAreTheSame() {
        String own = "?organization=" + site.id();
        for (String query : List.of(
                own,
                own + "&limit=2",
                own + "&limit=2&offset=2",
                own + "&limit=2&offset=6",
                own + "&limit=2&offset=7",
                own + "&limit=2&offset=2000000000",
                own + "&limit=2&offset=3&ordering=-id",
                "?organization=" + other.id() + "&status=1",
                "?organization=" + other.id() + "&status=1&offset=1",
                own + "&limit=0",
                own + "&limit=1000",
                own + "&status=1",
                own + "&status=false&limit=1",
                own + "&status=1&status=0",
                own + "&type=2&status=True",
                own + "&ordering=-id&limit=3",
                own + "&ordering=id&limit=3",
                own + "&ordering=name",
                own + "&organization=" + other.id(),
                "?organization__in=" + site.id() + "," + other.id(),
                "?organization=987654321",
                own + "&fields=id,name,type",
                own + "&fields=organization.contact_email,status",
                own + "&fields=tags,last_seen",
                own + "&brief=true",
                own + "&count=none",
                own + "&cursor=",
                own + "&search=quick-3",
                own + "&name__ic=QUICK",
                own + "&search=a+b",
                own + "&search=a%20b",
                own + "&&limit=3",
                own + "&limit")) {
            same(admin, Site.DEVICES + query);
        }
        assertThat(same(admin, Site.DEVICES + own + "&status=1")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(4);
        same(admin, Site.DEVICES + "?limit=-1").expect(400);
        same(admin, Site.DEVICES + "?limt=1").expect(400);
        same(admin, Site.DEVICES + "?status=perhaps").expect(400);
        same(admin, Site.DEVICES + "?limit=1&limit=2").expect(400);
    }

    @Test
    void whoMayNotIsRefusedTheSame() {
        same(admin.anonymous(), Site.device(device)).expect(401);
        same(admin.bearer("inv-wrong"), Site.device(device)).expect(401);
        same(admin.with("Bearer"), Site.device(device)).expect(401);
        same(admin.with(admin.authorization() + ",Bearer another"), Site.device(device))
                .expect(401);
        assertThat(twice(Site.device(device), "*/*")).isEqualTo(twice(Site.device(device), FROM_THE_RESOURCE));

        Api reader = site.member("device", "view");
        same(reader, Site.device(device)).expect(200);
        assertThat(reader.get(Site.device(device)).body()).doesNotContain("snmp_community");
        assertThat(admin.get(Site.device(device)).body()).contains("snmp_community");
        same(reader, Site.DEVICES).expect(200);
        assertThat(same(reader, Site.DEVICES).json().path("count").asInt()).isEqualTo(7);
        same(reader, Site.DEVICES + "?organization=" + other.id()).expect(403);
        long foreign = admin.get("/api/v1/inventory_device_serial/QCK-OTHER/")
                .expect(200)
                .id();
        same(reader, Site.device(foreign)).expect(403);
    }

    @Test
    void aRevokedTokenOpensNothing() {
        Answer made = admin.post("/api/user/tokens/", Map.of("name", "quick")).expect(201);
        Api reader = admin.bearer(made.json().path("token").asText());
        same(reader, Site.device(device)).expect(200);

        admin.delete("/api/user/tokens/" + made.id() + "/").expect(204);

        same(reader, Site.device(device)).expect(401);
    }

    @Test
    void conditionsAndChangesCount() {
        Answer read = ask(admin, Site.device(device), "*/*");
        admin.get(Site.device(device), "If-None-Match", read.etag()).expect(304);

        admin.patch(Site.device(device), Map.of("location", "Rack 12")).expect(200);

        Answer changed = ask(admin, Site.device(device), "*/*").expect(200);
        assertThat(changed.json().path("location").asText()).isEqualTo("Rack 12");
        assertThat(changed.etag()).isNotEqualTo(read.etag());
        admin.get(Site.device(device), "If-None-Match", read.etag()).expect(200);
        assertThat(ask(admin, Site.DEVICES + "?organization=" + site.id(), "*/*")
                        .body())
                .contains("Rack 12");
    }

    /** The rows of a page are kept as they were written; what changes in any of them, or in what they name, is seen. */
    @Test
    void aPageThatWasReadBeforeIsAsItIsNow() {
        Site changing = Site.create(server, "quick-changing");
        long type = admin.post(Site.TYPES, Map.of("name", Site.unique("quick-type")))
                .expect(201)
                .id();
        for (int i = 0; i < 3; i++) {
            changing.register(changing.device()
                    .put("name", "changing-" + i)
                    .put("hostname", "10.77.3." + (1 + i))
                    .put("serial_number", "QCH-" + i)
                    .put("type", type)
                    .put("status", true));
        }
        String two = Site.DEVICES + "?organization=" + changing.id() + "&status=1&limit=2";
        Api reader = changing.member("device", "view");
        List<String> pages = List.of(
                two,
                two + "&ordering=-id",
                two + "&fields=name,type.name,organization.contact_email",
                two + "&brief=true",
                two.replace("status=1", "status=0"),
                Site.DEVICES + "?limit=2&organization=" + changing.id());
        long first = same(admin, two).json().path("results").path(0).path("id").asLong();
        List<Runnable> changes = List.of(
                () -> admin.patch(Site.device(first), Map.of("location", "Rack 13"))
                        .expect(200),
                () -> admin.patch(Site.device(first), Map.of("name", "renamed")).expect(200),
                () -> admin.patch(Site.TYPES + type + "/", Map.of("name", Site.unique("another-type")))
                        .expect(200),
                () -> admin.patch(
                                "/api/v1/organization/" + changing.id() + "/",
                                Map.of("name", Site.unique("another"), "contact_email", "noc@example.net"))
                        .expect(200),
                () -> admin.patch(Site.device(first), Map.of("status", false)).expect(200),
                () -> admin.patch(Site.device(first), Map.of("status", true)).expect(200),
                () -> admin.delete(Site.device(first)).expect(204),
                () -> changing.register(changing.device()
                        .put("name", "changing-4")
                        .put("hostname", "10.77.3.9")
                        .put("serial_number", "QCH-4")
                        .put("type", type)
                        .put("status", true)));
        for (Runnable change : changes) {
            Map<String, String> before = new LinkedHashMap<>();
            pages.forEach(page -> before.put(page, same(admin, page).body()));
            pages.forEach(page -> assertThat(same(reader, page).body()).as(page).isEqualTo(before.get(page)));
            change.run();
            long differing = pages.stream()
                    .filter(page -> !same(admin, page).body().equals(before.get(page)))
                    .count();
            assertThat(differing).isPositive();
        }
    }

    /** Pages that are asked for at the same time are looked at by one statement. */
    @Test
    void pagesThatAreAskedForTogetherAreNotMixedUp() {
        Map<String, String> pages = new LinkedHashMap<>();
        for (Site each : List.of(site, other)) {
            for (String more : List.of("", "&status=1", "&status=0", "&limit=3", "&status=1&ordering=-id")) {
                String page = Site.DEVICES + "?organization=" + each.id() + more;
                pages.put(page, same(admin, page).body());
            }
        }
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            asked.addAll(pages.keySet());
        }
        Collections.shuffle(asked, new Random(1));

        asked.parallelStream()
                .forEach(page -> assertThat(ask(admin, page, "*/*").body()).isEqualTo(pages.get(page)));
    }
}
