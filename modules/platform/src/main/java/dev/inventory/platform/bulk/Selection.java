package dev.inventory.platform.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The objects that a request is about: those with some ids, those that a list with some filters would hold, or, if both
 * are given, those with the ids that the filters let pass.
 *
 * @param ids without repetition, in the order in which they were sent; empty if the query alone selects
 * @param query never without a condition
 */
public record Selection(List<Long> ids, Optional<ListQuery> query) {

    /** The body of such a request, for OPTIONS. */
    public record Fields(
            @Schema(description = "Ids") List<Long> items,

            @Schema(description = "Filters as in the query of the list, by name")
            Map<String, String> filters) {}

    /** @throws Rejected if the body selects nothing, or not clearly */
    public static Selection read(Body body, Listing listing) {
        Value<List<Long>> items = body.ids("items", Bodies.MAX).notNull();
        Value<ObjectNode> filters = body.document("filters").notNull();
        Map<String, String> parameters = new LinkedHashMap<>();
        ObjectNode sent = filters.orNull();
        if (sent != null) {
            sent.properties().forEach(filter -> Body.queryText(filter.getValue())
                    .ifPresentOrElse(
                            text -> parameters.put(filter.getKey(), text),
                            () -> body.error("filters." + filter.getKey(), "A filter needs a value.")));
            if (sent.isEmpty()) {
                body.error("filters", "This object may not be empty.");
            }
        }
        List<Long> ids = List.copyOf(new LinkedHashSet<>(items.or(List.of())));
        if (items.orNull() != null && ids.isEmpty()) {
            body.error("items", "This list may not be empty.");
        }
        if (!items.isPresent() && !filters.isPresent()) {
            body.error("non_field_errors", "Name the objects by items, by filters or by both.");
        }
        body.finish();
        if (sent == null) {
            return new Selection(ids, Optional.empty());
        }
        ListQuery query = ListQuery.filters(listing, parameters);
        if (!ids.isEmpty()) {
            query.only(ids);
        }
        return new Selection(ids, Optional.of(query));
    }
}
