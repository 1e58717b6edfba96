package dev.inventory.connection.internal.mapping;

/** A record cannot be taken as it is. The message says what is wrong with which of our fields. */
public final class MappingFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String record;
    private final String field;

    /** @param record its external id; empty if it has none */
    MappingFailure(String record, String field, String message) {
        super(message, null, false, false);
        this.record = record;
        this.field = field;
    }

    public String record() {
        return record;
    }

    public String field() {
        return field;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
