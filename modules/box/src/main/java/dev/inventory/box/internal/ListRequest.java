package dev.inventory.box.internal;

import dev.inventory.platform.failure.Rejected;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of a list are asked for, and in which order.
 *
 * @param order what stands behind ORDER BY
 * @param limit most rows, 0 to {@link #MAX_LIMIT}
 * @param offset rows before the first
 */
record ListRequest(String order, int limit, int offset) {

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    /**
     * Reads limit, offset, direction and sortby, in this order.
     *
     * @param orders for each sort key what stands behind ORDER BY, with {@code %s} for the direction
     * @throws Rejected for the first that is wrong
     */
    static ListRequest parse(Parameters parameters, Map<String, String> orders) {
        ListRequest page = page(parameters, "id");
        String direction = "ASC";
        if (parameters.has("direction")) {
            String sentence = "direction is malformed, should be DESC or ASC";
            direction = parameters.word("direction", sentence).toUpperCase(java.util.Locale.ROOT);
            if (!direction.equals("ASC") && !direction.equals("DESC")) {
                throw Rejected.because(sentence);
            }
        }
        String order = "id %s";
        if (parameters.has("sortby")) {
            String key = parameters.word("sortby", "sortby is malformed");
            order = Optional.ofNullable(orders.get(key))
                    .orElseThrow(() -> Rejected.because(key + " is not a valid sort key"));
        }
        return new ListRequest(order.replace("%s", direction), page.limit, page.offset);
    }

    /** Reads limit and offset of a list that has one order. */
    static ListRequest page(Parameters parameters, String order) {
        int limit = parameters.position("limit", DEFAULT_LIMIT);
        int offset = parameters.position("offset", 0);
        return new ListRequest(order, Math.min(limit, MAX_LIMIT), offset);
    }
}
