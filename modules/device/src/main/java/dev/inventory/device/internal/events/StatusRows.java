package dev.inventory.device.internal.events;

import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status history by its ids. History and devices are read one after the other: together they would be locked
 * together on Derby, in the other order than a device that is deleted locks them.
 */
@ApplicationScoped
@RetriedOnContention
@Transactional(Transactional.TxType.REQUIRES_NEW)
class StatusRows {

    /** As many ids below the highest are looked at for rows that are not visible yet: at most, and at least. */
    private static final int LOOK_BACK_MOST = 100_000;

    private static final int LOOK_BACK_LEAST = 1000;

    /** How long a transaction may have had its ids before it commits. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final String COLUMNS = "id, device_id, status, status_detail, reason, source, changed_at";
    private static final String WITHIN =
            " FROM device_status_history WHERE id BETWEEN ? AND ? ORDER BY id FETCH FIRST ? ROWS ONLY";

    /** Of some rows by when they changed; the subquery keeps PostgreSQL from looking for the lowest by walking the ids. */
    private static final String LOWEST = "SELECT MIN(recent.id) FROM (SELECT id FROM device_status_history"
            + " WHERE changed_at > ? AND changed_at <= ? OFFSET 0 ROWS) AS recent WHERE recent.id <= ?";

    private static final String MANY_SPANS = "SELECT found.* FROM unnest(CAST(? AS bigint[]), CAST(? AS bigint[]))"
            + " AS span (low, high) CROSS JOIN LATERAL (SELECT " + COLUMNS + " FROM device_status_history"
            + " WHERE id BETWEEN span.low AND span.high OFFSET 0) AS found ORDER BY found.id FETCH FIRST ? ROWS ONLY";

    @Inject
    Database database;

    /**
     * Rows of the history.
     *
     * @param ids of all rows, ascending
     * @param events by their ids; rows whose device has been deleted have none
     */
    record Part(List<Long> ids, Map<Long, StatusEvent> events) {

        static final Part NONE = new Part(List.of(), Map.of());

        List<StatusEvent> of(List<Long> some) {
            return some.stream()
                    .map(events::get)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .toList();
        }
    }

    private record Row(long id, long device, Function<Device, StatusEvent> named) {}

    private record Device(String name, long organization) {}

    /** The first rows with ids in these spans, at most so many. */
    Part read(List<Seen.Span> spans, int most) {
        return database.run(connection -> {
            List<Row> rows = new ArrayList<>();
            if (spans.size() > 1 && database.isPostgresql()) {
                many(connection, spans, most, rows);
            } else {
                each(connection, spans, most, rows);
            }
            return rows.isEmpty() ? Part.NONE : named(connection, rows);
        });
    }

    /** What is visible now, with gaps where rows of transactions may be that have not committed yet. */
    Seen visible(Instant now) {
        return database.run(connection -> {
            long high = number(connection, "SELECT MAX(id) FROM device_status_history", 0);
            long recent = lowest(connection, now.minus(LONGEST), now.plus(LONGEST), high);
            long low = Math.max(1, Math.max(high - LOOK_BACK_MOST, Math.min(recent, high - LOOK_BACK_LEAST)));
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id FROM device_status_history WHERE id >= ? ORDER BY id")) {
                select.setLong(1, low);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                }
            }
            return Seen.upTo(low - 1).with(ids, now, next(connection));
        });
    }

    /**
     * Where somebody goes on who has been told of a row by a server that is not known: before the rows that may have
     * become visible only after that one, which are those of about its time.
     *
     * @param last the row's id, whether there is such a row or not
     * @param overlap how long before that row a transaction may have begun that committed after it
     * @return up to which id nothing has been missed
     */
    long before(long last, Duration overlap) {
        return database.run(connection -> {
            Instant changed = null;
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT changed_at FROM device_status_history WHERE id BETWEEN ? AND ? ORDER BY id")) {
                select.setLong(1, Math.max(0, last - LOOK_BACK_LEAST));
                select.setLong(2, last);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        changed = SqlInstant.get(rows, "changed_at");
                    }
                }
            }
            if (changed == null) {
                return last;
            }
            long low = lowest(connection, changed.minus(overlap), changed.plus(overlap), last);
            return Math.max(low, last - LOOK_BACK_MOST) - 1;
        });
    }

    /** The number that the next transaction gets; on Derby, whose rows cannot be overlooked once they are there, 0. */
    long next() {
        return database.run(this::next);
    }

    /** The number of the oldest transaction that is still at work: all below have ended. */
    long oldest() {
        return database.run(connection -> database.isPostgresql()
                ? number(connection, "SELECT txid_snapshot_xmin(txid_current_snapshot())", 0)
                : Long.MAX_VALUE);
    }

    private long next(Connection connection) throws SQLException {
        return database.isPostgresql()
                ? number(connection, "SELECT txid_snapshot_xmax(txid_current_snapshot())", 0)
                : 0;
    }

    private static long lowest(Connection connection, Instant after, Instant upTo, long most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOWEST)) {
            SqlInstant.set(select, 1, after);
            SqlInstant.set(select, 2, upTo);
            select.setLong(3, most);
            return number(select, most);
        }
    }

    private static long number(Connection connection, String sql, long otherwise) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            return number(select, otherwise);
        }
    }

    private static long number(PreparedStatement select, long otherwise) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            long number = rows.next() ? rows.getLong(1) : otherwise;
            return rows.wasNull() ? otherwise : number;
        }
    }

    private static void each(Connection connection, List<Seen.Span> spans, int most, List<Row> into)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + WITHIN)) {
            for (Seen.Span span : spans) {
                if (into.size() == most) {
                    return;
                }
                select.setLong(1, span.low());
                select.setLong(2, span.high());
                select.setInt(3, most - into.size());
                read(select, into);
            }
        }
    }

    private static void many(Connection connection, List<Seen.Span> spans, int most, List<Row> into)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(MANY_SPANS)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", spans.stream().map(Seen.Span::low).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", spans.stream().map(Seen.Span::high).toArray()));
            select.setInt(3, most);
            read(select, into);
        }
    }

    private static void read(PreparedStatement select, List<Row> into) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long id = rows.getLong("id");
                long device = rows.getLong("device_id");
                boolean status = rows.getBoolean("status");
                String detail = rows.getString("status_detail");
                String reason = rows.getString("reason");
                String source = rows.getString("source");
                Instant changed = Objects.requireNonNull(SqlInstant.get(rows, "changed_at"));
                into.add(new Row(
                        id,
                        device,
                        named -> StatusEvent.of(new StatusEvent.Told(
                                id, device, named.name, named.organization, status, detail, reason, source, changed))));
            }
        }
    }

    /** With what the devices are called now, and where they belong. */
    private static Part named(Connection connection, List<Row> rows) throws SQLException {
        Map<Long, Device> devices = new HashMap<>();
        AnyOf.query(
                connection,
                "SELECT id, name, organization_id FROM device WHERE id",
                List.of(),
                rows.stream().map(Row::device).collect(Collectors.toSet()),
                found -> devices.put(
                        found.getLong("id"), new Device(found.getString("name"), found.getLong("organization_id"))));
        Map<Long, StatusEvent> events = new HashMap<>();
        for (Row row : rows) {
            @Nullable Device device = devices.get(row.device);
            if (device != null) {
                events.put(row.id, row.named.apply(device));
            }
        }
        return new Part(rows.stream().map(Row::id).toList(), events);
    }
}
