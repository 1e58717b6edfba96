package dev.inventory.headlessops;

import dev.inventory.device.AppliedSettings;
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
 * @param settings how the device took its pending settings, to be recorded likewise
 * @param finding what answered at an address that is no device yet, to be recorded likewise
 */
public record Outcome(
        Kind kind,
        Optional<ErrorClass> errorClass,
        String message,
        Optional<String> before,
        Optional<String> after,
        Optional<ObservedIdentity> identity,
        Optional<AppliedSettings> settings,
        Optional<Finding> finding) {

    /** How it is counted. */
    public enum Kind {
        OK,
        FAILED,
        /** The device has gone since the target list was fixed, or another operation works on it. */
        SKIPPED,
        /** The operation ended before it was the device's turn. It does not count as processed. */
        NOT_PROCESSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Outcome(Kind kind, String message) {
        this(kind, Optional.empty(), message);
    }

    private Outcome(Kind kind, Optional<ErrorClass> errorClass, String message) {
        this(
                kind,
                errorClass,
                message,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Outcome ok(String message) {
        return new Outcome(Kind.OK, message);
    }

    public static Outcome failed(ErrorClass errorClass, String message) {
        return new Outcome(Kind.FAILED, Optional.of(errorClass), message);
    }

    public static Outcome skipped(String message) {
        return new Outcome(Kind.SKIPPED, message);
    }

    /** The outcome of a device that has been deleted since the target list was fixed. */
    public static Outcome gone() {
        return skipped("The device is no longer in the inventory.");
    }

    /** The outcome of a device that did not answer. */
    public static Outcome of(Probe.Silent<?> silent) {
        return failed(ErrorClass.CONNECTION_TIMEOUTS, silent.reason());
    }

    /** The outcome of a device that could not be asked or turned the question down. */
    public static Outcome of(Probe.Refused<?> refused) {
        return switch (refused.cause()) {
            case UNKNOWN_DEVICE -> gone();
            case UNREACHABLE -> failed(ErrorClass.UNREACHABLE, refused.reason());
            case AUTHENTICATION_FAILURE -> failed(ErrorClass.AUTHENTICATION_FAILURES, refused.reason());
            case NO_SUCH_OBJECT -> failed(ErrorClass.NO_SUCH_OBJECT, refused.reason());
        };
    }

    public Outcome comparing(String recorded, String observed) {
        return new Outcome(
                kind, errorClass, message, Optional.of(recorded), Optional.of(observed), identity, settings, finding);
    }

    public Outcome observed(String value) {
        return new Outcome(kind, errorClass, message, before, Optional.of(value), identity, settings, finding);
    }

    public Outcome recording(ObservedIdentity observed) {
        return new Outcome(kind, errorClass, message, before, after, Optional.of(observed), settings, finding);
    }

    public Outcome applying(AppliedSettings applied) {
        return new Outcome(kind, errorClass, message, before, after, identity, Optional.of(applied), finding);
    }

    public Outcome finding(Finding found) {
        return new Outcome(kind, errorClass, message, before, after, identity, settings, Optional.of(found));
    }

    /** Whether another attempt may end otherwise. */
    public boolean passes() {
        return errorClass.filter(ErrorClass::passes).isPresent();
    }
}
