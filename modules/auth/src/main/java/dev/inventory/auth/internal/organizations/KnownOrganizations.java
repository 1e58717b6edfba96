package dev.inventory.auth.internal.organizations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.inventory.platform.access.Organizations.Organization;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Organizations that were asked for a short while ago: nearly every answer names some, and they hardly ever change. All
 * are forgotten when any changes, as callers are, on this server before the change is acknowledged and on the others a
 * moment later. What does not exist is not remembered.
 */
@ApplicationScoped
public class KnownOrganizations {

    private static final int MOST = 10_000;
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    /** Replaced as a whole: what is read while something changes ends up in the one that nobody asks any more. */
    private volatile Cache<Long, Organization> memory = cache();

    private static Cache<Long, Organization> cache() {
        return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(AT_MOST).build();
    }

    /** The organizations with these ids; those that are not remembered are read all at once. */
    Map<Long, Organization> byIds(Collection<Long> ids, Function<Set<Long>, Map<Long, Organization>> read) {
        Cache<Long, Organization> current = memory;
        if (ids.size() == 1) {
            Organization one = current.getIfPresent(ids.iterator().next());
            if (one != null) {
                return Map.of(one.id(), one);
            }
        }
        Set<Long> missing = new HashSet<>(ids);
        Map<Long, Organization> found = new HashMap<>(current.getAllPresent(missing));
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            Map<Long, Organization> fresh = read.apply(missing);
            current.putAll(fresh);
            found.putAll(fresh);
        }
        return found;
    }

    public void forget() {
        memory = cache();
    }
}
