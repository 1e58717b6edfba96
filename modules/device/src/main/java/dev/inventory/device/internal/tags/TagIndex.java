package dev.inventory.device.internal.tags;

import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the table where devices are found by their tags. Called in the transaction that writes the devices. */
public final class TagIndex {

    private static final BulkInsert ROWS = new BulkInsert(
            "device_tag",
            new Column("device_id", SqlType.BIGINT),
            new Column("tag_key", SqlType.TEXT),
            new Column("tag", SqlType.TEXT));

    private TagIndex() {}

    /** What a device's tags were and are. */
    public record Change(long deviceId, Tags before, Tags after) {}

    /**
     * Brings the table up to date.
     *
     * @param changes of devices that have been written already; those whose tags are as before cost nothing
     * @return how many devices have other tags now
     */
    public static int write(Connection connection, List<Change> changes) throws SQLException {
        List<Change> real = changes.stream()
                .filter(change -> !change.before().equals(change.after()))
                .toList();
        List<Change> had = real.stream()
                .filter(change -> !change.before().names().isEmpty())
                .toList();
        if (!had.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM device_tag WHERE device_id = ?")) {
                for (Change change : had) {
                    delete.setLong(1, change.deviceId());
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Change change : real) {
            for (Map.Entry<String, String> tag : change.after().byKey().entrySet()) {
                rows.add(new @Nullable Object[] {change.deviceId(), tag.getKey(), tag.getValue()});
            }
        }
        ROWS.write(connection, rows);
        return real.size();
    }
}
