package dev.inventory.platform.listing;

import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SharedReads;
import dev.inventory.platform.persistence.TableVersions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks PostgreSQL which rows a page has now, and in which versions, without reading what is in them; for the pages of all
 * who ask at the same time by one statement. Of Derby, which no other process writes to, it is known whether anybody has
 * written to the tables since.
 */
@ApplicationScoped
class PageVersions {

    /** Between the versions of two rows. */
    static final String BETWEEN = ",";

    /** When the database started: another one may have lost a transaction, and given its number to the next. */
    static final String SERVER = "pg_postmaster_start_time()";

    /** So many reads at once, if they take long. */
    private static final int PARALLEL = 4;

    @Inject
    Database database;

    @Inject
    TableVersions tables;

    private final SharedReads<PagePlace, Now> reads = new SharedReads<>(PARALLEL, this::read);

    /**
     * What there is at a place.
     *
     * @param count of all rows there; null where it cannot have changed without the versions
     * @param versions of the page's rows and the one behind them, in their order; behind the start of the database
     */
    record Now(@Nullable Long count, String versions) {}

    /** As it is after the question; outside of a transaction, since the read may be another thread's. */
    Optional<Now> at(PagePlace place) {
        return database.isPostgresql()
                ? reads.get(place)
                : tables.version(Objects.requireNonNull(place.shape().listing().table())
                                .names())
                        .map(version -> new Now(null, version));
    }

    private Map<PagePlace, Now> read(Set<PagePlace> places) {
        Map<PagePlace.Shape, List<PagePlace>> byShape = places.stream()
                .collect(Collectors.groupingBy(PagePlace::shape, LinkedHashMap::new, Collectors.toList()));
        return database.run(connection -> {
            Map<PagePlace, Now> found = new LinkedHashMap<>();
            for (Map.Entry<PagePlace.Shape, List<PagePlace>> each : byShape.entrySet()) {
                read(connection, each.getKey(), each.getValue(), found);
            }
            return found;
        });
    }

    private static void read(
            Connection connection, PagePlace.Shape shape, List<PagePlace> places, Map<PagePlace, Now> found)
            throws SQLException {
        List<String> types = places.get(0).values().stream()
                .map(value -> value instanceof Boolean ? "boolean" : "bigint")
                .toList();
        try (PreparedStatement select = connection.prepareStatement(statement(shape, types))) {
            for (int i = 0; i < types.size(); i++) {
                int column = i;
                Object[] values =
                        places.stream().map(place -> place.values().get(column)).toArray();
                select.setArray(i + 1, connection.createArrayOf(types.get(i), values));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String versions = rows.getString(4) + Objects.requireNonNullElse(rows.getString(3), "");
                    found.put(places.get(rows.getInt(1) - 1), new Now(rows.getLong(2), versions));
                }
            }
        }
    }

    /**
     * The places come as arrays, one for each column of the index. They stand in subqueries, as in {@link PlainPages}: of
     * what it cannot see PostgreSQL makes one plan for all.
     */
    private static String statement(PagePlace.Shape shape, List<String> types) {
        PlainTable table = Objects.requireNonNull(shape.listing().table());
        Tally tally = Objects.requireNonNull(shape.listing().tally());
        List<String> columns = shape.paths().stream().map(PlainTable::column).toList();
        List<String> wanted = new ArrayList<>();
        List<String> counted = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            wanted.add("k.v" + i);
            String tallied = String.valueOf(tally.columns().get(shape.paths().get(i)));
            counted.add("c." + PlainTable.column(tallied) + " = k.v" + i);
            arrays.add("(SELECT CAST(? AS " + types.get(i) + "[]))");
        }
        String names = wanted.stream().map(name -> name.substring(2)).collect(Collectors.joining(", "));
        String index = "(" + String.join(", ", columns) + ")";
        String place = "(" + String.join(", ", wanted) + ")";
        String direction = shape.descending() ? " DESC" : "";
        List<String> order = new ArrayList<>(columns);
        order.add(PlainTable.column(shape.listing().idPath()));
        return "SELECT k.n, (SELECT SUM(c.tally) FROM " + tally.table() + " c WHERE " + String.join(" AND ", counted)
                + "), page.versions, " + SERVER + " FROM unnest(" + String.join(", ", arrays)
                + ") WITH ORDINALITY AS k (" + names
                + ", n) CROSS JOIN LATERAL (SELECT string_agg(r.version, '" + BETWEEN + "') AS versions FROM (SELECT "
                + table.version() + " AS version FROM " + table.from() + " WHERE " + index + " >= " + place + " AND "
                + index + " <= " + place + " ORDER BY " + String.join(direction + ", ", order) + direction
                + " FETCH FIRST " + (shape.limit() + 1) + " ROWS ONLY) r) page";
    }
}
