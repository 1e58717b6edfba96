package dev.inventory.connection.internal.sync;

import org.jspecify.annotations.Nullable;

/**
 * A record that was not taken.
 *
 * @param record its external id, its number ({@code #17}), or a page
 * @param field which of our fields is wrong; null if it is no single one
 */
record RecordError(String record, @Nullable String field, String message) {

    /** Whether it is known which record it is. */
    boolean isNamed() {
        return !record.isEmpty() && !record.startsWith("#") && !record.startsWith("page ");
    }
}
