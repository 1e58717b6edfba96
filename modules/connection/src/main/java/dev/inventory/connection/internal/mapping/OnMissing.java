package dev.inventory.connection.internal.mapping;

import java.util.Locale;

/** What happens to what the source has no longer. */
public enum OnMissing {
    KEEP,
    MARK,
    DELETE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
