package dev.inventory.platform.failure;

import java.util.Map;

/** The change cannot live beside what is already there: a duplicate, or an object that others still need. */
public final class Conflict extends Failure {

    private final transient Map<String, Object> fields;

    public Conflict(String message) {
        this(message, Map.of());
    }

    /** @param fields what stands in the way, by name; answered instead of the sentence if not empty */
    public Conflict(String message, Map<String, Object> fields) {
        super(409, message);
        this.fields = Map.copyOf(fields);
    }

    /** A value that must be unique and is taken. */
    public static Conflict duplicate(String field, String message) {
        return new Conflict(message, new FieldErrors().add(field, message).asMap());
    }

    @Override
    public Map<String, Object> fields() {
        return fields;
    }
}
