package dev.inventory.platform.failure;

/** There is no such object. */
public final class NotFound extends Failure {

    public NotFound(String message) {
        super(404, message);
    }

    /** The sentence for an id that exists nowhere. */
    public static NotFound object() {
        return new NotFound("Not found.");
    }
}
