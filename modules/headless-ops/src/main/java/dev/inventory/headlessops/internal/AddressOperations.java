package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.internal.execution.AddressWork;
import dev.inventory.headlessops.internal.execution.OperationAccepted;
import dev.inventory.platform.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Operations over addresses ({@link AddressWork}), for those parts of the module that make them. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class AddressOperations {

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    Event<OperationAccepted> accepted;

    @Inject
    Clock clock;

    /**
     * Accepts an operation that begins at once; it is durable when the transaction is.
     *
     * @param type the name of an {@link AddressWork}
     * @return its id
     */
    public long accept(String type, long organization, int addresses, OperationOptions options) {
        Operation operation = new Operation(
                type,
                organization,
                addresses,
                options,
                caller.userId(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        em.persist(operation);
        em.flush();
        em.persist(new OperationOrganization(operation.id(), organization));
        em.flush();
        accepted.fire(new OperationAccepted(operation.id(), operation.executeAt()));
        return operation.id();
    }

    /** How far operations have come, by their ids; without those that are gone. */
    public Map<Long, AddressProgress> progress(Collection<Long> ids) {
        Map<Long, AddressProgress> progress = new HashMap<>();
        if (!ids.isEmpty()) {
            em.createQuery("SELECT o FROM Operation o WHERE o.id IN :ids", Operation.class)
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(operation -> progress.put(
                            operation.id(),
                            new AddressProgress(
                                    operation.status(),
                                    operation.progress(),
                                    operation.totalDevices(),
                                    operation.processedDevices(),
                                    operation.failedDevices(),
                                    operation.startedAt(),
                                    operation.finishedAt(),
                                    Operations.PATH + "?id=" + operation.id())));
        }
        return progress;
    }
}
