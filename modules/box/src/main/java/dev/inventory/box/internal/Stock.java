package dev.inventory.box.internal;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** What barcodes ask of boxes and items: is there one, and may the caller see it? */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Stock {

    @PersistenceContext
    EntityManager em;

    @Inject
    Boxes boxes;

    @Inject
    Items items;

    @Inject
    BoxSettings settings;

    @Inject
    Caller caller;

    /** Whether the caller may look at boxes or items, of which the role is given. */
    public boolean shows(String role) {
        return settings.publicRead() || caller.may(role, Permission.VIEW);
    }

    public Optional<BoxDetail> box(String boxId) {
        return boxes.named(List.of(boxId)).stream().findFirst();
    }

    public Optional<ItemDetail> item(String itemId) {
        return first(em.createQuery("SELECT i FROM Item i WHERE i.itemId = :itemId", Item.class)
                .setParameter("itemId", itemId));
    }

    /** The first item that is recorded with this serial number. */
    public Optional<ItemDetail> itemWithSerial(String serialNumber) {
        return first(em.createQuery("SELECT i FROM Item i WHERE i.serialNumber = :serial ORDER BY i.id", Item.class)
                .setParameter("serial", serialNumber));
    }

    /** A device as items show it. */
    public static StoredDevice shown(DeviceCatalog.Sighting device) {
        return new StoredDevice(
                device.id(), device.name(), device.up(), device.lastSeen().orElse(null));
    }

    private Optional<ItemDetail> first(TypedQuery<Item> query) {
        return query.setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(item ->
                        item.detail(item.serialNumber().flatMap(items::device).orElse(null)));
    }
}
