package dev.inventory.platform.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows into one table, in the caller's transaction. PostgreSQL is sent them as a copy; a few of them, or
 * where that is not to be had, as one statement with an array for each column, which costs it a fraction of a statement
 * for each row, and what is the same in all rows only once. Derby, which is in the same process, gets a batch.
 */
public final class BulkInsert {

    /** What a column holds. */
    public enum SqlType {
        TEXT("text", Types.VARCHAR),
        INTEGER("integer", Types.INTEGER),
        BIGINT("bigint", Types.BIGINT),
        BOOLEAN("boolean", Types.BOOLEAN),
        /** An {@link Instant}, kept in UTC. */
        INSTANT("timestamp", Types.TIMESTAMP);

        final String postgresql;
        final int jdbc;

        SqlType(String postgresql, int jdbc) {
            this.postgresql = postgresql;
            this.jdbc = jdbc;
        }
    }

    /** A column and what it holds. */
    public record Column(String name, SqlType type) {}

    private final String table;
    private final List<Column> columns;
    private final String into;
    private final String single;
    private final BulkCopy copy;
    private final BulkCopy numberedCopy;

    /** The names are the module's own and go into the statement as they are. */
    public BulkInsert(String table, Column... columns) {
        this.table = table;
        this.columns = List.of(columns);
        this.into = "INSERT INTO " + table + " ("
                + this.columns.stream().map(Column::name).collect(Collectors.joining(", ")) + ") ";
        this.copy = new BulkCopy(table, this.columns);
        List<Column> withId = new ArrayList<>(List.of(new Column("id", SqlType.BIGINT)));
        withId.addAll(this.columns);
        this.numberedCopy = new BulkCopy(table, withId);
        this.single = into + "VALUES (" + String.join(", ", Collections.nCopies(columns.length, "?")) + ")";
    }

    /** @param rows values in the order of the columns */
    public void write(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (!isPostgresql(connection)) {
            batch(connection, rows);
        } else if (rows.size() >= BulkCopy.WORTH && BulkCopy.isPossible(connection)) {
            copy.write(connection, rows);
        } else {
            arrays(connection, rows, "");
        }
    }

    /** Takes the number that the database gave to a row. */
    @FunctionalInterface
    public interface Numbered {
        void row(String key, long id) throws SQLException;
    }

