package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How many SQL statements answers take, counted at JDBC by the server itself, from before the authentication until the
 * answer is made. The caller has been seen before: who that is stands in memory.
 */
class StatementCountIT {

    private static final int LIST = 3;
    private static final int DETAIL = 2;
    private static final int AVAILABILITY = 5;
    private static final String UNCHANGED = "inventory_unchanged_pages_total";

    private static ServerProcess server;
    private static Site site;
    private static Site second;
    private static Api admin;
    private static String some;

    @BeforeAll
    static void start() {
        server = new ServerProcess(
                        "statements",
                        TestDatabase.settings(
                                "statements", Map.of("inventory.sql.count", "true", "inventory.poll.enabled", "false")))
                .start()
                .awaitReady();
        site = Site.create(server.server(), "counted");
        second = Site.create(server.server(), "counted-too");
        admin = site.admin();
        some = "";
        // A second after a change of who may do what, the server looks once more; from here on nothing changes that.
        Patience.await("the last look").pollDelay(Duration.ofSeconds(3)).until(() -> true);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Of the second time: the first one may read which organizations there are. */
    private static int statements(String path) {
        admin.get(path).expect(200);
        return statementsOfOne(path);
    }

    private static int statementsOfOne(String path) {
        return Integer.parseInt(
                admin.get(path).expect(200).header("X-Sql-Statements").orElseThrow());
    }

    private static void fill(int from, int to) {
        StringBuilder file = new StringBuilder("name,hostname,serial_number,type,organization,tags,polling_enabled\n");
        for (int i = from; i < to; i++) {
            file.append("d%d,d%d.example.net,SN-%d,%d,%d,\"core,rack %d\",false%n"
                    .formatted(i, i, i, 1 + i % 5, i % 2 == 0 ? site.id() : second.id(), i % 7));
        }
        admin.send(
                        "POST",
                        Site.DEVICES + "import/",
                        BodyPublishers.ofString(file.toString()),
                        request -> request.header("Content-Type", "text/csv"))
                .expect(200);
        some = "/api/v1/inventory_device_serial/SN-" + from + "/";
    }

    private static void isWithinItsBudget() {
        for (String query : List.of(
                "",
                "&search=d1",
                "&organization=" + site.id(),
                "&type=1&status=false&name__ic=d",
                "&tag=core&tag__n=nothing",
                "&fields=id,name,type,organization,tags",
                "&fields=tags,mac_address,parent&ordering=-name",
                "&fields=name,last_seen,uptime,serial_conflict,snmp,organization.name",
                "&last_seen__empty=true&ordering=-last_seen",
                "&offset=5",
                "&cursor=",
                "&count=none",
                "&brief=true")) {
            String path = Site.DEVICES + "?limit=100" + query;
            boolean known = query.startsWith("&organization="); // and Derby need not be asked about it
            assertThat(statements(path)).as(path).isBetween(known ? 0 : 1, LIST);
        }
        long id = admin.get(some).expect(200).id();
        assertThat(statements(Site.device(id))).isBetween(1, DETAIL);
        assertThat(statements(Site.device(id) + "?pending=true")).isBetween(1, DETAIL);
        assertThat(statements(Site.device(id) + "availability/")).isBetween(1, AVAILABILITY);
        // one that has settings to be written, and came from nowhere else
        admin.put(
                        "/api/v1/inventory_device_setting/?parent_id=" + id,
                        Map.of("sysName", "wanted", "sysLocation", "there", "sysContact", "me"))
                .expect(200);
        assertThat(statements(Site.device(id))).isBetween(1, DETAIL);
        assertThat(admin.get(Site.device(id)).json().path("pending_details")).hasSize(3);
    }

    @Test
    void doNotGrowWithTheTable() {
        fill(0, 10);
        isWithinItsBudget();
        fill(10, 2000);
        isWithinItsBudget();
    }

    /** How many GETs the server has answered past JAX-RS. */
    private static long answeredQuickly() {
        return counter("inventory_quick_reads_total");
    }

    private static long counter(String name) {
        return admin.anonymous()
                .get("/metrics?scope=application")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .sum();
    }

    @Test
    void whatIsOrdinaryIsAnsweredPastJaxRs() {
        long device = second.register(second.device().put("hostname", "quick.example.net"))
                .id();
        String page = Site.DEVICES + "?organization=" + second.id() + "&status=0";
        admin.get(page).expect(200);
        long before = answeredQuickly();

        admin.get(page).expect(200);
        admin.get(Site.device(device)).expect(200);
        assertThat(answeredQuickly()).isEqualTo(before + 2);

        admin.get(page, "Accept", "application/json;q=0.9").expect(200);
        admin.get(Site.device(device), "Accept", "application/json;q=0.9").expect(200);
        admin.get(Site.device(999_999_999)).expect(404);
        admin.get(page + "&export=csv").expect(200);
        admin.get(page + "&search=a").expect(200);
        assertThat(answeredQuickly()).isEqualTo(before + 2);
    }

    /** On PostgreSQL alone: Derby does not say of a row whether it has changed. */
    @Test
    void aPageThatHasNotChangedIsNotReadAgain() {
        second.register(second.device().put("hostname", "known.example.net"));
        String page = Site.DEVICES + "?organization=" + second.id() + "&status=0&limit=100";
        long device = admin.get(page)
                .expect(200)
                .json()
                .path("results")
                .path(0)
                .path("id")
                .asLong();
        long before = counter(UNCHANGED);
        boolean onPostgresql = TestDatabase.current() == TestDatabase.POSTGRESQL;

        // of the embedded database it is known that nobody has written to it
        assertThat(statementsOfOne(page)).isEqualTo(onPostgresql ? 1 : 0);
        assertThat(counter(UNCHANGED) - before).isEqualTo(1);
        assertThat(statementsOfOne(Site.device(device))).as("in no box").isEqualTo(1);

        admin.patch(Site.device(device), Map.of("location", "Rack 14")).expect(200);
        assertThat(statementsOfOne(page)).isEqualTo(onPostgresql ? 2 : 1);
        assertThat(counter(UNCHANGED) - before).isEqualTo(1);
        assertThat(admin.get(page)
                        .expect(200)
                        .json()
                        .path("results")
                        .path(0)
                        .path("location")
                        .asText())
                .isEqualTo("Rack 14");
    }
}
