package dev.inventory.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On Derby; what PostgreSQL is sent is seen by the system tests, which poll and operate on both databases. */
class BulkUpdateTest {

    private static final Column ID = new Column("id", SqlType.BIGINT);
    private static final Column NAME = new Column("name", SqlType.TEXT);
    private static final Column ADDED = new Column("added", SqlType.INTEGER);

    private final DerbyInMemory derby = new DerbyInMemory();

    @BeforeEach
    void table() throws SQLException {
        derby.execute("CREATE TABLE thing (id BIGINT PRIMARY KEY, name VARCHAR(20), added INTEGER)");
        derby.execute("INSERT INTO thing VALUES (1, 'one', 10), (2, NULL, 20), (3, 'three', 30)");
    }

    @AfterEach
    void drop() {
        derby.close();
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = derby.connect();
                ResultSet all = connection.createStatement().executeQuery("SELECT * FROM thing ORDER BY id")) {
            while (all.next()) {
                rows.add(all.getLong(1) + " " + all.getString(2) + " " + all.getInt(3));
            }
        }
        return rows;
    }

    @Test
    void updatesEachByItsOwnValuesAndSaysWhich() throws SQLException {
        var update = new BulkUpdate(
                "thing",
                "name = :name, added = added + :added",
                "id = :id AND (name IS NULL OR name <> :name)",
                ID,
                ADDED,
                NAME);
        boolean[] updated;
        try (Connection connection = derby.connect()) {
            updated = update.write(
                    connection, List.of(row(1L, 1, "uno"), row(9L, 1, "nine"), row(2L, 2, "due"), row(3L, 3, "three")));
        }
        assertThat(updated).containsExactly(true, false, true, false);
        assertThat(BulkUpdate.updated(List.of("a", "b", "c", "d"), updated)).containsExactly("a", "c");
        assertThat(BulkUpdate.missed(List.of("a", "b", "c", "d"), updated)).containsExactly("b", "d");
        assertThat(rows()).containsExactly("1 uno 11", "2 due 22", "3 three 30");
    }

    @Test
    void nothingIsNoStatement() throws SQLException {
        try (Connection connection = derby.connect()) {
            assertThat(new BulkUpdate("absent", "x = :id", "id = :id", ID).write(connection, List.of()))
                    .isEmpty();
        }
    }

    @Test
    void aValueThatIsNoneIsAMistake() {
        assertThatThrownBy(() -> new BulkUpdate("thing", "name = :nmae", "id = :id", ID, NAME))
                .hasMessage(":nmae");
    }

    @Test
    void upsertsWhatIsThereAndWhatIsNot() throws SQLException {
        var upsert = new BulkUpsert("thing", List.of(ID), List.of(NAME, ADDED));
        try (Connection connection = derby.connect()) {
            upsert.write(connection, List.of(row(4L, "four", 40), row(1L, null, 11)));
        }
        assertThat(rows()).containsExactly("1 null 11", "2 null 20", "3 three 30", "4 four 40");
    }
}
