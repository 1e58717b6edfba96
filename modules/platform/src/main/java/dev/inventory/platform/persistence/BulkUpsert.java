package dev.inventory.platform.persistence;

import dev.inventory.platform.persistence.BulkInsert.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows of one table, whether they are there or not, in the caller's transaction: by PostgreSQL's own upsert;
 * on Derby by an update of those that are there and an insert of the others.
 */
public final class BulkUpsert {

    private final BulkInsert insert;
    private final BulkUpdate update;
    private final String replace;

    /**
     * The names are the module's own and go into the statement as they are.
     *
     * @param keys the columns of the primary key, of which no two rows of a batch have the same
     * @param values the other columns
     */
    public BulkUpsert(String table, List<Column> keys, List<Column> values) {
        Column[] columns = Stream.concat(keys.stream(), values.stream()).toArray(Column[]::new);
        this.insert = new BulkInsert(table, columns);
        this.update = new BulkUpdate(
                table,
                values.stream()
                        .map(column -> column.name() + " = :" + column.name())
                        .collect(Collectors.joining(", ")),
                keys.stream()
                        .map(column -> column.name() + " = :" + column.name())
                        .collect(Collectors.joining(" AND ")),
                columns);
        this.replace = " ON CONFLICT ("
                + keys.stream().map(Column::name).collect(Collectors.joining(", "))
                + ") DO UPDATE SET "
                + values.stream()
                        .map(column -> column.name() + " = excluded." + column.name())
                        .collect(Collectors.joining(", "));
    }

    /** @param rows values in the order of the columns, the keys first */
    public void write(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (BulkInsert.isPostgresql(connection)) {
            insert.arrays(connection, rows, replace);
            return;
        }
        insert.write(connection, BulkUpdate.missed(rows, update.write(connection, rows)));
    }
}
