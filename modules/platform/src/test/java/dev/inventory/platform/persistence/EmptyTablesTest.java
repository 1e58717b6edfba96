package dev.inventory.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmptyTablesTest {

    private final DerbyInMemory derby = new DerbyInMemory();
    private final EmptyTables tables = new EmptyTables();

    /** As those who write to the table would tell. */
    private @Nullable String version = "1";

    @BeforeEach
    void table() throws SQLException {
        derby.execute("CREATE TABLE thing (id BIGINT PRIMARY KEY)");
        tables.database = derby.database();
        tables.versions = names -> Optional.ofNullable(version);
    }

    @AfterEach
    void drop() {
        derby.close();
    }

    private boolean isEmpty() {
        return tables.among(List.of("thing")).contains("thing");
    }

    @Test
    void aTableWithoutRowsIsEmptyUntilSomebodyWritesToIt() throws SQLException {
        assertThat(isEmpty()).as("nobody has looked").isFalse();
        tables.look();
        assertThat(isEmpty()).isTrue();

        version = null; // somebody writes
        assertThat(isEmpty()).isFalse();
        tables.look();
        assertThat(isEmpty()).isFalse();
        derby.execute("INSERT INTO thing VALUES (1)");
        version = "2";
        assertThat(isEmpty()).isFalse();
        tables.look();
        assertThat(isEmpty()).isFalse();
    }

    @Test
    void aWriteThatLeftNoRowIsForgotten() {
        assertThat(isEmpty()).isFalse();
        tables.look();
        version = "2";
        assertThat(isEmpty()).isFalse();

        tables.look();

        assertThat(isEmpty()).isTrue();
    }

    @Test
    void aTableThatHadRowsIsTakenToHaveSome() throws SQLException {
        derby.execute("INSERT INTO thing VALUES (1)");
        assertThat(isEmpty()).isFalse();
        tables.look();
        derby.execute("DELETE FROM thing");
        version = "2";

        tables.look();

        assertThat(isEmpty()).isFalse();
    }

    /** The test fails by waiting for a lock. */
    @Test
    void whoWritesIsNotWaitedFor() throws SQLException {
        assertThat(isEmpty()).isFalse();
        try (Connection writer = derby.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO thing VALUES (1)");

            tables.look();

            assertThat(isEmpty()).isFalse();
            writer.rollback();
        }
    }
}
