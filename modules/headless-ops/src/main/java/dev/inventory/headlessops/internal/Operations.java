package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.inventory.device.DeviceCatalog;
import dev.inventory.headlessops.internal.execution.OperationAccepted;
import dev.inventory.headlessops.internal.execution.OperationTypes;
import dev.inventory.headlessops.internal.execution.Progress;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Criteria;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Operations as clients know them: accepted, listed, looked at. */
@ApplicationScoped
@RetriedOnContention
class Operations {

    static final String ROLE = "operation";

    private static final String DEVICE_ROLE = "device";
    private static final int MEASURED_OPERATIONS = 10;
    private static final String PATH = "/api/v1/" + OperationsResource.PATH + "/";

    // By IN rather than EXISTS: for EXISTS EclipseLink inlines all values on Derby, truth values as 0 and 1.
    private static final String IDS_BY_ORGANIZATION = "SELECT x.operationId FROM OperationOrganization x";

    private static final Listing LISTING = Listing.of("Operation", "o")
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
                var unused =
                        criteria.and("o.id IN (" + IDS_BY_ORGANIZATION + " WHERE x.organizationId = ?)", organization);
            })
            .completed(
                    "status",
                    "progress",
                    "total_devices",
                    "processed_devices",
                    "failed_devices",
                    "created_at",
                    "updated_at",
                    "estimated_completion",
                    "operation_details")
            .required("operation_type", "status", "created_at", "updated_at")
            .brief("id", "operation_type", "status")
            .flag("update_status")
            .build();

    private static final TypeReference<Map<String, @Nullable Object>> ROW = new TypeReference<>() {};

    private static final Listing RESULTS = Listing.of("OperationTarget", "t")
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
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    DeviceCatalog devices;

    @Inject
    OperationTypes types;

    @Inject
    Audit audit;

    @Inject
    Event<OperationAccepted> accepted;

    @Inject
    Clock clock;

    /** The answer to an accepted request, with the version that its ETag is made of. */
    record Accepted(AcceptedOperation operation, long id, long version) {}

    /** One operation, with the version that its ETag is made of. */
    record Found(OperationDetail operation, long id, long version) {}

    /**
     * Accepts an operation; it is durable when the transaction is.
     *
     * @throws Rejected 400 for a request of the wrong shape, 422 for one that cannot work
     * @throws Forbidden if an organization is not the caller's
     */
    @Transactional
    public Accepted accept(Body body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        OperationRequest request = OperationRequest.read(body, types.names(), now);
        OrganizationScope chosen = chosen(request);
        Set<String> unknownTypes = devices.unknownTypes(request.filters().types());
        if (!unknownTypes.isEmpty()) {
            request.problems()
                    .add(
                            "device_filters.types",
                            "There is no device type "
                                    + unknownTypes.stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        refuseProblems(request);
        long targets = devices.count(request.filters().selection(), withDescendants(chosen));
        if (targets == 0) {
            request.problems().add("device_filters", "No device matches: the operation would have nothing to do.");
            refuseProblems(request);
        }
        Operation operation =
                new Operation(request, chosen.all(), (int) Math.min(targets, Integer.MAX_VALUE), caller.userId(), now);
        em.persist(operation);
        em.flush();
        List<Long> organizationIds = chosen.ids().stream().sorted().toList();
        organizationIds.forEach(id -> em.persist(new OperationOrganization(operation.id(), id)));
        AcceptedOperation answer = new AcceptedOperation(
                Long.toString(operation.id()),
                operation.operationType(),
                operation.status(),
                operation.createdAt(),
                operation.executeAt(),
                estimatedMinutes(operation.operationType(), targets),
                targets,
                config(operation, organizationIds),
                PATH + "?id=" + operation.id());
        audit.created("operation", operation.id(), audited(operation, organizationIds));
        accepted.fire(new OperationAccepted(operation.id(), operation.executeAt()));
        return new Accepted(answer, operation.id(), operation.version());
    }

    /**
     * What a list request asks for, narrowed to what the caller may see.
     *
     * @throws NotFound for an {@code id} that does not exist
     * @throws Forbidden for an {@code id} or {@code organization} that is not the caller's to see
     */
    @Transactional
    public ListQuery query(Map<String, List<String>> parameters) {
        for (String id : parameters.getOrDefault("id", List.of())) {
            var unused = require(id);
        }
        ListQuery query = ListQuery.parse(LISTING, parameters);
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
        return lists.page(query, uri, this::summarize);
    }

    /** Puts the summaries in place of what was read. */
    private void summarize(List<Map<String, @Nullable Object>> rows) {
        List<Long> ids = rows.stream()
                .map(row -> row.get("id"))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .toList();
        rows.clear();
        summaries(ids).forEach(summary -> rows.add(Json.mapper().convertValue(summary, ROW)));
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
        Set<Long> found = new LinkedHashSet<>(
                em.createQuery("SELECT DISTINCT t.id FROM OperationTarget t WHERE t.operationId IN :ids", Long.class)
                        .setParameter("ids", ids)
                        .setMaxResults(max)
                        .getResultList());
        Map<Long, List<Long>> organizationIds = organizationIds(ids);
        for (Operation operation : byIds(ids).values()) {
            if (operation.isScheduled() && found.size() < max) {
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
        Operation operation = require(id);
        List<Long> organizationIds = organizationIds(List.of(operation.id())).getOrDefault(operation.id(), List.of());
        OperationSummary summary = OperationSummary.of(
                operation, organizationIds, errors(List.of(operation.id())).getOrDefault(operation.id(), Map.of()));
        OperationDetail detail = new OperationDetail(
                summary,
                operation.skippedDevices(),
                operation.priority().word(),
                operation.executeAt(),
                operation.startedAt().orElse(null),
                operation.finishedAt().orElse(null),
                config(operation, operation.isForAllOrganizations() ? List.of() : organizationIds));
        return new Found(detail, operation.id(), operation.version());
    }

    /** A page of what became of the operation's devices; throws as {@link #get} does. */
    @Transactional
    public Page results(String id, UriInfo uri) {
        Operation operation = require(id);
        ListQuery query = ListQuery.parse(RESULTS, uri.getQueryParameters());
        var unused = query.criteria().and("t.operationId = ?", operation.id());
        return lists.page(query, uri);
    }

    private Operation require(String id) {
        Operation operation = id.matches("\\d{1,18}") ? em.find(Operation.class, Long.valueOf(id)) : null;
        if (operation == null) {
            throw NotFound.object();
        }
        OrganizationScope scope = caller.scope(ROLE, Permission.VIEW);
        if (!scope.all()) {
            List<Long> of = organizationIds(List.of(operation.id())).getOrDefault(operation.id(), List.of());
            if (operation.isForAllOrganizations()
                    || of.isEmpty()
                    || !scope.ids().containsAll(of)) {
                throw Forbidden.permission();
            }
        }
        return operation;
    }

    private List<OperationSummary> summaries(List<Long> ids) {
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

    /** The organizations that the operation is for: those asked for, or all that the caller may use. */
    private OrganizationScope chosen(OperationRequest request) {
        OrganizationScope usable = both(caller.scope(ROLE, Permission.ADD), caller.scope(DEVICE_ROLE, Permission.VIEW));
        if (request.organizations().isEmpty()) {
            if (usable.isEmpty()) {
                throw Forbidden.permission();
            }
            return usable;
        }
        List<Long> asked = request.organizations().get();
        Set<Long> known = organizations.byIds(asked).keySet();
        List<Long> foreign = asked.stream()
                .filter(id -> known.contains(id) && !usable.contains(id))
                .toList();
        if (!foreign.isEmpty()) {
            throw new Forbidden("You do not have permission to run operations on the organizations "
                    + foreign.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
        }
        asked.stream().filter(id -> !known.contains(id)).forEach(id -> request.problems()
                .add("target_organizations", Body.invalidPk(id)));
        return OrganizationScope.of(known);
    }

    private static OrganizationScope both(OrganizationScope one, OrganizationScope other) {
        if (one.all()) {
            return other;
        }
        return other.all()
                ? one
                : OrganizationScope.of(
                        one.ids().stream().filter(other::contains).collect(Collectors.toSet()));
    }

    /** An organization stands for itself and everything under it. */
    private OrganizationScope withDescendants(OrganizationScope scope) {
        if (scope.all()) {
            return scope;
        }
        Set<Long> all = new HashSet<>(scope.ids());
        scope.ids().forEach(id -> all.addAll(organizations.withDescendants(id)));
        return OrganizationScope.of(all);
    }

    private static void refuseProblems(OperationRequest request) {
        if (!request.problems().isEmpty()) {
            throw Rejected.unprocessable(request.problems());
        }
    }

    private int estimatedMinutes(String type, long targets) {
        List<Object[]> finished = em.createQuery(
                        "SELECT o.processedDevices, o.startedAt, o.finishedAt FROM Operation o"
                                + " WHERE o.operationType = :type AND o.finishedAt IS NOT NULL AND o.startedAt IS NOT NULL"
                                + " ORDER BY o.finishedAt DESC",
                        Object[].class)
                .setParameter("type", type)
                .setMaxResults(MEASURED_OPERATIONS)
                .getResultList();
        long processed = 0;
        Duration spent = Duration.ZERO;
        for (Object[] row : finished) {
            processed += (Integer) row[0];
            spent = spent.plus(Duration.between((Instant) row[1], (Instant) row[2]));
        }
        return Progress.estimatedMinutes(targets, processed, spent);
    }

    private static AcceptedOperation.Config config(Operation operation, List<Long> organizationIds) {
        return new AcceptedOperation.Config(organizationIds, operation.filters().types(), operation.options());
    }

    private static Map<String, Object> audited(Operation operation, List<Long> organizationIds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operation_type", operation.operationType());
        fields.put("organizations", operation.isForAllOrganizations() ? "all" : organizationIds);
        fields.put("device_filters", operation.filters());
        fields.put("scheduled_for", operation.executeAt());
        fields.put("priority", operation.priority().word());
        fields.put("options", operation.options());
        return fields;
    }
}
