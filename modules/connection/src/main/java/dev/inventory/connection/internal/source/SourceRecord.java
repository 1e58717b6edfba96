package dev.inventory.connection.internal.source;

import org.jspecify.annotations.Nullable;

/** A record as the source has it. */
public interface SourceRecord {

    /**
     * A value of it: a text, a number or a boolean; null if there is none there.
     *
     * @param path a name, names joined by dots, or a JSON pointer
     * @throws IllegalArgumentException if there is more than one value there, a list or an object
     */
    @Nullable
    Object value(String path);
}
