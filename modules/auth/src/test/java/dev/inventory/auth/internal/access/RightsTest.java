package dev.inventory.auth.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightsTest {

    private static final Map<Long, Set<Long>> TREES = Map.of(1L, Set.of(1L, 5L, 9L), 2L, Set.of(2L));

    @Test
    void aGroupReachesItsOrganizationAndWhatLiesBelow() {
        Rights rights = Rights.of(List.of(rule("device", 1L, Permission.VIEW)), TREES);

        assertThat(rights.scope("device", Permission.VIEW).ids()).containsExactlyInAnyOrder(1L, 5L, 9L);
        assertThat(rights.scope("device", Permission.CHANGE).isEmpty()).isTrue();
        assertThat(rights.scope("box", Permission.VIEW).isEmpty()).isTrue();
    }

    @Test
    void groupsAddUpByPermission() {
        Rights rights = Rights.of(
                List.of(
                        rule("device", 1L, Permission.VIEW),
                        rule("device", 2L, Permission.VIEW, Permission.CHANGE),
                        rule("item", null, Permission.VIEW)),
                TREES);

        assertThat(rights.scope("device", Permission.VIEW).ids()).containsExactlyInAnyOrder(1L, 2L, 5L, 9L);
        assertThat(rights.scope("device", Permission.CHANGE).ids()).containsExactly(2L);
        assertThat(rights.scope("item", Permission.VIEW)).isEqualTo(OrganizationScope.EVERYTHING);
    }

    @Test
    void administrationComesFromGroupsThatReachAllOnly() {
        assertThat(Rights.of(List.of(rule("admin", 1L, Permission.VIEW)), TREES)
                        .scope("admin", Permission.VIEW)
                        .isEmpty())
                .isTrue();
        assertThat(Rights.of(List.of(rule("admin", null, Permission.VIEW)), TREES)
                        .scope("admin", Permission.VIEW))
                .isEqualTo(OrganizationScope.EVERYTHING);
    }

    @Test
    void aMemberWithClosedRuleSetsIsStillAMember() {
        assertThat(Rights.of(List.of(), TREES).isMember()).isFalse();
        assertThat(Rights.of(List.of(rule("device", 1L)), TREES).isMember()).isTrue();
    }

    private static Rights.Rule rule(String role, Long organization, Permission... permissions) {
        return new Rights.Rule(role, organization, Set.of(permissions));
    }
}
