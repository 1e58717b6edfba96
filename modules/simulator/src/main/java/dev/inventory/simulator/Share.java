package dev.inventory.simulator;

import java.util.Locale;

/**
 * A part of a farm, as a user writes it: {@code 3%} or {@code 6}.
 *
 * @param amount a percentage or a number of agents
 * @param percent which of the two
 */
record Share(int amount, boolean percent) {
    static Share parse(String text) {
        boolean percent = text.endsWith("%");
        int amount = Integer.parseInt(percent ? text.substring(0, text.length() - 1) : text);
        if (amount < 0 || (percent && amount > 100)) {
            throw new NumberFormatException(String.format(Locale.ROOT, "not a share: %s", text));
        }
        return new Share(amount, percent);
    }

    /** How many agents that is; a percentage is rounded. */
    int of(int agents) {
        return percent ? (int) Math.round(agents * (amount / 100.0)) : amount;
    }
}
