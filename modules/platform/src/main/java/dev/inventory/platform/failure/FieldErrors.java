package dev.inventory.platform.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages by field, in the order they were found. A dotted name ({@code snmp.version}) is nested in the answer as it
 * is nested in the body.
 */
public final class FieldErrors {

    private final Map<String, Object> errors = new LinkedHashMap<>();
    private boolean complete;

    /** Of what cannot be read: this is all that is to be said, whatever else is found to be missing. */
    public static FieldErrors only(String field, String message) {
        FieldErrors errors = new FieldErrors().add(field, message);
        errors.complete = true;
        return errors;
    }

    public FieldErrors add(String field, String message) {
        return at(message, field.split("\\.", -1));
    }

    /** An error of a query parameter, whose dots part nothing. */
    public FieldErrors parameter(String name, String message) {
        return at(message, name);
    }

    /** An error of something by any name that stands below a field. */
    public FieldErrors below(String field, String name, String message) {
        return at(message, field, name);
    }

    private FieldErrors at(String message, String... path) {
        if (complete) {
            return this;
        }
        Map<String, Object> at = errors;
        for (int i = 0; i < path.length - 1; i++) {
            at = nested(at, path[i]);
        }
        List<Object> messages = messages(at, path[path.length - 1]);
        // A body is read again when its transaction is repeated.
        if (!messages.contains(message)) {
            messages.add(message);
        }
        return this;
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** The errors as they are written: lists of messages, and maps of them. */
    public Map<String, Object> asMap() {
        return errors;
    }

    @SuppressWarnings("unchecked") // only this class fills the map
    private static Map<String, Object> nested(Map<String, Object> in, String name) {
        Object there = in.get(name);
        if (there instanceof Map) {
            return (Map<String, Object>) there;
        }
        Map<String, Object> made = new LinkedHashMap<>();
        in.put(name, made);
        return made;
    }

    @SuppressWarnings("unchecked") // only this class fills the map
    private static List<Object> messages(Map<String, Object> in, String name) {
        Object there = in.get(name);
        if (there instanceof List) {
            return (List<Object>) there;
        }
        if (there instanceof Map) {
            return messages((Map<String, Object>) there, "non_field_errors");
        }
        List<Object> made = new ArrayList<>();
        in.put(name, made);
        return made;
    }

    @Override
    public String toString() {
        return errors.toString();
    }
}
