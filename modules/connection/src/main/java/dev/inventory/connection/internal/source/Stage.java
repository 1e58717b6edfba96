package dev.inventory.connection.internal.source;

import java.util.Locale;

/** How far a connection came, in order. */
public enum Stage {
    RESOLVE,
    CONNECT,
    TLS,
    AUTHENTICATE,
    READ,
    MAP;

    public boolean isBefore(Stage other) {
        return compareTo(other) < 0;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
