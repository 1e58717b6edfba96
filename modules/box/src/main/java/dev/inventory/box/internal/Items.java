package dev.inventory.box.internal;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
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
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The items: found, listed, made, changed, moved and taken away. Whatever moves one notes the movement. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Items {

    static final String ROLE = "item";

    private static final String TYPE = "item";
    private static final String KEY = "item_id";
    private static final String BOX_MISSING = "Box does not exist";

    private static final List<String> COLUMNS = List.of(
            KEY,
            ItemFields.BOX_ID,
            "mfg_part_number",
            "quantity",
            "description",
            "digikey_part_number",
            "mouser_part_number",
            "jlcpcb_part_number",
            "created_by",
            "created_epoch_millis",
            "serial_number",
            "source",
            "external_id",
            "location",
            "missing_epoch_millis");

    /** By the items' own numbers where the key leaves it open, so that pages never overlap. */
    private static final Map<String, String> ORDERS =
            COLUMNS.stream().collect(Collectors.toMap(key -> key, key -> key + " %s, id %s"));

    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    @Inject
    Movements movements;

    @Inject
    DeviceCatalog devices;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * An item and, if the caller may see it, the device with its serial number.
     *
     * @throws NotFound if there is no such item
     */
    ItemDetail one(Parameters parameters) {
        Item item = find(parameters.id(KEY), LockModeType.NONE);
        return item.detail(item.serialNumber().flatMap(this::device).orElse(null));
    }

    List<ItemDetail> list(Parameters parameters) {
        ListRequest request = ListRequest.parse(parameters, ORDERS);
        boolean inNone = parameters.isBlank(ItemFields.BOX_ID);
        Optional<String> boxId = boxFilter(parameters);
        if (request.limit() == 0) {
            return List.of(); // which SQL cannot ask for everywhere
        }
        return database.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT " + String.join(", ", COLUMNS) + " FROM item"
                            + (inNone ? " WHERE box_id IS NULL" : boxId.isPresent() ? " WHERE box_id = ?" : "")
                            + " ORDER BY " + request.order() + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
                int index = 1;
                if (boxId.isPresent()) {
                    select.setString(index++, boxId.get());
                }
                select.setInt(index++, request.offset());
                select.setInt(index, request.limit());
                List<ItemDetail> items = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        items.add(row(rows));
                    }
                }
                return items;
            }
        });
    }

    long count(Parameters parameters) {
        if (parameters.isBlank(ItemFields.BOX_ID)) {
            boxFilter(parameters);
            return em.createQuery("SELECT COUNT(i) FROM Item i WHERE i.boxId IS NULL", Long.class)
                    .getSingleResult();
        }
        return boxFilter(parameters)
                .map(boxId -> em.createQuery("SELECT COUNT(i) FROM Item i WHERE i.boxId = :boxId", Long.class)
                        .setParameter("boxId", boxId))
                .orElseGet(() -> em.createQuery("SELECT COUNT(i) FROM Item i", Long.class))
                .getSingleResult();
    }

    ItemDetail create(Parameters parameters) {
        ItemFields fields = ItemFields.whole(parameters);
        String reason = Movement.reason(parameters);
        lockBox(fields.boxId());
        Instant now = clock.instant();
        Item item = new Item(PublicId.free(this::isTaken), fields, caller.username(), now);
        em.persist(item);
        movements.note(item.itemId(), null, fields, reason);
        em.flush();
        audit.created(TYPE, item.id(), item.audited());
        return item.detail(null);
    }

    ItemDetail update(Parameters parameters) {
        String itemId = parameters.id(KEY);
        Optional<String> locked = parameters.idIfAny(ItemFields.BOX_ID).filter(this::isLockable);
        Item item = find(itemId, LockModeType.PESSIMISTIC_WRITE);
        ItemFields fields = item.fields().merged(parameters);
        String reason = Movement.reason(parameters);
        String boxId = fields.boxId();
        if (boxId != null && parameters.has(ItemFields.BOX_ID) && locked.isEmpty()) {
            throw new NotFound(BOX_MISSING);
        }
        change(item, fields, reason);
        return item.detail(null);
    }

    /**
     * Puts an item into a box.
     *
     * @return whether it was somewhere else before
     * @throws NotFound if there is no such item or no such box
     */
    boolean put(String itemId, String boxId, @Nullable String reason) {
        lockBox(boxId);
        Item item = find(itemId, LockModeType.PESSIMISTIC_WRITE);
        ItemFields fields = item.fields();
        change(item, fields.inBox(boxId), reason);
        return !boxId.equals(fields.boxId());
    }

    /** Takes an item away. Its movements stay. */
    ItemDetail delete(Parameters parameters) {
        Item item = find(parameters.id(KEY), LockModeType.PESSIMISTIC_WRITE);
        String reason = Movement.reason(parameters);
        if (item.reserved() > 0) {
            throw Rejected.because("Item has reservations, which must be released before");
        }
        movements.note(item.itemId(), item.fields(), null, reason);
        audit.deleted(TYPE, item.id(), item.audited());
        em.remove(item);
        em.flush();
        return item.detail(null);
    }

    /** Takes all items out of a box whose row the caller has locked, whatever their number, and notes it for each. */
    void leave(String boxId, String reason) {
        // The first statement locks the items, so that the next two are about the same ones.
        em.createNativeQuery("UPDATE item SET version = version + 1 WHERE box_id = ?1")
                .setParameter(1, boxId)
                .executeUpdate();
        movements.noteLeaving(boxId, reason);
        em.createNativeQuery("UPDATE item SET box_id = NULL WHERE box_id = ?1")
                .setParameter(1, boxId)
                .executeUpdate();
    }

    /** @throws NotFound if there is no such item */
    Item find(String itemId, LockModeType lock) {
        return em.createQuery("SELECT i FROM Item i WHERE i.itemId = :itemId", Item.class)
                .setParameter("itemId", itemId)
                .setLockMode(lock)
                .getResultStream()
                .findFirst()
                .orElseThrow(Items::missing);
    }

    private boolean isTaken(String itemId) {
        return !em.createQuery("SELECT i.id FROM Item i WHERE i.itemId = :itemId", Long.class)
                .setParameter("itemId", itemId)
                .getResultList()
                .isEmpty();
    }

    private void change(Item item, ItemFields fields, @Nullable String reason) {
        ItemFields before = item.fields();
        boolean moved = !Objects.equals(before.boxId(), fields.boxId());
        Map<String, @Nullable Object> was = item.audited();
        item.change(fields);
        if (moved || before.quantity() != fields.quantity()) {
            movements.note(item.itemId(), before, fields, reason);
        }
        em.flush();
        audit.changed(TYPE, item.id(), was, item.audited());
    }

    /** The box that a list is about; empty for all of them, and for a blank: what is in none. */
    private Optional<String> boxFilter(Parameters parameters) {
        Optional<String> boxId = parameters.optionalId(ItemFields.BOX_ID);
        boxId.ifPresent(this::requireBox);
        return boxId;
    }

    private void requireBox(String boxId) {
        if (em.createQuery("SELECT b.id FROM Box b WHERE b.boxId = :boxId", Long.class)
                .setParameter("boxId", boxId)
                .getResultList()
                .isEmpty()) {
            throw new NotFound(BOX_MISSING);
        }
    }

    /**
     * Keeps the box that an item is put into from being deleted meanwhile. It is locked before the item, in the order in
     * which the deletion of a box locks them.
     */
    private void lockBox(@Nullable String boxId) {
        if (boxId != null && !isLockable(boxId)) {
            throw new NotFound(BOX_MISSING);
        }
    }

    private boolean isLockable(String boxId) {
        return !em.createQuery("SELECT b FROM Box b WHERE b.boxId = :boxId", Box.class)
                .setParameter("boxId", boxId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .isEmpty();
    }

    /** The device with this serial number, if the caller may see it. */
    Optional<StoredDevice> device(String serialNumber) {
        OrganizationScope scope = caller.scope("device", Permission.VIEW);
        if (scope.isEmpty()) {
            return Optional.empty();
        }
        return devices.withSerial(serialNumber, scope).map(Stock::shown);
    }

    static NotFound missing() {
        return new NotFound("Item does not exist");
    }

    private static ItemDetail row(ResultSet rows) throws SQLException {
        return new ItemDetail(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getInt(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                rows.getString(9),
                rows.getLong(10),
                rows.getString(11),
                rows.getString(12),
                rows.getString(13),
                rows.getString(14),
                (Long) rows.getObject(15),
                null);
    }
}
