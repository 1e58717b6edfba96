package dev.inventory.platform.persistence;

import dev.inventory.platform.persistence.BulkInsert.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Updates many rows of one table, each by values of its own, in the caller's transaction. As with {@link BulkInsert},
 * PostgreSQL is sent one statement with an array for each value and Derby a batch.
 *
 * <pre>{@code
 * new BulkUpdate("device", "name = :name, version = version + 1", "id = :id AND name <> :name",
 *         new Column("name", SqlType.TEXT), new Column("id", SqlType.BIGINT))
 * }</pre>
 */
public final class BulkUpdate {

    /** A value's name in the text of a statement; what stands before it is no other colon, which is a cast. */
    private static final Pattern VALUE = Pattern.compile("(?<!:):([a-z_]+)");

    private final List<Column> values;
    private final List<Integer> places;
    private final String single;
    private final String many;

    /**
     * The texts are the module's own and go into the statement as they are.
     *
     * @param set what follows SET, with {@code :name} for a value
     * @param where which row it is about, by values that no two rows of a batch have alike
     * @param values their names in these texts and what they hold
     */
    public BulkUpdate(String table, String set, String where, Column... values) {
        this.values = List.of(values);
        Map<String, Integer> placeOf = IntStream.range(0, values.length)
                .boxed()
                .collect(Collectors.toMap(place -> values[place].name(), Function.identity()));
        String update = "UPDATE " + table + " SET " + set;
        String condition = " WHERE " + where;
        Matcher found = VALUE.matcher(update + condition);
        this.places = found.results()
                .map(value -> Objects.requireNonNull(placeOf.get(value.group(1)), value::group))
                .toList();
        this.single = replaced(update + condition, value -> "?");
        this.many = replaced(update, value -> "new_rows.new_" + value.group(1))
                + " FROM unnest("
                + this.values.stream()
                        .map(value -> "CAST(? AS " + value.type().postgresql + "[])")
                        .collect(Collectors.joining(", "))
                + ") WITH ORDINALITY AS new_rows ("
                + this.values.stream().map(value -> "new_" + value.name()).collect(Collectors.joining(", "))
                + ", new_row)" + replaced(condition, value -> "new_rows.new_" + value.group(1))
                + " RETURNING new_rows.new_row";
    }

    private static String replaced(String text, Function<MatchResult, String> by) {
        return VALUE.matcher(text).replaceAll(by);
    }

    /**
     * Updates the rows that are there.
     *
     * @param rows values in their order
     * @return which of them were updated, by their places
     */
    public boolean[] write(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new boolean[0];
        }
        return BulkInsert.isPostgresql(connection)
                ? QueryPlan.byKey(connection, () -> arrays(connection, rows))
                : batch(connection, rows);
    }

    /** Those of the objects, one for each row, whose row was updated by what {@link #write} says. */
    public static <T> List<T> updated(List<T> of, boolean[] updated) {
        return those(of, updated, true);
    }

    /** The others. */
    public static <T> List<T> missed(List<T> of, boolean[] updated) {
        return those(of, updated, false);
    }

    private static <T> List<T> those(List<T> of, boolean[] updated, boolean wanted) {
        List<T> found = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == wanted) {
                found.add(of.get(i));
            }
        }
        return found;
    }

    private boolean[] arrays(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        boolean[] updated = new boolean[rows.size()];
        try (PreparedStatement update = connection.prepareStatement(many)) {
            for (int column = 0; column < values.size(); column++) {
                BulkInsert.SqlType type = values.get(column).type();
                update.setArray(
                        column + 1, connection.createArrayOf(type.postgresql, BulkInsert.values(rows, column, type)));
            }
            try (ResultSet places = update.executeQuery()) {
                while (places.next()) {
                    updated[places.getInt(1) - 1] = true;
                }
            }
        }
        return updated;
    }

    private boolean[] batch(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        boolean[] updated = new boolean[rows.size()];
        try (PreparedStatement update = connection.prepareStatement(single)) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < places.size(); i++) {
                    int place = places.get(i);
                    BulkInsert.set(update, i + 1, values.get(place).type(), row[place]);
                }
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                updated[i] = counts[i] == 1;
            }
        }
        return updated;
    }
}
