package dev.inventory.connection.internal.source;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a table or of a CSV file. */
public final class RowRecord implements SourceRecord {

    private final Map<String, Integer> columns;
    private final @Nullable Object[] values;

    /**
     * Takes a row's values, which become its own.
     *
     * @param columns places by column name in small letters; shared by all rows
     */
    public RowRecord(Map<String, Integer> columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    @Override
    public @Nullable Object value(String path) {
        Integer place = columns.get(path);
        if (place == null) {
            place = columns.get(path.toLowerCase(Locale.ROOT));
        }
        return place == null || place >= values.length ? null : values[place];
    }
}
