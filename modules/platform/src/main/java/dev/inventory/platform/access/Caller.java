package dev.inventory.platform.access;

import dev.inventory.platform.failure.Forbidden;

/** Who is asking, for the length of one request. Outside a request it is the server itself, which may do all. */
public interface Caller {

    /** The user's id; 0 for the server itself. */
    long userId();

    /** The login name; {@code system} for the server itself. */
    String username();

    boolean isSuperuser();

    /** Where the caller holds a permission of a role. */
    OrganizationScope scope(String role, Permission permission);

    /** Whether the caller holds the permission anywhere at all. */
    default boolean may(String role, Permission permission) {
        return !scope(role, permission).isEmpty();
    }

    /**
     * Insists on a permission.
     *
     * @throws Forbidden unless the caller holds the permission in that organization
     */
    default void require(String role, Permission permission, long organizationId) {
        if (!scope(role, permission).contains(organizationId)) {
            throw Forbidden.permission();
        }
    }
}
