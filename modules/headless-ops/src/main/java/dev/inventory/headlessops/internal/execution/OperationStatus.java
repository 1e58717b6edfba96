package dev.inventory.headlessops.internal.execution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The states of an operation, as they are stored and shown. */
public enum OperationStatus {
    SCHEDULED,
    IN_PROGRESS,
    COMPLETED,
    COMPLETED_WITH_ERRORS,
    FAILED,
    CANCELLED,
    TIMED_OUT;

    /** The word for it: {@code in_progress}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(OperationStatus::word).toList();
    }

    /** How an operation has ended that worked off its list. Skipped devices say nothing about it. */
    static OperationStatus ofFinished(int total, int failed, int skipped) {
        if (failed == 0) {
            return COMPLETED;
        }
        return failed >= total - skipped ? FAILED : COMPLETED_WITH_ERRORS;
    }
}
