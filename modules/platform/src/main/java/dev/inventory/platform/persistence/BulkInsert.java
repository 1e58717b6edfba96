package dev.inventory.platform.persistence;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows into one table, in the caller's transaction. PostgreSQL is sent one statement with an array for each
 * column, which costs it a fraction of a statement for each row; Derby, which is in the same process, gets a batch.
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

        private final String postgresql;
        private final int jdbc;

        SqlType(String postgresql, int jdbc) {
            this.postgresql = postgresql;
            this.jdbc = jdbc;
        }
    }

    /** A column and what it holds. */
    public record Column(String name, SqlType type) {}

    private final List<Column> columns;
    private final String single;
    private final String many;

    /** The names are the module's own and go into the statement as they are. */
    public BulkInsert(String table, Column... columns) {
        this.columns = List.of(columns);
        String into = "INSERT INTO " + table + " ("
                + this.columns.stream().map(Column::name).collect(Collectors.joining(", ")) + ") ";
        this.single = into + "VALUES (" + String.join(", ", Collections.nCopies(columns.length, "?")) + ")";
        this.many = into + "SELECT * FROM unnest("
                + this.columns.stream()
                        .map(column -> "CAST(? AS " + column.type().postgresql + "[])")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** @param rows values in the order of the columns */
    public void write(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (isPostgresql(connection)) {
            arrays(connection, rows);
        } else {
            batch(connection, rows);
        }
    }

    /** Whether statements of PostgreSQL alone may be used on it. */
    public static boolean isPostgresql(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }

    private void arrays(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(many)) {
            for (int column = 0; column < columns.size(); column++) {
                SqlType type = columns.get(column).type();
                @Nullable Object[] values = new @Nullable Object[rows.size()];
                for (int row = 0; row < values.length; row++) {
                    Object value = rows.get(row)[column];
                    values[row] = value instanceof Instant instant
                            ? LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC)
                                    .toString()
                            : value;
                }
                Array array = connection.createArrayOf(type.postgresql, values);
                insert.setArray(column + 1, array);
            }
            insert.executeUpdate();
        }
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

    private static void set(PreparedStatement insert, int index, SqlType type, @Nullable Object value)
            throws SQLException {
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
