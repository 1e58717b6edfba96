package dev.inventory.auth.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** As the gate lets new requests in. */
class StandingCallersTest {

    private static final Map<Long, Set<Long>> TREES = Map.of(1L, Set.of(1L, 5L));
    private static final Identity USER = new Identity(3, "noc", false, false, Optional.empty());
    private static final Identity ROOT = new Identity(1, "admin", true, false, Optional.empty());

    private static Optional<OrganizationScope> scope(Identity identity, Rights rights, String role) {
        return StandingCallers.scope(identity, rights, role, Permission.VIEW);
    }

    @Test
    void whoHoldsTheRightSeesItsOrganizations() {
        Rights rights = Rights.of(List.of(new Rights.Rule("device", 1L, Set.of(Permission.VIEW))), TREES);

        assertThat(scope(USER, rights, "device")).contains(OrganizationScope.of(Set.of(1L, 5L)));
        assertThat(StandingCallers.scope(USER, rights, "device", Permission.CHANGE))
                .isEmpty();
        assertThat(scope(USER, rights, "box")).isEmpty();
    }

    @Test
    void whoIsInNoGroupMayLookAndFindsNothing() {
        Rights none = Rights.of(List.of(), TREES);

        assertThat(scope(USER, none, "device")).contains(OrganizationScope.NOTHING);
        assertThat(scope(USER, none, "admin")).isEmpty();
        assertThat(StandingCallers.scope(USER, none, "device", Permission.ADD)).isEmpty();
        assertThat(scope(ROOT, none, "admin")).contains(OrganizationScope.EVERYTHING);
    }

    @Test
    void whoIsInAGroupThatMayNotLookIsRefused() {
        Rights closed = Rights.of(List.of(new Rights.Rule("device", 1L, Set.of())), TREES);

        assertThat(scope(USER, closed, "device")).isEmpty();
    }
}
