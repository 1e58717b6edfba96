package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/** Starts that are no plain ones. */
@Isolated
class StartIT {

    @Test
    @EnabledIfSystemProperty(named = "inventory.test.database", matches = "derby", disabledReason = "once is enough")
    void aBadSettingEndsTheStart() {
        try (ServerProcess process = new ServerProcess("misconfigured", Map.of("inventory.poll.interval", "abc"))) {
            int code = process.start().awaitEnd();

            assertThat(code).isNotZero();
            List<String> log = process.log();
            assertThat(log.stream()
                            .filter(line -> line.contains("inventory.poll.interval")
                                    || line.contains("INVENTORY_POLL_INTERVAL")))
                    .singleElement()
                    .asString()
                    .contains("abc");
            assertThat(log).noneMatch(line -> line.strip().startsWith("at "));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "inventory.test.database", matches = "postgresql", disabledReason = "is embedded")
    void waitsForItsDatabase() throws Exception {
        int port = Ports.freeTcp();
        Map<String, String> settings = TestDatabase.connectionSettings(port, "postgres");
        try (ServerProcess process = new ServerProcess("waiting", settings)) {
            Api api = process.start().api();
            process.await("alive", () -> isAlive(api));

            api.get("/health/ready").expect(503);
            Answer rest = api.get(Site.DEVICES).expect(503);
            Answer box = api.get("/api/box/1").expect(503);
            assertThat(Json.names(rest.json())).contains("detail");
            assertThat(Json.names(box.json())).containsExactly("code", "body");
            assertThat(box.json().path("code").asInt()).isEqualTo(503);
            assertThat(rest.header("Retry-After")).isPresent();
            process.await("complaint", () -> !naming(process, port).isEmpty());

            try (EmbeddedPostgres database = TestDatabase.startPostgres(port)) {
                process.awaitReady();

                assertThat(database.getPort()).isEqualTo(port);
                Site site = Site.create(process.server(), "late");
                site.register();
                // said once, however long it took
                assertThat(naming(process, port).stream().filter(line -> line.contains("cannot be reached")))
                        .hasSize(1);
                assertThat(process.log()).noneMatch(line -> line.contains("postgres:postgres"));
                process.stop();
            }
        }
    }

    private static List<String> naming(ServerProcess process, int port) {
        return process.log().stream()
                .filter(line -> line.contains("127.0.0.1:" + port))
                .toList();
    }

    private static boolean isAlive(Api api) {
        try {
            return api.get("/health/live").status() == 200;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }
}
