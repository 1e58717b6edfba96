package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one device in one operation.
 *
 * @param before the recorded value, where there is one to compare
 * @param after the observed value
 * @param identity what the device said it is, to be recorded together with this outcome
 */
record Outcome(
        Kind kind,
        Optional<ErrorClass> errorClass,
        String message,
        Optional<String> before,
        Optional<String> after,
        Optional<ObservedIdentity> identity) {

    /** How it is counted. */
    enum Kind {
        OK,
        FAILED,
        /** The device has gone since the target list was fixed. */
        SKIPPED,
        /** The operation ended before it was the device's turn. It does not count as processed. */
        NOT_PROCESSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Outcome NOT_PROCESSED =
            new Outcome(Kind.NOT_PROCESSED, "The operation timed out before the device's turn.");

    private Outcome(Kind kind, String message) {
        this(kind, Optional.empty(), message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Outcome ok(String message) {
        return new Outcome(Kind.OK, message);
    }

    static Outcome failed(ErrorClass errorClass, String message) {
        return new Outcome(
                Kind.FAILED, Optional.of(errorClass), message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The outcome of a device that did not answer. */
    static Outcome of(Probe.Silent<?> silent) {
        return failed(ErrorClass.CONNECTION_TIMEOUTS, silent.reason());
    }

    /** The outcome of a device that could not be asked or turned the question down. */
    static Outcome of(Probe.Refused<?> refused) {
        return switch (refused.cause()) {
            case UNKNOWN_DEVICE -> new Outcome(Kind.SKIPPED, "The device is no longer in the inventory.");
            case UNREACHABLE -> failed(ErrorClass.UNREACHABLE, refused.reason());
            case AUTHENTICATION_FAILURE -> failed(ErrorClass.AUTHENTICATION_FAILURES, refused.reason());
            case NO_SUCH_OBJECT -> failed(ErrorClass.NO_SUCH_OBJECT, refused.reason());
        };
    }

    Outcome comparing(String recorded, String observed) {
        return new Outcome(kind, errorClass, message, Optional.of(recorded), Optional.of(observed), identity);
    }

    Outcome observed(String value) {
        return new Outcome(kind, errorClass, message, before, Optional.of(value), identity);
    }

    Outcome recording(ObservedIdentity observed) {
        return new Outcome(kind, errorClass, message, before, after, Optional.of(observed));
    }
}
