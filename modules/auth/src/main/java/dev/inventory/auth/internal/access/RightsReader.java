package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.organizations.OrganizationDirectory;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a user's rights: one query for groups and rule sets, one for the organizations if a group is bound to any. */
@ApplicationScoped
@RetriedOnContention
@Transactional
class RightsReader {

    @PersistenceContext
    EntityManager em;

    @Inject
    OrganizationDirectory organizations;

    Rights of(long userId) {
        List<Object[]> rows = em.createQuery(
                        "SELECT r.role, g.organizationId, r.canView, r.canAdd, r.canChange, r.canDelete"
                                + " FROM UserGroup g JOIN g.userIds m, RuleSet r WHERE m = :user AND r.groupId = g.id",
                        Object[].class)
                .setParameter("user", userId)
                .getResultList();
        List<Rights.Rule> rules = new ArrayList<>();
        Set<Long> bound = new HashSet<>();
        for (Object[] row : rows) {
            Long organization = (Long) row[1];
            if (organization != null) {
                bound.add(organization);
            }
            Set<Permission> permissions = EnumSet.noneOf(Permission.class);
            addIf(row[2], Permission.VIEW, permissions);
            addIf(row[3], Permission.ADD, permissions);
            addIf(row[4], Permission.CHANGE, permissions);
            addIf(row[5], Permission.DELETE, permissions);
            rules.add(new Rights.Rule((String) row[0], organization, permissions));
        }
        return Rights.of(rules, organizations.withDescendants(bound));
    }

    private static void addIf(Object granted, Permission permission, Set<Permission> permissions) {
        if (Boolean.TRUE.equals(granted)) {
            permissions.add(permission);
        }
    }
}
