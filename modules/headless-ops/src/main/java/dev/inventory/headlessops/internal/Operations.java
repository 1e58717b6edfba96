package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.inventory.device.DeviceCatalog;
import dev.inventory.headlessops.internal.execution.Control;
import dev.inventory.headlessops.internal.execution.OperationStatus;
import dev.inventory.headlessops.internal.execution.OperationTypes;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Criteria;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Operations as clients know them: listed and looked at. */
@ApplicationScoped
@RetriedOnContention
class Operations {

    static final String ROLE = "operation";

    static final String PATH = "/api/v1/" + OperationsResource.PATH + "/";

    // By IN rather than EXISTS: for EXISTS EclipseLink inlines all values on Derby, truth values as 0 and 1.
    private static final String IDS_BY_ORGANIZATION = "SELECT x.operationId FROM OperationOrganization x";

    private static final String PAUSED = "paused";
    private static final String PRIORITY = "priority";

    private static final TypeReference<Map<String, @Nullable Object>> ROW = new TypeReference<>() {};

    @PersistenceContext
    EntityManager em;

    @Inject
    Lists lists;

    @Inject
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    DeviceCatalog devices;

    @Inject
    OperationTypes types;

    private Listing listing = declared().build();

    @PostConstruct
    void declare() {
        listing = declared().choices("operation_type", types.all()).build();
    }

    private static Listing.Builder declared() {
        return Listing.of("Operation", "o")
                .field("id", "o.id", Kind.ID)
                .field("operation_type", "o.operationType", Kind.TEXT)
                .hidden("status", "o.status", Kind.TEXT)
                .hidden("created_at", "o.createdAt", Kind.INSTANT)
                .hidden("updated_at", "o.updatedAt", Kind.INSTANT)
                .hidden("scheduled_for", "o.executeAt", Kind.INSTANT)
                .hidden("total_devices", "o.totalDevices", Kind.NUMBER)
                .hidden("processed_devices", "o.processedDevices", Kind.NUMBER)
                .hidden("failed_devices", "o.failedDevices", Kind.NUMBER)
                .filter("organization", Kind.ID, (organization, criteria) -> {
                    var unused = criteria.and(
                            "o.id IN (" + IDS_BY_ORGANIZATION + " WHERE x.organizationId = ?)", organization);
                })
                .hidden("finished_at", "o.finishedAt", Kind.INSTANT)
                .hidden("started_at", "o.startedAt", Kind.INSTANT)
                .hidden(PRIORITY, "o.priority", Kind.NUMBER)
                .ranked(PRIORITY, Priority.words())
                .filter(PAUSED, Kind.BOOLEAN, (paused, criteria) -> {
                    var unused = criteria.and(
                            Boolean.TRUE.equals(paused) ? "o.control = ?" : "o.control <> ?", Control.PAUSE.word());
                })
                .hidden("series_id", "o.seriesId", Kind.ID)
                .hidden("retry_of", "o.retryOf", Kind.ID)
                .completed(
                        "status",
                        "progress",
                        "total_devices",
                        "processed_devices",
                        "failed_devices",
                        "created_at",
                        "updated_at",
                        "estimated_completion",
                        "operation_details",
                        PAUSED,
                        PRIORITY)
                .required("operation_type", "status", "created_at", "updated_at")
                .brief("id", "operation_type", "status")
                .choices("status", OperationStatus.words())
                .flag("update_status");
    }

    /** One operation, with the version that its ETag is made of. */
    record Found(OperationDetail operation, long id, long version) {}

    /**
     * What a list request asks for, narrowed to what the caller may see.
     *
     * @throws NotFound for an {@code id} that does not exist
     * @throws Forbidden for an {@code id} or {@code organization} that is not the caller's to see
     */
    @Transactional
    public ListQuery query(Map<String, List<String>> parameters) {
        for (String id : parameters.getOrDefault("id", List.of())) {
            var unused = require(id, Permission.VIEW);
        }
        ListQuery query = ListQuery.parse(listing, parameters);
        OrganizationScope scope = caller.scope(ROLE, Permission.VIEW);
        for (String organization : parameters.getOrDefault("organization", List.of())) {
            if (!scope.contains(Long.parseLong(organization.strip()))) {
                throw Forbidden.permission();
            }
        }
        if (scope.isEmpty()) {
            var unused = query.criteria().and(Criteria.nothing("o.id"));
        } else if (!scope.all()) {
            // An operation tells about all its organizations: who may not see one of them may not see it. One for all
            // organizations has none noted until it meets some.
            List<Long> mine = List.copyOf(scope.ids());
            var unused = query.criteria()
                    .and("o.id IN (" + IDS_BY_ORGANIZATION + " WHERE x.organizationId IN ?)", mine)
                    .and("o.id NOT IN (" + IDS_BY_ORGANIZATION + " WHERE x.organizationId NOT IN ?)", mine);
        }
        return query;
    }

