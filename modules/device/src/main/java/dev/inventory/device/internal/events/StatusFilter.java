package dev.inventory.device.internal.events;

import dev.inventory.platform.access.OrganizationScope;
import java.util.Set;

/**
 * Which changes somebody wants to be told, any of the values of each; an empty set is no condition.
 *
 * @param details the words for {@code status_detail}
 */
record StatusFilter(Set<Long> organizations, Set<Long> devices, Set<String> details) {

    boolean wants(StatusEvent event) {
        return (organizations.isEmpty() || organizations.contains(event.organization()))
                && (devices.isEmpty() || devices.contains(event.device()))
                && (details.isEmpty() || details.contains(event.statusDetail()));
    }

    /** Whether who may see so much may still ask for this. */
    boolean isWithin(OrganizationScope scope) {
        return organizations.stream().allMatch(scope::contains);
    }
}
