package dev.inventory.platform.bulk;

import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Bodies.Change;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.web.FailureMapper;
import dev.inventory.platform.web.RequestInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Many objects over HTTP. A resource gives for each kind of write two methods of its service: one that writes a single
 * object in a transaction of its own, and one that writes all of them in one transaction ({@link Items}). The query
 * parameter {@code atomic} chooses: true, the default, for all or nothing; false for each by itself, answered by a list
 * with a {@code status} for each.
 */
@ApplicationScoped
public class BulkEndpoint {

    private static final Logger LOG = Logger.getLogger(BulkEndpoint.class.getName());
    private static final String ATOMIC = "atomic";

    @Inject
    RequestInfo info;

    /** POST of a list: 201 with the objects, in the list's order. */
    public <I, R> Response create(
            UriInfo uri, List<I> items, Function<I, R> one, Function<List<I>, List<R>> all, Function<R, Object> shown) {
        return isAtomic(uri)
                ? Response.status(Response.Status.CREATED)
                        .entity(shown(all.apply(items), shown))
                        .build()
                : each(items, item -> written(Response.Status.CREATED, shown.apply(one.apply(item))));
    }

    /** PATCH of a list: 200 with the objects, in the list's order. */
    public <R> Response change(
            UriInfo uri,
            List<Change> changes,
            Function<Change, R> one,
            Function<List<Change>, List<R>> all,
            Function<R, Object> shown) {
        return isAtomic(uri)
                ? Response.ok(shown(all.apply(changes), shown)).build()
                : each(changes, change -> written(Response.Status.OK, shown.apply(one.apply(change))));
    }

    /**
     * DELETE of what is selected: 204.
     *
     * @param matching the ids that a query finds among what the caller may delete
     */
    public Response delete(
            UriInfo uri,
            Selection selection,
            Function<ListQuery, List<Long>> matching,
            Consumer<Long> one,
            Consumer<List<Long>> all) {
        boolean atomic = isAtomic(uri);
        List<Long> ids = selection.query().map(matching).orElse(selection.ids());
        if (ids.size() > Bodies.MAX) {
            throw Rejected.field("filters", "More than " + Bodies.MAX + " objects match.");
        }
        if (atomic) {
            if (!ids.isEmpty()) {
                all.accept(ids);
            }
            return Response.noContent().build();
        }
        return each(ids, id -> deleted(id, one));
    }

    private static Map<String, Object> deleted(Long id, Consumer<Long> one) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("id", id);
        try {
            one.accept(id);
            outcome.put("status", Response.Status.NO_CONTENT.getStatusCode());
        } catch (RuntimeException e) {
            Failure failure = FailureMapper.known(e).orElseThrow(() -> e);
            outcome.put("status", failure.status());
            outcome.put("errors", failure.errors());
        }
        return outcome;
    }

    private static Map<String, Object> written(Response.Status status, Object object) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("status", status.getStatusCode());
        outcome.put("object", object);
        return outcome;
    }

    private static <R> List<Object> shown(List<R> results, Function<R, Object> shown) {
        return results.stream().map(shown).toList();
    }

    private <I> Response each(List<I> items, Function<I, Map<String, Object>> work) {
        List<Map<String, Object>> outcomes = new ArrayList<>();
        for (I item : items) {
            Map<String, Object> outcome;
            try {
                outcome = work.apply(item);
            } catch (RuntimeException e) {
                outcome = failed(e);
            }
            outcomes.add(outcome);
        }
        return Response.ok(outcomes).build();
    }

    /** What went before is written, so that an unexpected failure must not end the answer. */
    private Map<String, Object> failed(RuntimeException e) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        FailureMapper.known(e)
                .ifPresentOrElse(
                        failure -> {
                            outcome.put("status", failure.status());
                            outcome.put("errors", failure.errors());
                        },
                        () -> {
                            LOG.log(Level.SEVERE, "An item of request " + info.requestId() + " failed", e);
                            outcome.put("status", Response.Status.INTERNAL_SERVER_ERROR.getStatusCode());
                            outcome.put(
                                    "errors",
                                    Map.of("detail", "A server error occurred.", "request_id", info.requestId()));
                        });
        return outcome;
    }

    private static boolean isAtomic(UriInfo uri) {
        List<String> values = uri.getQueryParameters().getOrDefault(ATOMIC, List.of());
        return values.isEmpty()
                || Kind.bool(values.get(values.size() - 1))
                        .orElseThrow(() -> Rejected.field(ATOMIC, Kind.BOOLEAN.expectation()));
    }
}