    /** A page of operations. */
    @Transactional
    public Page page(ListQuery query, UriInfo uri) {
        return lists.page(query, uri, rows -> summarize(query, rows));
    }

    /** Puts the summaries in place of what was read, with what else was asked for; a file has all of it. */
    private void summarize(ListQuery query, List<Map<String, @Nullable Object>> rows) {
        List<Long> ids = rows.stream()
                .map(row -> row.get("id"))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .toList();
        rows.clear();
        summaries(ids).forEach(summary -> rows.add(Json.mapper().convertValue(summary, ROW)));
        Collection<String> named = query.named();
        if (isMore(named) || (named.isEmpty() && query.export().isPresent())) {
            Map<Long, Operation> operations = byIds(ids);
            rows.forEach(row -> {
                Operation operation = operations.get(Long.valueOf(String.valueOf(row.get("id"))));
                if (operation != null) {
                    row.put(PAUSED, operation.control() == Control.PAUSE);
                    row.put(PRIORITY, operation.priority().word());
                }
            });
        }
    }

    /** Whether fields are named that a row has only if they are. */
    private static boolean isMore(Collection<String> named) {
        return named.contains(PAUSED) || named.contains(PRIORITY);
    }

    /**
     * The devices of the operations on the page, for a check of their status.
     *
     * @param max most that are answered
     */
    @Transactional
    public Set<Long> devicesOf(ListQuery query, int max) {
        List<Long> ids = lists.ids(query);
        if (ids.isEmpty()) {
            return Set.of();
        }
        Set<Long> found = new LinkedHashSet<>(em.createQuery(
                        "SELECT DISTINCT t.id FROM OperationTarget t WHERE t.operationId IN :ids AND t.id > 0",
                        Long.class)
                .setParameter("ids", ids)
                .setMaxResults(max)
                .getResultList());
        Map<Long, List<Long>> organizationIds = organizationIds(ids);
        for (Operation operation : byIds(ids).values()) {
            if (operation.isScheduled() && found.size() < max && !types.isAboutAddresses(operation.operationType())) {
                OrganizationScope scope = operation.isForAllOrganizations()
                        ? OrganizationScope.EVERYTHING
                        : withDescendants(OrganizationScope.of(
                                Set.copyOf(organizationIds.getOrDefault(operation.id(), List.of()))));
                devices.ids(operation.filters().selection(), scope).stream()
                        .limit(max - found.size())
                        .forEach(found::add);
            }
        }
        return found;
    }

    /**
     * One operation.
     *
     * @throws NotFound if there is none with that id
     * @throws Forbidden if it is of organizations that the caller may not see
     */
    @Transactional
    public Found get(String id) {
        return found(require(id, Permission.VIEW));
    }

    /** An operation with all that is known of it. */
    Found found(Operation operation) {
        List<Long> organizationIds = organizationIds(operation.id());
        OperationSummary summary = OperationSummary.of(
                operation, organizationIds, errors(List.of(operation.id())).getOrDefault(operation.id(), Map.of()));
        OperationDetail detail = new OperationDetail(
                summary,
                operation.skippedDevices(),
                operation.priority().word(),
                operation.executeAt(),
                operation.startedAt().orElse(null),
                operation.finishedAt().orElse(null),
                operation.control() == Control.PAUSE,
                operation.control() == Control.CANCEL && !operation.hasEnded(),
                operation.wave() + 1,
                operation.endReason().orElse(null),
                operation.retryOf().map(String::valueOf).orElse(null),
                operation.seriesId().map(String::valueOf).orElse(null),
                types.isCountedByValue(operation.operationType()) ? devicesByValue(operation.id()) : null,
                config(operation, operation.isForAllOrganizations() ? List.of() : organizationIds));
        return new Found(detail, operation.id(), operation.version());
    }