    /**
     * Inserts rows of a table that numbers them itself, in {@code id}, and hands over the numbers, in no order.
     *
     * @param rows values in the order of the columns
     * @param where true of all these rows; with it the key finds each and no other. It may be empty
     * @param key a column of texts of which no two rows have the same
     */
    public void writeNumbered(
            Connection connection, List<@Nullable Object[]> rows, String where, String key, Numbered numbered)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int place = columns.stream().map(Column::name).toList().indexOf(key);
        if (isPostgresql(connection)) {
            if (rows.size() >= BulkCopy.WORTH && BulkCopy.isPossible(connection)) {
                copyNumbered(connection, rows, place, numbered);
            } else {
                insertNumbered(connection, rows, key, numbered);
            }
            return;
        }
        batch(connection, rows);
        List<@Nullable Object> keys = new ArrayList<>(rows.size());
        rows.forEach(row -> keys.add(row[place]));
        AnyOf.query(
                connection,
                "SELECT id, " + key + " FROM " + table + " WHERE " + (where.isEmpty() ? "" : where + " AND ") + key,
                List.of(),
                keys,
                row -> numbered.row(row.getString(2), row.getLong(1)));
    }

    /** A copy tells nothing of its rows, so they are numbered first. */
    private void copyNumbered(Connection connection, List<@Nullable Object[]> rows, int key, Numbered numbered)
            throws SQLException {
        List<@Nullable Object[]> withId = new ArrayList<>(rows.size());
        try (PreparedStatement next = connection.prepareStatement(
                "SELECT nextval(pg_get_serial_sequence('" + table + "', 'id')) FROM generate_series(1, ?)")) {
            next.setInt(1, rows.size());
            try (ResultSet ids = next.executeQuery()) {
                for (@Nullable Object[] row : rows) {
                    ids.next();
                    @Nullable Object[] wider = new @Nullable Object[row.length + 1];
                    wider[0] = ids.getLong(1);
                    System.arraycopy(row, 0, wider, 1, row.length);
                    withId.add(wider);
                }
            }
        }
        numberedCopy.write(connection, withId);
        for (@Nullable Object[] row : withId) {
            numbered.row(String.valueOf(row[key + 1]), (Long) Objects.requireNonNull(row[0]));
        }
    }

    private void insertNumbered(Connection connection, List<@Nullable Object[]> rows, String key, Numbered numbered)
            throws SQLException {
        boolean[] alike = alike(rows);
        try (PreparedStatement insert = connection.prepareStatement(many(alike) + " RETURNING id, " + key)) {
            bind(connection, insert, rows, alike);
            try (ResultSet written = insert.executeQuery()) {
                while (written.next()) {
                    numbered.row(written.getString(2), written.getLong(1));
                }
            }
        }
    }

    /** Whether statements of PostgreSQL alone may be used on it. */
    public static boolean isPostgresql(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }

    /** @param then what follows the statement, such as what to do about rows that are there already */
    void arrays(Connection connection, List<@Nullable Object[]> rows, String then) throws SQLException {
        boolean[] alike = alike(rows);
        try (PreparedStatement insert = connection.prepareStatement(many(alike) + then)) {
            bind(connection, insert, rows, alike);
            insert.executeUpdate();
        }
    }

    /** Which columns hold one value in all rows. One does not in any case: the number of rows is that of its array. */
    private boolean[] alike(List<@Nullable Object[]> rows) {
        boolean[] alike = new boolean[columns.size()];
        boolean all = true;
        for (int column = 0; column < alike.length; column++) {
            Object first = rows.get(0)[column];
            int row = 1;
            while (row < rows.size() && Objects.equals(first, rows.get(row)[column])) {
                row++;
            }
            alike[column] = row == rows.size();
            all &= alike[column];
        }
        alike[0] &= !all;
        return alike;
    }

    private String many(boolean[] alike) {
        List<String> selected = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column = 0; column < alike.length; column++) {
            String name = "c" + column;
            String type = columns.get(column).type().postgresql;
            selected.add(alike[column] ? "CAST(? AS " + type + ")" : "rows." + name);
            if (!alike[column]) {
                arrays.add("CAST(? AS " + type + "[])");
                names.add(name);
            }
        }
        return into + "SELECT " + String.join(", ", selected) + " FROM unnest(" + String.join(", ", arrays)
                + ") AS rows (" + String.join(", ", names) + ")";
    }

    /** First what is alike, since it stands first in the statement; then the arrays. */
    private void bind(Connection connection, PreparedStatement insert, List<@Nullable Object[]> rows, boolean[] alike)
            throws SQLException {
        int index = 0;
        for (int column = 0; column < alike.length; column++) {
            if (alike[column]) {
                set(insert, ++index, columns.get(column).type(), rows.get(0)[column]);
            }
        }
        for (int column = 0; column < alike.length; column++) {
            if (!alike[column]) {
                SqlType type = columns.get(column).type();
                insert.setArray(++index, connection.createArrayOf(type.postgresql, values(rows, column, type)));
            }
        }
    }

    /** The values of a column, as an array of PostgreSQL takes them: of their own type, which the driver sends as it is. */
    static @Nullable Object[] values(List<@Nullable Object[]> rows, int column, SqlType type) {
        @Nullable
        Object[] values =
                switch (type) {
                    case TEXT, INSTANT -> new @Nullable String[rows.size()];
                    case INTEGER -> new @Nullable Integer[rows.size()];
                    case BIGINT -> new @Nullable Long[rows.size()];
                    case BOOLEAN -> new @Nullable Boolean[rows.size()];
                };
        for (int row = 0; row < values.length; row++) {
            Object value = rows.get(row)[column];
            values[row] = value instanceof Instant instant ? BulkCopy.timestamp(instant) : value;
        }
        return values;
    }

    private void batch(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(single)) {
            for (@Nullable Object[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    set(insert, column + 1, columns.get(column).type(), row[column]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void set(PreparedStatement insert, int index, SqlType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            insert.setNull(index, type.jdbc);
        } else if (value instanceof Instant instant) {
            SqlInstant.set(insert, index, instant);
        } else if (value instanceof Timestamp) {
            throw new IllegalArgumentException("Give an Instant");
        } else {
            insert.setObject(index, value, type.jdbc);
        }
    }
}
