package dev.inventory.device.internal.tags;

import dev.inventory.platform.listing.Criteria;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.Listing;
import java.util.Arrays;
import java.util.List;

/** The filters of a list of devices by their tags, in any case. */
public final class TagFilters {

    private static final String TAGGED = "d.id IN (SELECT tagged.deviceId FROM DeviceTag tagged WHERE tagged.tagKey ";

    private TagFilters() {}

    /**
     * Adds them. Given more than once, {@code tag} meets what has all of them.
     *
     * @param listing of devices by the name {@code d}
     */
    public static Listing.Builder addTo(Listing.Builder listing) {
        return listing.filterEach("tag", Kind.TEXT, (tag, criteria) -> criteria.and(TAGGED + "= ?)", key(tag)))
                .filter("tag__in", Kind.TEXT, (tags, criteria) -> criteria.and(TAGGED + "IN ?)", keys(tags)))
                .filterEach("tag__n", Kind.TEXT, (tag, criteria) -> criteria.and("NOT " + TAGGED + "= ?)", key(tag)))
                .filter("tag__empty", Kind.BOOLEAN, TagFilters::empty);
    }

    private static void empty(Object empty, Criteria criteria) {
        criteria.and(Boolean.TRUE.equals(empty) ? "d.tags IS NULL" : "d.tags IS NOT NULL");
    }

    private static String key(Object tag) {
        return Tags.key((String) tag);
    }

    private static List<String> keys(Object tags) {
        return Arrays.stream(((String) tags).split(",")).map(Tags::key).toList();
    }
}
