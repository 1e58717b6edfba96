package dev.inventory.platform.access;

import java.util.Set;

/** The organizations that something reaches: all of them, or those with the given ids (and no others). */
public record OrganizationScope(boolean all, Set<Long> ids) {

    public static final OrganizationScope EVERYTHING = new OrganizationScope(true, Set.of());
    public static final OrganizationScope NOTHING = new OrganizationScope(false, Set.of());

    public OrganizationScope {
        ids = Set.copyOf(ids);
    }

    public static OrganizationScope of(Set<Long> ids) {
        return new OrganizationScope(false, ids);
    }

    public boolean contains(long organizationId) {
        return all || ids.contains(organizationId);
    }

    public boolean isEmpty() {
        return !all && ids.isEmpty();
    }
}
