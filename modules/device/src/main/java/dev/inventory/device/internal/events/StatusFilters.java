package dev.inventory.device.internal.events;

import dev.inventory.device.internal.Devices;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Judges what somebody wants to follow. */
@ApplicationScoped
@RetriedOnContention
class StatusFilters {

    static final String ROLE = "device";

    @Inject
    Devices devices;

    @Inject
    Organizations organizations;

    @Inject
    Caller caller;

    /**
     * Insists that the caller may see what is asked for.
     *
     * @throws dev.inventory.platform.failure.Forbidden if an organization or a device is not the caller's to see
     * @throws dev.inventory.platform.failure.NotFound if there is no such device
     * @throws Rejected if there is no such organization
     */
    @Transactional
    void check(StatusFilter filter) {
        filter.organizations().forEach(id -> caller.require(ROLE, Permission.VIEW, id));
        filter.organizations().stream()
                .filter(id -> !organizations.byIds(filter.organizations()).containsKey(id))
                .findFirst()
                .ifPresent(id -> {
                    throw Rejected.field("organization", Body.invalidPk(id));
                });
        filter.devices().forEach(devices::requireVisible);
    }
}
