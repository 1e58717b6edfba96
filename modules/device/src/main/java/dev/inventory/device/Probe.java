package dev.inventory.device;

/**
 * How a device met a question.
 *
 * @param <T> what was asked for
 */
public sealed interface Probe<T> {

    /** It answered. */
    record Answered<T>(T value) implements Probe<T> {}

    /** It did not answer in time, after all retries. */
    record Silent<T>(String reason) implements Probe<T> {}

    /** The question could not be asked or was turned down, for a reason that waiting does not mend. */
    record Refused<T>(Cause cause, String reason) implements Probe<T> {}

    /** Why a question was refused. */
    enum Cause {
        /** The device is not in the inventory (any more). */
        UNKNOWN_DEVICE,
        /** The host name does not resolve, or its address may not be reached. */
        UNREACHABLE,
        AUTHENTICATION_FAILURE,
        /** The device lacks what was asked for. */
        NO_SUCH_OBJECT
    }
}
