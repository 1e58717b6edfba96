package dev.inventory.connection.internal.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record in our words. */
public final class Mapped {

    private final String externalId;
    private final @Nullable Object[] values;

    /** @param values in the order of the target's fields: texts and whole numbers; they become its own */
    Mapped(String externalId, @Nullable Object[] values) {
        this.externalId = externalId;
        this.values = values;
    }

    public String externalId() {
        return externalId;
    }

    public @Nullable String text(int field) {
        return (String) values[field];
    }

    public int number(int field) {
        return (Integer) Objects.requireNonNull(values[field]);
    }

    /** The values by their names, as users are shown them. */
    public Map<String, @Nullable Object> shown(TargetKind target) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(target.idField(), externalId);
        List<TargetField> fields = target.fields();
        for (int i = 0; i < values.length; i++) {
            shown.put(fields.get(i).name(), values[i]);
        }
        return shown;
    }
}
