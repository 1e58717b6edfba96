package dev.inventory.connection.internal.sync;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a run stands. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    /** All of it was read, and every record taken. */
    SUCCESS,
    /** It came to its end, but some records or pages could not be taken. */
    PARTIAL,
    /** It did not come to its end. What was taken until then stays. */
    FAILED,
    /** Its server died; another run goes on. */
    INTERRUPTED;

    /** The words of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(RunStatus::word).toList();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
