package dev.inventory.box.internal;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** What is put aside of the items. The item's row is locked first, so that nobody promises the same part twice. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Reservations {

    private static final String TYPE = "reservation";

    @PersistenceContext
    EntityManager em;

    @Inject
    Items items;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** @throws Rejected if there is not so much left */
    ReservationDetail reserve(Parameters parameters) {
        Item item = items.find(parameters.id("item_id"), LockModeType.PESSIMISTIC_WRITE);
        int quantity = parameters.quantity("quantity");
        if (quantity == 0) {
            throw Rejected.because("0 is not a valid integer quantity");
        }
        String reason = Movement.reason(parameters);
        item.reserve(quantity);
        Reservation reservation = new Reservation(
                PublicId.free(this::isTaken), item.itemId(), quantity, reason, caller.username(), clock.instant());
        em.persist(reservation);
        em.flush();
        audit.created(TYPE, reservation.id(), reservation.audited());
        return reservation.detail(true);
    }

    /** @throws NotFound if there is no such reservation, or no longer */
    ReservationDetail release(Parameters parameters) {
        Reservation reservation = em.createQuery(
                        "SELECT r FROM Reservation r WHERE r.reservationId = :id", Reservation.class)
                .setParameter("id", parameters.id("reservation_id"))
                .getResultStream()
                .findFirst()
                .orElseThrow(Reservations::missing);
        Item item = items.find(reservation.itemId(), LockModeType.PESSIMISTIC_WRITE);
        int deleted = em.createQuery("DELETE FROM Reservation r WHERE r.id = :id")
                .setParameter("id", reservation.id())
                .executeUpdate();
        if (deleted == 0) {
            throw missing(); // somebody else released it while we waited for the item
        }
        item.release(reservation.quantity());
        em.flush();
        audit.deleted(TYPE, reservation.id(), reservation.audited());
        return reservation.detail(true);
    }

    /** What is reserved of an item, the oldest first; for whom and why is not told to who is not known to the server. */
    List<ReservationDetail> of(String itemId, Parameters parameters) {
        ListRequest request = ListRequest.page(parameters, "id");
        Item item = items.find(Parameters.of("item_id", itemId).id("item_id"), LockModeType.NONE);
        if (request.limit() == 0) {
            return List.of();
        }
        boolean people = Movements.showsPeople(caller);
        return em.createQuery("SELECT r FROM Reservation r WHERE r.itemId = :id ORDER BY r.id", Reservation.class)
                .setParameter("id", item.itemId())
                .setFirstResult(request.offset())
                .setMaxResults(request.limit())
                .getResultStream()
                .map(reservation -> reservation.detail(people))
                .toList();
    }

    private boolean isTaken(String reservationId) {
        return !em.createQuery("SELECT r.id FROM Reservation r WHERE r.reservationId = :id", Long.class)
                .setParameter("id", reservationId)
                .getResultList()
                .isEmpty();
    }

    private static NotFound missing() {
        return new NotFound("Reservation does not exist");
    }
}
