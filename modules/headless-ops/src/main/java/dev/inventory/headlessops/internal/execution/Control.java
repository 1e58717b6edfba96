package dev.inventory.headlessops.internal.execution;

import java.util.Locale;

/** What users want of an operation. */
public enum Control {
    /** That it goes on. */
    RUN,
    /** That no further device is asked until it is resumed. */
    PAUSE,
    /** That it ends. */
    CANCEL;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Control ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
