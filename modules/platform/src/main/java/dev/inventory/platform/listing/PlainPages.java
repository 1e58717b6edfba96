package dev.inventory.platform.listing;

import dev.inventory.platform.listing.Criteria.AnyValue;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SqlInstant;
import dev.inventory.platform.persistence.TableVersions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows and the count of a page by one SQL statement past JPA, where a list says how and the request asks for no
 * more: values of columns that the tally counts by, in the order of the ids. That is what is asked for most.
 */
@ApplicationScoped
class PlainPages {

    @Inject
    Database database;

    @Inject
    TableVersions tables;

    /**
     * Some rows of a list.
     *
     * @param count of all that match
     * @param rows the columns of the shown fields; one row more than the page has if there are more
     * @param versions what {@link PageVersions} tells of these rows; without a meaning unless it was asked for
     */
    record Read(long count, List<Object[]> rows, String versions) {}

    /** A statement in the making: its text, and the values of its parameters in their order. */
    private static final class Sql {
        private final StringBuilder text = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Sql add(String more) {
            text.append(more);
            return this;
        }

        Sql bind(Object value) {
            text.append('?');
            values.add(value);
            return this;
        }
    }

    /**
     * The place of a first page with the fields that are shown unasked, if it asks for no more than is read here and has
     * one value of each column; on PostgreSQL, if an index leads to it.
     */
    Optional<PagePlace> place(ListQuery query) {
        if (query.offset() > 0 || !query.named().isEmpty()) {
            return Optional.empty();
        }
        return plain(query).flatMap(plain -> {
            List<AnyValue> keys = database.isPostgresql()
                    ? index(plain.table(), plain.wanted())
                    : plain.wanted().stream()
                            .filter(each -> isOneKey(each.values()))
                            .toList();
            return !keys.isEmpty() && keys.size() == plain.wanted().size()
                    ? Optional.of(PagePlace.of(
                            query.listing(), keys, query.ordering().get(0).descending(), query.limit()))
                    : Optional.empty();
        });
    }

    /** A request that is read here. */
    private record Plain(PlainTable table, Tally tally, List<AnyValue> wanted) {}

    private static Optional<Plain> plain(ListQuery query) {
        PlainTable table = query.listing().table();
        Tally tally = query.listing().tally();
        return table == null || tally == null
                ? Optional.empty()
                : query.criteria()
                        .onlyValues()
                        .filter(wanted -> isPlain(query, tally, wanted))
                        .map(wanted -> new Plain(table, tally, wanted));
    }

    /** The rows of an offset page; nothing if it asks for more than is read here. */
    Optional<Read> read(ListQuery query) {
        return read(query, false);
    }

    /** The same, with the versions of the rows, or on Derby of the tables if they were written to by nobody meanwhile. */
    Optional<Read> readWithVersions(ListQuery query) {
        PlainTable table = query.listing().table();
        Tally tally = query.listing().tally();
        if (table == null || tally == null || database.isPostgresql()) {
            return read(query, true);
        }
        // Who puts a tally's rows together leaves its sums as they are, but not while they are being read.
        List<String> read = new ArrayList<>(table.names());
        read.add(tally.table());
        Optional<String> before = tables.version(read);
        String version = tables.version(table.names()).orElse("");
        return read(query, false).map(found -> {
            boolean same = before.isPresent() && before.equals(tables.version(read));
            return new Read(found.count(), found.rows(), same ? version : "");
        });
    }

    private Optional<Read> read(ListQuery query, boolean versions) {
        return plain(query).map(plain -> {
            if (query.offset() > 0) {
                // behind the last row there is none to tell the count, and all would be read to find that out
                Sql counting = new Sql();
                count(counting, plain);
                long count = run(counting, found -> found.next() ? found.getLong(1) : 0L);
                if (query.offset() >= count) {
                    return new Read(count, List.of(), "");
                }
            }
            return run(statement(query, plain, versions), found -> rows(found, query.shown(), versions));
        });
    }

    private interface Reading<T> {
        T of(ResultSet found) throws SQLException;
    }

