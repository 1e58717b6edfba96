package dev.inventory.platform.listing;

import dev.inventory.platform.listing.Criteria.AnyValue;
import java.util.List;

/**
 * Where in an index the rows of a first page stand one behind the other.
 *
 * @param values of the index's columns, each a Long or a Boolean
 */
record PagePlace(Shape shape, List<Object> values) {

    /**
     * What places have in common that are read by one statement.
     *
     * @param paths of the index's columns, in its order
     * @param limit rows on the page
     */
    record Shape(Listing listing, List<String> paths, boolean descending, int limit) {}

    /** Of the conditions that an index answers, in its order. */
    static PagePlace of(Listing listing, List<AnyValue> index, boolean descending, int limit) {
        return new PagePlace(
                new Shape(listing, index.stream().map(AnyValue::path).toList(), descending, limit),
                index.stream().map(each -> each.values().get(0)).toList());
    }
}
