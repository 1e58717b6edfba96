package dev.inventory.platform.audit;

import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the audit log; nobody changes it. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class AuditLog {

    static final Listing LISTING = Listing.of("AuditEntry", "a")
            .field("id", "a.id", Kind.ID)
            .field("time", "a.happenedAt", Kind.INSTANT)
            .field("user", "a.userId", Kind.ID)
            .field("username", "a.username", Kind.TEXT)
            .field("remote_address", "a.remoteAddress", Kind.TEXT)
            .field("request_id", "a.requestId", Kind.TEXT)
            .field("action", "a.action", Kind.TEXT)
            .field("object_type", "a.objectType", Kind.TEXT)
            .field("object_id", "a.objectId", Kind.ID)
            .field("before", "a.beforeJson", Kind.TEXT)
            .field("after", "a.afterJson", Kind.TEXT)
            .required("time")
            .choices("action", List.of("create", "update", "delete"))
            .brief("id", "time", "username", "action", "object_type", "object_id")
            .build();

    private static final List<String> DOCUMENTS = List.of("before", "after");

    @Inject
    Lists lists;

    Page page(ListQuery query, UriInfo uri) {
        return lists.page(query, uri, rows -> rows.forEach(AuditLog::unfold));
    }

    Map<String, @Nullable Object> one(long id) {
        ListQuery query = ListQuery.parse(LISTING, Map.of("id", List.of(Long.toString(id))));
        Map<String, @Nullable Object> entry = lists.first(query).orElseThrow(NotFound::object);
        unfold(entry);
        return entry;
    }

    /** They are kept as text and shown as what they are. */
    private static void unfold(Map<String, @Nullable Object> entry) {
        DOCUMENTS.forEach(name -> entry.computeIfPresent(name, (key, text) -> Json.read(text.toString())));
    }
}
