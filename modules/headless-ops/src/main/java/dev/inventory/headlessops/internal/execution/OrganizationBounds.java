package dev.inventory.headlessops.internal.execution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps this server from asking too many devices of one organization at once, whatever operations they are in. */
@ApplicationScoped
class OrganizationBounds {

    @Inject
    OperationSettings settings;

    private final Map<Long, Integer> asked = new ConcurrentHashMap<>();

    /** Counts a device of the organization as asked; false if there is no room for it. */
    boolean enter(long organization) {
        int most = settings.organizationParallel();
        boolean[] entered = new boolean[1];
        asked.compute(organization, (id, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < most;
            return entered[0] ? Integer.valueOf(now + 1) : count;
        });
        return entered[0];
    }

    void leave(long organization) {
        asked.computeIfPresent(organization, (id, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
