package dev.inventory.platform.failure;

import java.util.Map;

/**
 * A failure that the caller of the API is told about. It carries its HTTP status and either one sentence or errors by
 * field; the body is made from it once, in the dialect of the request's path.
 */
public abstract sealed class Failure extends RuntimeException
        permits Unauthenticated,
                Forbidden,
                NotFound,
                Conflict,
                ItemFailures,
                Rejected,
                PreconditionFailed,
                TooLarge,
                TooManyRequests,
                Unavailable {

    private final int status;

    /** @param status the HTTP status this failure is answered with */
    protected Failure(int status, String message) {
        super(message);
        this.status = status;
    }

    public final int status() {
        return status;
    }

    /**
     * What is wrong, by field: a message list per name, nested as the body is nested. Empty if the failure is one
     * sentence, {@link #getMessage()}.
     */
    public Map<String, Object> fields() {
        return Map.of();
    }

    /** What is said of one failing item among many: the errors by field, or the sentence under {@code detail}. */
    public final Map<String, Object> errors() {
        return fields().isEmpty() ? Map.of("detail", String.valueOf(getMessage())) : fields();
    }

    /** Headers that belong to this answer, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return Map.of();
    }
}
