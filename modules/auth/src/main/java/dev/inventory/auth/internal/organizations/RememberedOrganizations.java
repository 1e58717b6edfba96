package dev.inventory.auth.internal.organizations;

import dev.inventory.platform.access.Organizations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Answers what other modules ask about organizations: how they are called from memory, since each object that is shown
 * asks for that, and all else from the {@link OrganizationDirectory}.
 */
@ApplicationScoped
class RememberedOrganizations implements Organizations {

    @Inject
    KnownOrganizations known;

    @Inject
    OrganizationDirectory directory;

    @Override
    public Map<Long, Organization> byIds(Collection<Long> ids) {
        return known.byIds(ids, directory::byIds);
    }

    @Override
    public Map<String, Organization> byNames(Collection<String> names) {
        return directory.byNames(names);
    }

    @Override
    public Set<Long> withDescendants(long id) {
        return directory.withDescendants(Set.of(id)).getOrDefault(id, Set.of());
    }

    @Override
    public Set<Long> withAncestors(long id) {
        return directory.withAncestors(id);
    }
}
