package dev.inventory.headlessops.internal;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.internal.execution.OperationAccepted;
import dev.inventory.headlessops.internal.execution.OperationTypes;
import dev.inventory.headlessops.internal.execution.Progress;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Operations on their way in: looked through, previewed, accepted. */
@ApplicationScoped
@RetriedOnContention
class NewOperations {

    private static final String DEVICE_ROLE = "device";
    private static final int MEASURED_OPERATIONS = 10;
    private static final int SHOWN_TARGETS = 100;

    @PersistenceContext
    EntityManager em;

    @Inject
    Operations operations;

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

    /** What became of a request: an accepted operation, or the preview that was asked for. */
    sealed interface Answer {}

    /** An accepted operation, with the version that its ETag is made of. */
    record Accepted(AcceptedOperation operation, long id, long version) implements Answer {}

    /** What an operation would meet. */
    record Previewed(OperationPreview preview) implements Answer {}

    /**
     * Accepts an operation; it is durable when the transaction is. A dry run leaves nothing behind.
     *
     * @throws Rejected 400 for a request of the wrong shape, 422 for one that cannot work
     * @throws Forbidden if an organization is not the caller's
     */
    @Transactional
    public Answer accept(Body body) {
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
        devices.wrongFilters(request.filters().filters())
                .forEach((name, messages) ->
                        messages.forEach(message -> request.problems().add("device_filters." + name, message)));
        refuseProblems(request);
        OrganizationScope scope = operations.withDescendants(chosen);
        long targets = devices.count(request.filters().selection(), scope);
        if (targets == 0) {
            request.problems().add("device_filters", "No device matches: the operation would have nothing to do.");
            refuseProblems(request);
        }
        List<Long> organizationIds = chosen.ids().stream().sorted().toList();
        Operation operation = new Operation(
                request,
                chosen.all(),
                organizationIds.isEmpty() ? 0 : organizationIds.get(0),
                (int) Math.min(targets, Integer.MAX_VALUE),
                caller.userId(),
                now);
        if (request.dryRun()) {
            return new Previewed(preview(operation, targets, organizationIds, scope));
        }
        return store(operation, targets, organizationIds);
    }

    /**
     * Accepts an operation like one that has ended, for the devices that failed in it.
     *
     * @throws Forbidden if the caller may not do with its devices what it does
     * @throws Conflict if it has not ended, or no device failed
     */
    @Transactional
    public Accepted retry(String id) {
        Operation failed = operations.require(id, Permission.ADD);
        OrganizationScope usable = onDevices(failed.operationType(), failed.options());
        List<Long> foreign = operations.organizationIds(failed.id()).stream()
                .filter(organization -> !usable.contains(organization))
                .toList();
        if (!foreign.isEmpty()) {
            throw forbidden(foreign);
        }
        if (failed.isForAllOrganizations() && !usable.all()) {
            throw Forbidden.permission();
        }
        if (!failed.hasEnded()) {
            throw new Conflict("The operation has not ended yet.");
        }
        if (types.isAboutAddresses(failed.operationType())) {
            throw new Conflict("A discovery is not repeated; begin another one.");
        }
        long targets = em.createQuery(
                        "SELECT COUNT(t.id) FROM OperationTarget t WHERE t.operationId = :id AND t.outcome = :failed",
                        Long.class)
                .setParameter("id", failed.id())
                .setParameter("failed", "failed")
                .getSingleResult();
        if (targets == 0) {
            throw new Conflict("No device failed in this operation.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return store(
                new Operation(failed, (int) targets, caller.userId(), now),
                targets,
                failed.isForAllOrganizations() ? List.of() : operations.organizationIds(failed.id()));
    }

    private Accepted store(Operation operation, long targets, List<Long> organizationIds) {
        // Before anything is written: on Derby a reader waits for those who write, and who waits must hold nothing that
        // they wait for.
        int minutes = estimatedMinutes(operation.operationType(), targets);
        em.persist(operation);
        em.flush();
        operation.beginSeries();
        organizationIds.forEach(id -> em.persist(new OperationOrganization(operation.id(), id)));
        AcceptedOperation answer = new AcceptedOperation(
                Long.toString(operation.id()),
                operation.operationType(),
                operation.status(),
                operation.createdAt(),
                operation.executeAt(),
                minutes,
                targets,
                Operations.config(operation, organizationIds),
                Operations.PATH + "?id=" + operation.id());
        audit.created("operation", operation.id(), audited(operation, organizationIds));
        accepted.fire(new OperationAccepted(operation.id(), operation.executeAt()));
        return new Accepted(answer, operation.id(), operation.version());
    }

    private OperationPreview preview(
            Operation operation, long targets, List<Long> organizationIds, OrganizationScope scope) {
        List<Long> shown = devices.ids(operation.filters().selection(), scope).stream()
                .limit(SHOWN_TARGETS)
                .toList();
        return new OperationPreview(
                true,
                operation.operationType(),
                operation.executeAt(),
                estimatedMinutes(operation.operationType(), targets),
                targets,
                Operations.config(operation, organizationIds),
                devices.byIds(shown).values().stream()
                        .sorted(java.util.Comparator.comparingLong(DeviceCatalog.Summary::id))
                        .map(device -> new OperationPreview.Device(
                                device.id(), device.name(), device.serialNumber(), device.organizationId()))
                        .toList());
    }

    /** The organizations that the operation is for: those asked for, or all that the caller may use. */
    private OrganizationScope chosen(OperationRequest request) {
        OrganizationScope usable = both(
                caller.scope(Operations.ROLE, Permission.ADD), onDevices(request.operationType(), request.options()));
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
            throw forbidden(foreign);
        }
        asked.stream().filter(id -> !known.contains(id)).forEach(id -> request.problems()
                .add("target_organizations", Body.invalidPk(id)));
        return OrganizationScope.of(known);
    }

    /** Where the caller may do with devices what an operation does with them. */
    private OrganizationScope onDevices(String type, OperationOptions options) {
        OrganizationScope seen = caller.scope(DEVICE_ROLE, Permission.VIEW);
        return types.changesDevices(type, options) ? both(seen, caller.scope(DEVICE_ROLE, Permission.CHANGE)) : seen;
    }

    private static Forbidden forbidden(List<Long> organizations) {
        return new Forbidden("You do not have permission to run such operations on the organizations "
                + organizations.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
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

    private static Map<String, Object> audited(Operation operation, List<Long> organizationIds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operation_type", operation.operationType());
        fields.put("organizations", operation.isForAllOrganizations() ? "all" : organizationIds);
        fields.put("device_filters", operation.filters());
        fields.put("scheduled_for", operation.executeAt());
        fields.put("priority", operation.priority().word());
        fields.put("options", operation.options());
        operation.recurrence().ifPresent(times -> fields.put("recurrence", times));
        operation.retryOf().ifPresent(failed -> fields.put("retry_of", failed));
        return fields;
    }
}
