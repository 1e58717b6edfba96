package dev.inventory.platform.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Finds, or deletes, the rows in which a column has one of many values. PostgreSQL is given them as one array; Derby in portions of
 * one size, so that it compiles one statement and not one for every number of values.
 *
 * <p>PostgreSQL looks each value up by itself (a subquery with OFFSET is not merged into another plan), and plans anew
 * every time: of a table that is just being filled it knows nothing yet, and the plan that was best for a hundred rows
 * reads a million of them for every batch.
 */
public final class AnyOf {

    private static final int PORTION = 500;

    private AnyOf() {}

    /** Sees each row that was found. */
    @FunctionalInterface
    public interface Row {
        void read(ResultSet rows) throws SQLException;
    }

    /**
     * Runs a query and hands over its rows, in no order; in the caller's transaction.
     *
     * @param select ends with the name of the column; its own parameters are {@code first}
     * @param first the values of the parameters before the column, as texts
     * @param values texts or longs; none finds nothing
     */
    public static void query(Connection connection, String select, List<String> first, Collection<?> values, Row row)
            throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        List<?> all = List.copyOf(new LinkedHashSet<>(values)); // a value twice finds no row twice
        if (BulkInsert.isPostgresql(connection)) {
            postgresql(connection, select, first, all, row);
            return;
        }
        String marks = String.join(", ", Collections.nCopies(PORTION, "?"));
        try (PreparedStatement query = connection.prepareStatement(select + " IN (" + marks + ")")) {
            for (int from = 0; from < all.size(); from += PORTION) {
                List<Object> portion = new ArrayList<>(all.subList(from, Math.min(from + PORTION, all.size())));
                bind(query, 0, first);
                for (int i = 0; i < PORTION; i++) {
                    Object value = portion.get(Math.min(i, portion.size() - 1)); // a value twice finds no row twice
                    query.setObject(first.size() + 1 + i, value, value instanceof Long ? Types.BIGINT : Types.VARCHAR);
                }
                read(query, row);
            }
        }
    }

    /**
     * Deletes the rows in which a column has one of many values, in the caller's transaction.
     *
     * @param delete ends with the name of the column; before it there is one parameter, {@code first}
     * @return how many there were
     */
    public static int delete(Connection connection, String delete, long first, Collection<Long> values)
            throws SQLException {
        if (values.isEmpty()) {
            return 0;
        }
        if (BulkInsert.isPostgresql(connection)) {
            try (PreparedStatement statement = connection.prepareStatement(delete + " = ANY (?)")) {
                statement.setLong(1, first);
                statement.setArray(2, connection.createArrayOf("bigint", values.toArray()));
                return statement.executeUpdate();
            }
        }
        int deleted = 0;
        try (PreparedStatement statement = connection.prepareStatement(delete + " = ?")) {
            for (Long value : values) {
                statement.setLong(1, first);
                statement.setLong(2, value);
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                deleted += count;
            }
        }
        return deleted;
    }

    private static void postgresql(Connection connection, String select, List<String> first, List<?> values, Row row)
            throws SQLException {
        try (Statement plan = connection.createStatement()) {
            plan.execute("SET LOCAL plan_cache_mode = force_custom_plan");
        }
        String type = values.get(0) instanceof Long ? "bigint" : "text";
        try (PreparedStatement query = connection.prepareStatement("SELECT found.* FROM unnest(CAST(? AS " + type
                + "[])) AS wanted (one) CROSS JOIN LATERAL (" + select + " = wanted.one OFFSET 0) AS found")) {
            query.setArray(1, connection.createArrayOf(type, values.toArray()));
            bind(query, 1, first);
            read(query, row);
        }
    }

    private static void bind(PreparedStatement query, int before, List<String> first) throws SQLException {
        for (int i = 0; i < first.size(); i++) {
            query.setString(before + i + 1, first.get(i));
        }
    }

    private static void read(PreparedStatement query, Row row) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                row.read(rows);
            }
        }
    }
}
