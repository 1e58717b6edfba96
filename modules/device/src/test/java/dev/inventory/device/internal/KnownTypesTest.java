package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.DatabaseFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownTypesTest {

    private static final String URL = "jdbc:derby:memory:types";

    static {
        System.setProperty("derby.stream.error.file", "target/derby.log");
    }

    private final KnownTypes types = new KnownTypes();
    private int read;

    /** As those who write to the table would tell. */
    private Supplier<Optional<String>> version = () -> Optional.of("1");

    @BeforeEach
    void table() throws SQLException {
        DriverManager.getConnection(URL + ";create=true").close();
        execute("CREATE TABLE device_type (id BIGINT PRIMARY KEY, name VARCHAR(20), model VARCHAR(20),"
                + " manufacturer VARCHAR(20))");
        execute("INSERT INTO device_type VALUES (1, 'Router', 'R1', NULL)");
        types.versions = names -> version.get();
        types.database = new Database() {
            @Override
            public boolean isPostgresql() {
                return false;
            }

            @Override
            public <T extends @Nullable Object> T run(Work<T> work) {
                read++;
                try (Connection connection = DriverManager.getConnection(URL)) {
                    return work.on(connection);
                } catch (SQLException e) {
                    throw new DatabaseFailure(e);
                }
            }
        };
    }

    @AfterEach
    void drop() throws SQLException {
        execute("DROP TABLE device_type");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void areReadAgainWhenSomebodyHasWrittenToThem() throws SQLException {
        Map<String, @Nullable Object> router = KnownTypes.shown(1, "Router", "R1", null);
        assertThat(types.now()).isEqualTo(Map.of(1L, router));
        assertThat(types.now()).containsKey(1L);
        assertThat(read).isEqualTo(1);

        execute("UPDATE device_type SET name = 'Gateway'");
        version = () -> Optional.of("2");

        assertThat(types.now()).isEqualTo(Map.of(1L, KnownTypes.shown(1, "Gateway", "R1", null)));
        assertThat(read).isEqualTo(2);
    }

    @Test
    void areNotKnownWhileSomebodyWrites() {
        assertThat(types.now()).isNotEmpty();
        version = Optional::empty;
        assertThat(types.now()).isEmpty();
        assertThat(read).isEqualTo(1);
    }

    @Test
    void whatIsWrittenWhileTheyAreReadIsNotKept() {
        version = () -> Optional.of(String.valueOf(read));
        assertThat(types.now()).isEmpty();
    }

    @Test
    void tooManyAreNotKept() throws SQLException {
        StringBuilder rows = new StringBuilder("INSERT INTO device_type VALUES (2, 'two', NULL, NULL)");
        for (int i = 3; i < 1100; i++) {
            rows.append(", (").append(i).append(", 'more', NULL, NULL)");
        }
        execute(rows.toString());

        assertThat(types.now()).isEmpty();
        assertThat(types.now()).isEmpty();
        assertThat(read).isEqualTo(1);
    }
}
