package dev.inventory.connection.internal.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A field of what a record becomes.
 *
 * @param maxLength in characters; of a whole number 0
 * @param lines whether line breaks and tabs may be in it
 */
public record TargetField(String name, int maxLength, boolean required, boolean lines) {

    static TargetField text(String name, int maxLength) {
        return new TargetField(name, maxLength, false, false);
    }

    static TargetField needed(String name, int maxLength) {
        return new TargetField(name, maxLength, true, false);
    }

    static TargetField number(String name) {
        return new TargetField(name, 0, true, false);
    }

    boolean isNumber() {
        return maxLength == 0;
    }

    /** What is wrong with a text; null if nothing is. */
    @Nullable
    String fault(String text) {
        if (text.length() > maxLength) {
            return "has more than " + maxLength + " characters";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
                if (!(lines && (c == '\n' || c == '\r' || c == '\t'))) {
                    return "has control characters";
                }
            } else if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return "has half a character";
                }
                i++;
            }
        }
        return null;
    }
}
