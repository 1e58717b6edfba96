package dev.inventory.platform.failure;

/** The body is larger than the endpoint takes. */
public final class TooLarge extends Failure {

    public TooLarge(String message) {
        super(413, message);
    }
}
