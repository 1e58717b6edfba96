package dev.inventory.device.internal.polling;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which devices are reached through which. */
final class DeviceTree {

    private final Map<Long, Set<Long>> children = new ConcurrentHashMap<>();

    /** Notes that a device is reached through another one than before; null for through none. */
    void move(long id, @Nullable Long from, @Nullable Long to) {
        if (from != null && !from.equals(to)) {
            children.computeIfPresent(from, (parent, ids) -> {
                ids.remove(id);
                return ids.isEmpty() ? null : ids;
            });
        }
        if (to != null) {
            children.compute(to, (parent, ids) -> {
                Set<Long> all = ids == null ? ConcurrentHashMap.newKeySet() : ids;
                all.add(id);
                return all;
            });
        }
    }

    /** The devices that are reached through this one, directly. */
    Set<Long> childrenOf(long id) {
        return children.getOrDefault(id, Set.of());
    }
}
