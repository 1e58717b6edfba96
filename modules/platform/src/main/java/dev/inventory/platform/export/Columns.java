package dev.inventory.platform.export;

import dev.inventory.platform.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a table made of rows with nested objects: {@code type.name} for the name in the type. */
record Columns(List<String> names) {

    /** Those that occur in any of the rows, in the order of the rows' fields. */
    static Columns of(Collection<? extends Map<String, ? extends @Nullable Object>> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> collect("", row, names));
        // an object that some rows have, and others not, is shown by its fields alone
        Set<String> objects = new HashSet<>();
        names.forEach(name -> {
            for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
                objects.add(name.substring(0, dot));
            }
        });
        names.removeAll(objects);
        return new Columns(List.copyOf(names));
    }

    private static void collect(String prefix, Map<?, ?> row, Set<String> names) {
        row.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                collect(prefix + name + ".", nested, names);
            } else {
                names.add(prefix + name);
            }
        });
    }

    /** The row's values by column: text, whole number, truth value, or null where it has none. */
    List<@Nullable Object> values(Map<String, @Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>(names.size());
        for (String name : names) {
            values.add(simple(at(row, name)));
        }
        return values;
    }

    private static @Nullable Object at(Map<?, ?> row, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return row.get(name);
        }
        return row.get(name.substring(0, dot)) instanceof Map<?, ?> nested ? at(nested, name.substring(dot + 1)) : null;
    }

    private static @Nullable Object simple(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MICROS).toString();
        }
        return value instanceof CharSequence text ? text.toString() : Json.write(value);
    }
}
