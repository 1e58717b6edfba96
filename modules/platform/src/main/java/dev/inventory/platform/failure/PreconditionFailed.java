package dev.inventory.platform.failure;

/** The object is no longer the one that the caller's {@code If-Match} names. */
public final class PreconditionFailed extends Failure {

    public PreconditionFailed(String message) {
        super(412, message);
    }
}
