package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.Role;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user's groups together let the user do, and where. */
final class Rights {

    private final boolean member;
    private final Map<String, Map<Permission, OrganizationScope>> scopes;

    /**
     * A role in one of the user's groups.
     *
     * @param organization what the group is bound to; null if it reaches all
     * @param permissions what the role's rule set lets its members do
     */
    record Rule(String role, @Nullable Long organization, Set<Permission> permissions) {}

    private Rights(boolean member, Map<String, Map<Permission, OrganizationScope>> scopes) {
        this.member = member;
        this.scopes = scopes;
    }

    /**
     * Adds up the rules.
     *
     * @param trees each bound organization with itself and everything under it
     */
    static Rights of(List<Rule> rules, Map<Long, Set<Long>> trees) {
        Map<String, Map<Permission, OrganizationScope>> scopes = new HashMap<>();
        for (Rule rule : rules) {
            OrganizationScope scope = scope(rule, trees);
            Map<Permission, OrganizationScope> ofRole =
                    scopes.computeIfAbsent(rule.role, role -> new EnumMap<>(Permission.class));
            rule.permissions.forEach(permission -> ofRole.merge(permission, scope, Rights::union));
        }
        return new Rights(!rules.isEmpty(), scopes);
    }

    /** Whether the user is in any group. */
    boolean isMember() {
        return member;
    }

    /** Who is in no group may look, and finds nothing; but accounts and groups are not shown by organization. */
    boolean seesEmptyLists(String role, Permission permission) {
        return permission == Permission.VIEW && !Role.ADMIN.key().equals(role) && !member;
    }

    OrganizationScope scope(String role, Permission permission) {
        return scopes.getOrDefault(role, Map.of()).getOrDefault(permission, OrganizationScope.NOTHING);
    }

    private static OrganizationScope scope(Rule rule, Map<Long, Set<Long>> trees) {
        if (rule.organization == null) {
            return OrganizationScope.EVERYTHING;
        }
        if (Role.ADMIN.key().equals(rule.role)) {
            // Users and groups belong to no organization: who administers them could reach into all.
            return OrganizationScope.NOTHING;
        }
        return OrganizationScope.of(trees.getOrDefault(rule.organization, Set.of()));
    }

    private static OrganizationScope union(OrganizationScope a, OrganizationScope b) {
        if (a.all() || b.all()) {
            return OrganizationScope.EVERYTHING;
        }
        Set<Long> ids = new HashSet<>(a.ids());
        ids.addAll(b.ids());
        return OrganizationScope.of(ids);
    }
}
