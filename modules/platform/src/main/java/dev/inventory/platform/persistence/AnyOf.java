package dev.inventory.platform.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds, or deletes, the rows in which a column has one of many values. PostgreSQL is given them as one array. Derby is asked
 * for each by itself, which costs it a walk down an index: a list of them it answers from all rows between the lowest and
 * the highest, and the more there are, the longer that takes.
 *
 * <p>PostgreSQL looks each value up by itself, too: a subquery with OFFSET is not merged into another plan, and of the
 * plans for it none that reads the table is taken.
 */
public final class AnyOf {

    /** Whole, of those that are executed often: a driver that has seen this very object need not read it again. */
    private static final Map<String, String> OFTEN_ON_DERBY = new ConcurrentHashMap<>();

    private static final Map<String, String> OFTEN_ON_POSTGRESQL = new ConcurrentHashMap<>();

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
            String whole = unnested("CAST(? AS " + type(all) + "[])", select);
            int unused = QueryPlan.byKey(connection, () -> postgresql(connection, whole, first, all, row));
            return;
        }
        eachByItself(connection, one(select), first, all, row);
    }

    /**
     * The same for what is asked all the time and outside of transactions: PostgreSQL makes no plan for it alone, but keeps
     * one.
     *
     * @param select ends with the name of the column, which is always of one type, and has no parameters; one of few
     */
    public static void queryOften(Connection connection, String select, Collection<?> values, Row row)
            throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        List<?> all = List.copyOf(new LinkedHashSet<>(values));
        if (BulkInsert.isPostgresql(connection)) {
            // seen as a value, the array would have a plan made for the number of its elements, time and again
            String array = "(SELECT CAST(? AS " + type(all) + "[]))";
            String whole = OFTEN_ON_POSTGRESQL.computeIfAbsent(select, one -> unnested(array, one));
            int unused = postgresql(connection, whole, List.of(), all, row);
        } else {
            eachByItself(connection, OFTEN_ON_DERBY.computeIfAbsent(select, AnyOf::one), List.of(), all, row);
        }
    }

    private static String one(String select) {
        return select + " = ?";
    }

    private static void eachByItself(Connection connection, String select, List<String> first, List<?> all, Row row)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(select)) {
            for (Object value : all) {
                bind(query, 0, first);
                query.setObject(first.size() + 1, value, value instanceof Long ? Types.BIGINT : Types.VARCHAR);
                int unused = read(query, row);
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
            return QueryPlan.byKey(connection, () -> deleteAny(connection, delete, first, values));
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

    private static String type(List<?> values) {
        return values.get(0) instanceof Long ? "bigint" : "text";
    }

    private static String unnested(String array, String select) {
        return "SELECT found.* FROM unnest(" + array + ") AS wanted (one) CROSS JOIN LATERAL (" + select
                + " = wanted.one OFFSET 0) AS found";
    }

    private static int deleteAny(Connection connection, String delete, long first, Collection<Long> values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete + " = ANY (?)")) {
            statement.setLong(1, first);
            statement.setArray(2, connection.createArrayOf("bigint", values.toArray(Long[]::new)));
            return statement.executeUpdate();
        }
    }

    /** @return how many rows there were */
    private static int postgresql(Connection connection, String select, List<String> first, List<?> values, Row row)
            throws SQLException {
        Object[] array = values.get(0) instanceof Long ? values.toArray(Long[]::new) : values.toArray(String[]::new);
        try (PreparedStatement query = connection.prepareStatement(select)) {
            query.setArray(1, connection.createArrayOf(type(values), array));
            bind(query, 1, first);
            return read(query, row);
        }
    }

    private static void bind(PreparedStatement query, int before, List<String> first) throws SQLException {
        for (int i = 0; i < first.size(); i++) {
            query.setString(before + i + 1, first.get(i));
        }
    }

    private static int read(PreparedStatement query, Row row) throws SQLException {
        int count = 0;
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                row.read(rows);
                count++;
            }
        }
        return count;
    }
}
