package dev.inventory.platform.failure;

import java.util.Map;

/** The request itself is wrong: 400, or 422 where the JSON is sound but describes what cannot work. */
public final class Rejected extends Failure {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    private final transient Map<String, Object> fields;

    private Rejected(int status, String message, Map<String, Object> fields) {
        super(status, message);
        this.fields = fields;
    }

    /** One sentence about the request as a whole. */
    public static Rejected because(String message) {
        return new Rejected(BAD_REQUEST, message, Map.of());
    }

    /** @param fields what the client is told, by name, instead of the sentence */
    public static Rejected because(String message, Map<String, Object> fields) {
        return new Rejected(BAD_REQUEST, message, fields);
    }

    public static Rejected field(String field, String message) {
        return of(new FieldErrors().add(field, message));
    }

    public static Rejected of(FieldErrors errors) {
        return new Rejected(BAD_REQUEST, errors.toString(), errors.asMap());
    }

    /** Well-formed, but with parameters that cannot work. */
    public static Rejected unprocessable(FieldErrors errors) {
        return new Rejected(UNPROCESSABLE, errors.toString(), errors.asMap());
    }

    @Override
    public Map<String, Object> fields() {
        return fields;
    }
}