    private <T> T run(Sql sql, Reading<T> reading) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.text.toString())) {
                for (int i = 0; i < sql.values.size(); i++) {
                    select.setObject(i + 1, sql.values.get(i));
                }
                try (ResultSet found = select.executeQuery()) {
                    return reading.of(found);
                }
            }
        });
    }

    private static boolean isPlain(ListQuery query, Tally tally, List<AnyValue> wanted) {
        return query.counted()
                && !query.listing().isCompleted()
                && query.ordering().size() == 1
                && query.ordering().get(0).field().path().equals(query.listing().idPath())
                && wanted.stream().allMatch(each -> tally.columns().containsKey(each.path()))
                && query.shown().stream().allMatch(field -> query.listing().isPlain(field));
    }

    private Sql statement(ListQuery query, Plain plain, boolean versions) {
        PlainTable table = plain.table();
        List<AnyValue> wanted = plain.wanted();
        Sql sql = new Sql().add("SELECT (");
        count(sql, plain);
        sql.add(")");
        for (Listing.Field field : query.shown()) {
            sql.add(", ").add(PlainTable.column(field.path()));
        }
        if (versions) {
            sql.add(", " + PageVersions.SERVER + ", ").add(table.version());
        }
        sql.add(" FROM ").add(table.from());
        Order byId = query.ordering().get(0);
        List<AnyValue> index = index(table, wanted);
        List<AnyValue> others = new ArrayList<>(wanted);
        others.removeAll(index);
        String and = " WHERE ";
        if (!index.isEmpty()) {
            range(sql.add(and), index);
            and = " AND ";
        }
        for (AnyValue each : others) {
            any(sql.add(and), PlainTable.column(each.path()), each.values());
            and = " AND ";
        }
        sql.add(" ORDER BY ");
        for (AnyValue each : index) {
            sql.add(PlainTable.column(each.path())).add(byId.descending() ? " DESC, " : ", ");
        }
        sql.add(PlainTable.column(byId.field().path())).add(byId.descending() ? " DESC" : "");
        if (query.offset() > 0) {
            sql.add(" OFFSET " + query.offset() + " ROWS");
        }
        sql.add(" FETCH FIRST " + (query.limit() + 1) + " ROWS ONLY");
        return sql;
    }

    /**
     * The conditions that lead into one place of an index in which the rows stand in the order of their ids. PostgreSQL
     * would rather read all devices in the order of the ids until enough of them match, since it takes them to be spread
     * evenly; but who was registered together has ids that follow each other, and those of an organization may be the
     * last. Ordered by the index's columns there is no other index to read.
     */
    private List<AnyValue> index(PlainTable table, List<AnyValue> wanted) {
        if (!database.isPostgresql()) {
            return List.of(); // Derby takes the index
        }
        for (List<String> paths : table.indexes()) {
            List<AnyValue> found = new ArrayList<>();
            for (String path : paths) {
                wanted.stream()
                        .filter(each -> each.path().equals(path) && isOneKey(each.values()))
                        .findFirst()
                        .ifPresent(found::add);
            }
            if (found.size() == paths.size()) {
                return found;
            }
        }
        return List.of();
    }

    private static void count(Sql sql, Plain plain) {
        sql.add("SELECT SUM(c.tally) FROM ").add(plain.tally().table()).add(" c");
        String and = " WHERE ";
        for (AnyValue each : plain.wanted()) {
            String column = String.valueOf(plain.tally().columns().get(each.path()));
            any(sql.add(and), "c." + PlainTable.column(column), each.values());
            and = " AND ";
        }
    }

    private static boolean isOneKey(List<Object> values) {
        return values.size() == 1 && (values.get(0) instanceof Long || values.get(0) instanceof Boolean);
    }

    /**
     * As two bounds: of a column that equals something PostgreSQL knows that no order can depend on it. The values stand in
     * subqueries, since one that it sees may have a plan made for it alone, which takes longer than to read the page.
     */
    private static void range(Sql sql, List<AnyValue> index) {
        String columns =
                index.stream().map(each -> PlainTable.column(each.path())).collect(Collectors.joining(", ", "(", ")"));
        String and = "";
        for (String bound : List.of(" >= ", " <= ")) {
            sql.add(and).add(columns).add(bound);
            String before = "(";
            for (AnyValue each : index) {
                Object value = each.values().get(0);
                sql.add(before).add("(SELECT CAST(").bind(value);
                sql.add(value instanceof Boolean ? " AS boolean))" : " AS bigint))");
                before = ", ";
            }
            sql.add(")");
            and = " AND ";
        }
    }

    private static void any(Sql sql, String column, List<Object> values) {
        sql.add(column).add(" IN (");
        String before = "";
        for (Object value : values) {
            sql.add(before).bind(value);
            before = ", ";
        }
        sql.add(")");
    }

    private static Read rows(ResultSet found, List<Listing.Field> shown, boolean versions) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        String server = "";
        StringJoiner told = new StringJoiner(PageVersions.BETWEEN);
        long count = 0;
        while (found.next()) {
            count = found.getLong(1);
            @Nullable Object[] row = new Object[shown.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = value(found, i + 2, shown.get(i).kind());
            }
            rows.add(row);
            if (versions) {
                server = found.getString(row.length + 2);
                told.add(found.getString(row.length + 3));
            }
        }
        return new Read(count, Collections.unmodifiableList(rows), server + told);
    }

    private static @Nullable Object value(ResultSet row, int column, Kind kind) throws SQLException {
        return switch (kind) {
            case ID -> {
                long number = row.getLong(column);
                yield row.wasNull() ? null : (Object) number;
            }
            case BOOLEAN -> {
                boolean truth = row.getBoolean(column);
                yield row.wasNull() ? null : (Object) truth;
            }
            case INSTANT -> SqlInstant.get(row, column);
            default -> row.getString(column);
        };
    }
}
