package dev.inventory.device.internal;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a device may be reached through. In the caller's transaction. */
@ApplicationScoped
class DeviceParents {

    private static final int DEEPEST = 32;

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    /**
     * Insists that a device may have this parent.
     *
     * @param self the device; null if it is new
     * @throws Rejected if there is no such device, or it lies below the device itself
     * @throws Forbidden if the caller may not see it
     */
    void check(@Nullable Long parent, @Nullable Long self) {
        Long at = parent;
        for (int depth = 0; at != null; depth++) {
            if (at.equals(self) || depth > DEEPEST) {
                throw Rejected.field("parent", "A device cannot be below itself.");
            }
            List<Object[]> found = em.createQuery(
                            "SELECT d.id, d.parentId, d.organizationId FROM Device d WHERE d.id = :id", Object[].class)
                    .setParameter("id", at)
                    .getResultList();
            if (found.isEmpty()) {
                throw Rejected.field("parent", Body.invalidPk(at));
            }
            if (depth == 0) {
                caller.require(Devices.ROLE, Permission.VIEW, (Long) found.get(0)[2]);
            }
            at = (Long) found.get(0)[1];
        }
    }
}
