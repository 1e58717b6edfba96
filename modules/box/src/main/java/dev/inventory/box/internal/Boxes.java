package dev.inventory.box.internal;

import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The boxes: found, listed, made, renamed and taken away. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Boxes {

    static final String ROLE = "box";

    private static final String TYPE = "box";
    private static final String KEY = "box_id";

    /** Names and ids are unique: nothing else is needed for an order that holds from page to page. */
    private static final Map<String, String> ORDERS = Map.of(KEY, "box_id %s", "name", "name %s");

    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    @Inject
    Items items;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** @throws NotFound if there is no such box */
    BoxDetail one(Parameters parameters) {
        return find(parameters.id(KEY), LockModeType.NONE).detail();
    }

    List<BoxDetail> list(Parameters parameters) {
        ListRequest request = ListRequest.parse(parameters, ORDERS);
        if (request.limit() == 0) {
            return List.of(); // which SQL cannot ask for everywhere
        }
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT box_id, name FROM box ORDER BY "
                    + request.order() + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
                select.setInt(1, request.offset());
                select.setInt(2, request.limit());
                List<BoxDetail> boxes = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        boxes.add(new BoxDetail(rows.getString(1), rows.getString(2)));
                    }
                }
                return boxes;
            }
        });
    }

    /** The boxes with these ids, in that order; one that is not there is missing from the answer. */
    List<BoxDetail> named(List<String> ids) {
        Map<String, BoxDetail> found = em.createQuery("SELECT b FROM Box b WHERE b.boxId IN :ids", Box.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(Box::detail)
                .collect(Collectors.toMap(BoxDetail::boxId, box -> box));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    long count() {
        return em.createQuery("SELECT COUNT(b) FROM Box b", Long.class).getSingleResult();
    }

    BoxDetail create(Parameters parameters) {
        String name = parameters.newName("name", Box.MAX_NAME);
        if (Box.key(name).length() > Box.MAX_KEY) {
            throw new NotFound("name was malformed");
        }
        checkName(name, null);
        Box box = new Box(PublicId.free(this::isTaken), name, clock.instant());
        em.persist(box);
        flush(name);
        audit.created(TYPE, box.id(), box.audited());
        return box.detail();
    }

    BoxDetail update(Parameters parameters) {
        Box box = find(parameters.id(KEY), LockModeType.PESSIMISTIC_WRITE);
        if (!parameters.has("name")) {
            throw Rejected.because("No attributes to be updated were provided");
        }
        String name = parameters.requiredText("name", Box.MAX_NAME);
        if (Box.key(name).length() > Box.MAX_KEY) {
            throw Parameters.malformed("name");
        }
        checkName(name, box.id());
        Map<String, @Nullable Object> before = box.audited();
        box.rename(name);
        flush(name);
        audit.changed(TYPE, box.id(), before, box.audited());
        return box.detail();
    }

    /** Takes a box away; what was in it is then in none. */
    BoxDetail delete(Parameters parameters) {
        Box box = find(parameters.id(KEY), LockModeType.PESSIMISTIC_WRITE);
        String reason = Movement.reason(parameters);
        items.leave(box.boxId(), reason == null ? "The box was deleted" : reason);
        audit.deleted(TYPE, box.id(), box.audited());
        em.remove(box);
        em.flush();
        return box.detail();
    }

    private Box find(String boxId, LockModeType lock) {
        return em.createQuery("SELECT b FROM Box b WHERE b.boxId = :boxId", Box.class)
                .setParameter("boxId", boxId)
                .setLockMode(lock)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new NotFound("Box does not exist"));
    }

    private boolean isTaken(String boxId) {
        return !em.createQuery("SELECT b.id FROM Box b WHERE b.boxId = :boxId", Long.class)
                .setParameter("boxId", boxId)
                .getResultList()
                .isEmpty();
    }

    private void checkName(String name, @Nullable Long ownId) {
        String key = Box.key(name);
        boolean taken = em.createQuery("SELECT b.id FROM Box b WHERE b.nameLower = :name", Long.class)
                .setParameter("name", key)
                .getResultStream()
                .anyMatch(id -> !id.equals(ownId));
        if (taken) {
            throw duplicate(name);
        }
    }

    /** A name that somebody else has taken since we looked shows here. */
    private void flush(String name) {
        try {
            em.flush();
        } catch (PersistenceException e) {
            if (UniqueViolation.isIn(e)) {
                throw duplicate(name);
            }
            throw e;
        }
    }

    private static Rejected duplicate(String name) {
        return Rejected.because("Box with name " + name + " already exists");
    }
}
