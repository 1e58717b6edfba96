package dev.inventory.platform.failure;

/** The caller is known but may not do this. */
public final class Forbidden extends Failure {

    public Forbidden(String message) {
        super(403, message);
    }

    /** The sentence that every denied permission is answered with. */
    public static Forbidden permission() {
        return new Forbidden("You do not have permission to perform this action.");
    }
}
