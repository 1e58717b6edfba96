package dev.inventory.headlessops;

import java.util.Locale;

/** Why an operation failed on a device, in the words of {@code error_summary}. */
public enum ErrorClass {
    /** No answer in time. */
    CONNECTION_TIMEOUTS(true),
    AUTHENTICATION_FAILURES(false),
    /** The device lacks what was asked for. */
    NO_SUCH_OBJECT(false),
    SERIAL_MISMATCH(false),
    /** No such host, or an address that may not be reached. */
    UNREACHABLE(false),
    /** Observed values other than the serial number differ from the recorded ones. */
    DRIFT(false),
    /** A rule is not kept. */
    NON_COMPLIANT(false),
    /** The device refused to be written. */
    WRITE_REFUSED(false),
    /** The device accepted a value and then told another. */
    READBACK_MISMATCH(false),
    /** The server itself failed. */
    INTERNAL_ERRORS(true);

    private final boolean passes;

    ErrorClass(boolean passes) {
        this.passes = passes;
    }

    /** Whether another attempt may end otherwise, so that one is made. */
    public boolean passes() {
        return passes;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
