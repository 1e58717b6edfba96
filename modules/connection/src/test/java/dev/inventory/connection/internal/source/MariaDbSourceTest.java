package dev.inventory.connection.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.inventory.connection.internal.source.SourceSettings.Pagination;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same source as for PostgreSQL, on a real MariaDB. */
class MariaDbSourceTest {

    private static final int ROWS = 5_000;

    private static @Nullable MariaDbServer server;

    private final List<String> records = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Optional<Path> installation = MariaDbServer.installation();
        assumeTrue(
                installation.isPresent(),
                "there is no MariaDB on this machine: install mariadb-server-core, or name where it was unpacked by"
                        + " INVENTORY_TEST_MARIADB");
        server = MariaDbServer.start(
                installation.get(),
                directory,
                List.of(
                        "CREATE TABLE `shelf stock` (sku VARCHAR(20) PRIMARY KEY, n DECIMAL(10,2), active BIT,"
                                + " place VARCHAR(40));",
                        "INSERT INTO `shelf stock` SELECT CONCAT('M-', seq), seq % 1000, seq % 2, CONCAT('Gang ', seq % 9)"
                                + " FROM seq_1_to_" + ROWS + ";"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void readsATableRowByRow() throws SourceFailure {
        assertThat(read(settings("shelf stock", null, MariaDbServer.PASSWORD))).isTrue();

        assertThat(records).hasSize(ROWS).contains("M-1 1.00 Gang 1", "M-5000 0.00 Gang 5");
    }

    @Test
    void readsASelect() throws SourceFailure {
        assertThat(read(settings(
                        null,
                        "SELECT sku, n, place FROM `shelf stock` WHERE n < 2 ORDER BY sku",
                        MariaDbServer.PASSWORD)))
                .isTrue();

        assertThat(records).hasSize(2 * ROWS / 1000).startsWith("M-1 1.00 Gang 1");
    }

    @Test
    void writesNothing() {
        assertThatThrownBy(() ->
                        read(settings(null, "SELECT 1 INTO OUTFILE '/tmp/never-written'", MariaDbServer.PASSWORD)))
                .isInstanceOf(SourceFailure.class);
        assertThat(Path.of("/tmp/never-written")).doesNotExist();
    }

    @Test
    void tellsWrongLoginsFromWrongQuestions() {
        assertThatThrownBy(() -> read(settings("shelf stock", null, "wrong-one-6")))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATE);
                    assertThat(failure.sentence()).doesNotContain("wrong-one-6");
                });
        assertThatThrownBy(() -> read(settings("nowhere", null, MariaDbServer.PASSWORD)))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.READ);
                    assertThat(failure.sentence()).contains("nowhere").doesNotContain(MariaDbServer.PASSWORD);
                });
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        assertThatThrownBy(() -> read(settings(null, "SELECT SLEEP(30) AS sku", MariaDbServer.PASSWORD)))
                .isInstanceOf(SourceFailure.class);
    }

    private boolean read(SourceSettings settings) throws SourceFailure {
        CheckedAddresses addresses = new CheckedAddresses(address -> Optional.empty(), InetAddress::getAllByName);
        try (DatabaseSource source = new DatabaseSource(settings, addresses, time -> {})) {
            return source.read(new Reading() {
                @Override
                public boolean record(SourceRecord record, long number) {
                    records.add(record.value("sku") + " " + record.value("N") + " " + record.value("place"));
                    return true;
                }

                @Override
                public void broken(String name, String why) {
                    throw new AssertionError(name + ": " + why);
                }
            });
        }
    }

    private static SourceSettings settings(@Nullable String table, @Nullable String query, String password) {
        return new SourceSettings(
                "",
                "basic",
                Map.of("password", password),
                false,
                Duration.ofSeconds(5),
                0,
                "mariadb",
                "127.0.0.1",
                server == null ? 0 : server.port(),
                MariaDbServer.DATABASE,
                MariaDbServer.USER,
                new SourceSettings.Shape(
                        "json",
                        null,
                        new Pagination("none", "", "", "", 0, 0),
                        Map.of(),
                        "",
                        "",
                        table,
                        query,
                        500,
                        Duration.ofSeconds(2)));
    }
}
