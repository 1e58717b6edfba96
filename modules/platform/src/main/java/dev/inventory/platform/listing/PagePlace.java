package dev.inventory.platform.listing;

import dev.inventory.platform.listing.Criteria.AnyValue;
import java.util.List;

/**
 * Where the rows of a first page stand; on PostgreSQL it is in an index, one behind the other.
 *
 * @param values that these columns have, each a Long or a Boolean
 */
record PagePlace(Shape shape, List<Object> values) {

    /**
     * What places have in common that are read by one statement.
     *
     * @param paths of columns; of an index in its order
     * @param limit rows on the page
     */
    record Shape(Listing listing, List<String> paths, boolean descending, int limit) {}

    /** Of conditions with one value each. */
    static PagePlace of(Listing listing, List<AnyValue> keys, boolean descending, int limit) {
        return new PagePlace(
                new Shape(listing, keys.stream().map(AnyValue::path).toList(), descending, limit),
                keys.stream().map(each -> each.values().get(0)).toList());
    }
}
