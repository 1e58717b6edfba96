package dev.inventory.device;

import java.util.Locale;

/**
 * How a device stands, in more words than up and down. The boolean {@code status} beside it says whether the device
 * answers: true for {@link #UP}, false for {@link #DOWN}, {@link #UNREACHABLE} and {@link #UNKNOWN}, and either of them
 * for the others.
 */
public enum DeviceState {
    /** It answers. */
    UP,
    /** It does not answer, and what it is reached through does. */
    DOWN,
    /** It goes up and down too often for its status of the moment to mean much. */
    FLAPPING,
    /** It does not answer, nor does what it is reached through: nobody knows how it is. */
    UNREACHABLE,
    /** People are at work on it: its status stands still. */
    MAINTENANCE,
    /** Nobody has said and no poll has found how it is. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it is stored and shown. */
    public String word() {
        return word;
    }

    /**
     * The state of this word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static DeviceState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
