package dev.inventory.headlessops.internal.execution;

import java.util.Locale;

/** Why an operation failed on a device, in the words of {@code error_summary}. */
enum ErrorClass {
    CONNECTION_TIMEOUTS,
    AUTHENTICATION_FAILURES,
    NO_SUCH_OBJECT,
    SERIAL_MISMATCH,
    UNREACHABLE,
    INTERNAL_ERRORS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
