package dev.inventory.box.internal;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.web.RequestInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The movements of the items: noted in the transaction of what moves them, and told to who asks. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Movements {

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    RequestInfo request;

    @Inject
    Clock clock;

    /**
     * Notes that an item was changed by the caller.
     *
     * @param before null if the item is new
     * @param after null if the item is gone
     */
    void note(String itemId, @Nullable ItemFields before, @Nullable ItemFields after, @Nullable String reason) {
        em.persist(new Movement(itemId, before, after, reason, caller.username(), remoteAddress(), clock.instant()));
    }

    /** Notes for each item in a box that it leaves it, whatever their number. */
    void noteLeaving(String boxId, String reason) {
        em.createNativeQuery("INSERT INTO item_movement (item_id, from_box_id, to_box_id, delta, quantity, reason,"
                        + " created_by, created_epoch_millis, remote_address)"
                        + " SELECT item_id, box_id, CAST(NULL AS VARCHAR(8)), 0, quantity, CAST(?1 AS VARCHAR(200)),"
                        + " CAST(?2 AS VARCHAR(150)), CAST(?3 AS BIGINT), CAST(?4 AS VARCHAR(64))"
                        + " FROM item WHERE box_id = ?5")
                .setParameter(1, reason)
                .setParameter(2, caller.username())
                .setParameter(3, clock.instant().toEpochMilli())
                .setParameter(4, remoteAddress())
                .setParameter(5, boxId)
                .executeUpdate();
    }

    /**
     * An item's movements, the last first; also of an item that was deleted. Who is not known to the server is not told
     * who moved it and why, and only who may change items is told from where.
     *
     * @throws NotFound if there is no item and never was
     */
    List<MovementDetail> of(String itemId, Parameters parameters) {
        ListRequest page = ListRequest.page(parameters, "id DESC");
        String id = Parameters.of("item_id", itemId).id("item_id");
        // An item has at least the movement that made it.
        boolean known = !em.createQuery("SELECT m.id FROM Movement m WHERE m.itemId = :id", Long.class)
                .setParameter("id", id)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
        if (!known) {
            throw Items.missing();
        }
        if (page.limit() == 0) {
            return List.of();
        }
        boolean people = showsPeople(caller);
        boolean addresses = caller.may(Items.ROLE, Permission.CHANGE);
        return em.createQuery("SELECT m FROM Movement m WHERE m.itemId = :id ORDER BY m.id DESC", Movement.class)
                .setParameter("id", id)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultStream()
                .map(movement -> movement.detail(people, addresses))
                .toList();
    }

    /** Whether a caller is told the names of users and their reasons: public reading shows neither. */
    static boolean showsPeople(Caller caller) {
        return caller.may(Items.ROLE, Permission.VIEW);
    }

    /** Nothing for a background job, which has no request. */
    private @Nullable String remoteAddress() {
        try {
            return Optional.of(request.remoteAddress())
                    .filter(address -> !address.isEmpty())
                    .orElse(null);
        } catch (ContextNotActiveException e) {
            return null;
        }
    }
}
