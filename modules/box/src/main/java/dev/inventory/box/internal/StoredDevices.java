package dev.inventory.box.internal;

import dev.inventory.device.DevicePlacements;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells a device's readers in which box its serial number is recorded. */
@ApplicationScoped
class StoredDevices implements DevicePlacements {

    @PersistenceContext
    EntityManager em;

    @Inject
    BoxSettings settings;

    @Inject
    Caller caller;

    @Override
    @Transactional
    public Optional<Place> of(Collection<String> serialNumbers) {
        if (serialNumbers.isEmpty() || !(settings.publicRead() || caller.may(Items.ROLE, Permission.VIEW))) {
            return Optional.empty();
        }
        return em.createQuery(
                        "SELECT i.itemId, i.boxId, b.name FROM Item i LEFT JOIN Box b ON b.boxId = i.boxId"
                                + " WHERE i.serialNumber IN :serials ORDER BY i.id",
                        Object[].class)
                .setParameter("serials", List.copyOf(serialNumbers))
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> new Place((String) row[0], (String) row[1], (String) row[2]));
    }
}