    /**
     * The operation, for somebody who holds the permission on it.
     *
     * @throws NotFound if there is none with that id
     * @throws Forbidden if the caller does not hold the permission in all its organizations
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Operation require(String id, Permission permission) {
        return require(id, permission, LockModeType.NONE);
    }

    /** The same, and nobody changes the operation until the transaction is over. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Operation lock(String id, Permission permission) {
        return require(id, permission, LockModeType.PESSIMISTIC_WRITE);
    }

    private Operation require(String id, Permission permission, LockModeType lock) {
        Operation operation = id.matches("\\d{1,18}") ? em.find(Operation.class, Long.valueOf(id), lock) : null;
        if (operation == null) {
            throw NotFound.object();
        }
        OrganizationScope scope = caller.scope(ROLE, permission);
        if (!scope.all()) {
            List<Long> of = organizationIds(operation.id());
            if (operation.isForAllOrganizations()
                    || of.isEmpty()
                    || !scope.ids().containsAll(of)) {
                throw Forbidden.permission();
            }
        }
        return operation;
    }

    /** How many devices have which observed value. */
    private Map<String, Long> devicesByValue(long id) {
        Map<String, Long> counts = new TreeMap<>();
        em.createQuery(
                        "SELECT t.after, COUNT(t.id) FROM OperationTarget t WHERE t.operationId = :id"
                                + " AND t.after IS NOT NULL GROUP BY t.after",
                        Object[].class)
                .setParameter("id", id)
                .getResultList()
                .forEach(row -> counts.put((String) row[0], (Long) row[1]));
        return counts;
    }

    /** Operations as the list shows them, in the order of the ids; without those that are gone. */
    @Transactional
    public List<OperationSummary> summaries(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Operation> operations = byIds(ids);
        Map<Long, List<Long>> organizationIds = organizationIds(ids);
        Map<Long, Map<String, Long>> errors = errors(ids);
        List<OperationSummary> summaries = new ArrayList<>(ids.size());
        for (Long id : ids) {
            Operation operation = operations.get(id);
            if (operation != null) {
                summaries.add(OperationSummary.of(
                        operation, organizationIds.getOrDefault(id, List.of()), errors.getOrDefault(id, Map.of())));
            }
        }
        return summaries;
    }

    private Map<Long, Operation> byIds(Collection<Long> ids) {
        Map<Long, Operation> operations = new HashMap<>();
        em.createQuery("SELECT o FROM Operation o WHERE o.id IN :ids", Operation.class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(operation -> operations.put(operation.id(), operation));
        return operations;
    }

    List<Long> organizationIds(long id) {
        return organizationIds(List.of(id)).getOrDefault(id, List.of());
    }

    private Map<Long, List<Long>> organizationIds(Collection<Long> ids) {
        Map<Long, List<Long>> organizationIds = new HashMap<>();
        em.createQuery(
                        "SELECT x.operationId, x.organizationId FROM OperationOrganization x"
                                + " WHERE x.operationId IN :ids ORDER BY x.operationId, x.organizationId",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> organizationIds
                        .computeIfAbsent((Long) row[0], id -> new ArrayList<>())
                        .add((Long) row[1]));
        return organizationIds;
    }

    /** Failed devices by error class, of several operations in one query. */
    private Map<Long, Map<String, Long>> errors(Collection<Long> ids) {
        Map<Long, Map<String, Long>> errors = new HashMap<>();
        // Compared with a text rather than with NULL, so that both databases read only the failed rows of the index.
        em.createQuery(
                        "SELECT t.operationId, t.errorClass, COUNT(t.id) FROM OperationTarget t"
                                + " WHERE t.operationId IN :ids AND t.errorClass > '' GROUP BY t.operationId, t.errorClass",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> errors.computeIfAbsent((Long) row[0], id -> new TreeMap<>())
                        .put((String) row[1], (Long) row[2]));
        return errors;
    }

    /** An organization stands for itself and everything under it. */
    OrganizationScope withDescendants(OrganizationScope scope) {
        if (scope.all()) {
            return scope;
        }
        Set<Long> all = new HashSet<>(scope.ids());
        scope.ids().forEach(id -> all.addAll(organizations.withDescendants(id)));
        return OrganizationScope.of(all);
    }

    /** What an operation was told. */
    static AcceptedOperation.Config config(Operation operation, List<Long> organizationIds) {
        return new AcceptedOperation.Config(
                organizationIds,
                operation.filters().types(),
                operation.options(),
                operation.filters().filters().isEmpty()
                        ? null
                        : operation.filters().filters(),
                operation.recurrence().orElse(null));
    }
}
