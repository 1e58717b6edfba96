package dev.inventory.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToldWritesTest {

    static {
        System.setProperty("derby.stream.error.file", "target/derby.log");
    }

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = ToldWrites.of(() -> DriverManager.getConnection("jdbc:derby:memory:told;create=true"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE thing (id INT PRIMARY KEY)");
        }
        connection.setAutoCommit(false);
    }

    @AfterEach
    void drop() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE thing");
        }
        connection.close();
    }

    private static Optional<String> version() {
        return TableWrites.version(List.of("thing"));
    }

    @Test
    void aPreparedWriteIsToldFromItsExecutionToTheEndOfItsTransaction() throws SQLException {
        String before = version().orElseThrow();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO thing VALUES (?)")) {
            insert.setInt(1, 1);
            assertThat(version()).contains(before);
            insert.addBatch();
            insert.executeBatch();
        }
        assertThat(version()).isEmpty();
        connection.setAutoCommit(false); // as it was: that ends nothing
        Savepoint savepoint = connection.setSavepoint();
        connection.rollback(savepoint);
        assertThat(version()).isEmpty();

        connection.commit();

        assertThat(version()).isPresent().isNotEqualTo(Optional.of(before));
    }

    @Test
    void aBatchOfTextsIsToldWhenItIsExecuted() throws SQLException {
        Optional<String> before = version();
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO thing VALUES (1)");
            connection.commit();
            assertThat(version()).isEqualTo(before);
            statement.executeBatch();
            assertThat(version()).isEmpty();
        }
        connection.commit();
        assertThat(version()).isPresent().isNotEqualTo(before);
    }

    /** Derby does not close a connection in the middle of a transaction. */
    @Test
    void whatFailsEndsNothing() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO thing VALUES (1)");
        }

        assertThatThrownBy(connection::close).isInstanceOf(SQLException.class);

        assertThat(version()).isEmpty();
        connection.commit();
        assertThat(version()).isPresent();
    }

    @Test
    void whatIsRolledBackHasEndedToo() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO thing VALUES (1)");
        }
        assertThat(version()).isEmpty();

        connection.rollback();

        assertThat(version()).isPresent();
    }

    @Test
    void outsideOfATransactionAWriteHasEndedWithItsStatementAlsoIfItFails() throws SQLException {
        connection.setAutoCommit(true);
        String before = version().orElseThrow();
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO thing VALUES (1)");
            String after = version().orElseThrow();
            assertThat(after).isNotEqualTo(before);

            assertThatThrownBy(() -> statement.execute("INSERT INTO thing VALUES (1)"))
                    .isInstanceOf(SQLException.class);
            assertThat(version()).isPresent();
        }
        connection.setAutoCommit(false);
    }

    private void insert(int from, int to) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO thing VALUES (?)")) {
            for (int i = from; i < to; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Test
    void afterALargeTransactionAnotherConnectionIsBehindIt() throws SQLException {
        Connection first = connection.unwrap(Connection.class);
        insert(0, 10);
        assertThat(connection.unwrap(Connection.class)).isSameAs(first);
        connection.setAutoCommit(false);

        insert(10, 1000);

        assertThat(connection.unwrap(Connection.class)).isNotSameAs(first);
        assertThat(first.isClosed()).isTrue();
        assertThat(version()).isPresent();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM thing")).isEqualTo(1000);
        }
        assertThat(version()).isEmpty();
    }

    @Test
    void whatIsReadIsNotTold() throws SQLException {
        Optional<String> before = version();
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM thing");
                Statement statement = connection.createStatement()) {
            select.executeQuery().close();
            statement.executeQuery("SELECT id FROM thing").close();
        }
        assertThat(version()).isEqualTo(before);
        connection.commit();
        assertThat(version()).isEqualTo(before);
    }
}
