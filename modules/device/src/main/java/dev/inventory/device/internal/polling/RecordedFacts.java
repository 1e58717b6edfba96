package dev.inventory.device.internal.polling;

import dev.inventory.platform.persistence.AnyOf;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of devices already: a fact that is told again stays as old as it is. */
final class RecordedFacts {

    private static final int DEVICE = 0;
    private static final int NAME = 1;
    private static final int VALUE = 2;
    private static final int SOURCE = 3;

    private record Key(long device, String name) {}

    private record Told(String value, String source) {}

    private RecordedFacts() {}

    /**
     * Leaves out what is recorded as it is told.
     *
     * @param rows device id, name, value, source and time of a fact each
     */
    static List<@Nullable Object[]> news(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        TreeSet<Long> devices = new TreeSet<>();
        rows.forEach(row -> devices.add(key(row).device));
        Map<Key, Told> known = new HashMap<>();
        AnyOf.query(
                connection,
                "SELECT device_id, name, fact_value, source FROM device_fact WHERE device_id",
                List.of(),
                devices,
                row -> known.put(
                        new Key(row.getLong("device_id"), row.getString("name")),
                        new Told(row.getString("fact_value"), row.getString("source"))));
        return rows.stream()
                .filter(row -> !told(row).equals(known.get(key(row))))
                .toList();
    }

    private static Key key(@Nullable Object[] row) {
        return new Key((Long) value(row, DEVICE), (String) value(row, NAME));
    }

    private static Told told(@Nullable Object[] row) {
        return new Told((String) value(row, VALUE), (String) value(row, SOURCE));
    }

    private static Object value(@Nullable Object[] row, int column) {
        Object value = row[column];
        if (value == null) {
            throw new IllegalArgumentException("A fact has neither an empty name nor an empty value");
        }
        return value;
    }
}
