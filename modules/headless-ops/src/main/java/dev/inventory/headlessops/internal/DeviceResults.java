package dev.inventory.headlessops.internal;

import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of the devices of an operation. */
@ApplicationScoped
@RetriedOnContention
class DeviceResults {

    /** The columns of an export, in the order of a row. */
    static final List<String> COLUMNS = List.of(
            "device_id",
            "device_name",
            "serial_number",
            "outcome",
            "error_class",
            "message",
            "before",
            "after",
            "attempts",
            "duration_ms",
            "finished_at");

    private static final String EXPORT = "export";
    private static final int EXPORT_PAGE = 1000;

    private static final Listing LISTING = Listing.of("OperationTarget", "t")
            .field("device_id", "t.id", Kind.ID)
            .field("device_name", "t.deviceName", Kind.TEXT)
            .field("serial_number", "t.serialNumber", Kind.TEXT)
            .field("outcome", "t.outcome", Kind.TEXT)
            .field("error_class", "t.errorClass", Kind.TEXT)
            .field("message", "t.message", Kind.TEXT)
            .field("before", "t.before", Kind.TEXT)
            .field("after", "t.after", Kind.TEXT)
            .field("attempts", "t.attempts", Kind.NUMBER)
            .field("duration_ms", "t.durationMillis", Kind.NUMBER)
            .field("finished_at", "t.finishedAt", Kind.INSTANT)
            .searched("device_name", "serial_number", "message")
            .build();

    @PersistenceContext
    EntityManager em;

    @Inject
    Lists lists;

    @Inject
    Operations operations;

    /**
     * A page of results.
     *
     * @throws NotFound if there is no such operation
     * @throws Forbidden if it is of organizations that the caller may not see
     */
    @Transactional
    public Page page(String id, UriInfo uri) {
        return lists.page(query(id, uri.getQueryParameters()), uri);
    }

    /**
     * What a request for a file of all results asks for; empty if it asks for a page.
     *
     * @throws Rejected if the file cannot be made, or a filter is wrong
     */
    @Transactional
    public Optional<Export> export(String id, Map<String, List<String>> parameters) {
        List<String> formats = parameters.getOrDefault(EXPORT, List.of());
        if (formats.isEmpty()) {
            return Optional.empty();
        }
        if (!formats.equals(List.of("csv"))) {
            throw Rejected.field(EXPORT, "Only csv can be exported.");
        }
        for (String name : List.of("limit", "offset", "ordering")) {
            if (parameters.containsKey(name)) {
                throw Rejected.field(name, "An export has all results, by device_id.");
            }
        }
        Map<String, List<String>> filters = new LinkedHashMap<>(parameters);
        filters.remove(EXPORT);
        var unused = query(id, filters);
        return Optional.of(new Export(id, filters));
    }

    /** A file of results that was asked for by somebody who may have it. */
    record Export(String operation, Map<String, List<String>> filters) {}

    /** The next rows of a file, by device id, each with the {@link #COLUMNS}; the first is the device's id. */
    @Transactional
    public List<Object[]> next(Export export, long afterDevice) {
        ListQuery query = ListQuery.parse(LISTING, export.filters());
        var unused = query.criteria()
                .and("t.operationId = ?", Long.valueOf(export.operation()))
                .and("t.id > ?", afterDevice);
        TypedQuery<Object[]> rows = em.createQuery(
                "SELECT t.id, t.deviceName, t.serialNumber, t.outcome, t.errorClass, t.message, t.before, t.after,"
                        + " t.attempts, t.durationMillis, t.finishedAt FROM OperationTarget t"
                        + query.criteria().where() + " ORDER BY t.id",
                Object[].class);
        query.criteria().parameters().forEach(rows::setParameter);
        return rows.setMaxResults(EXPORT_PAGE).getResultList();
    }

    private ListQuery query(String id, Map<String, List<String>> parameters) {
        Operation operation = operations.require(id, Permission.VIEW);
        ListQuery query = ListQuery.parse(LISTING, parameters);
        var unused = query.criteria().and("t.operationId = ?", operation.id());
        return query;
    }
}
