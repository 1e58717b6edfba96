package dev.inventory.platform.access;

import java.util.Optional;

/**
 * Somebody whose request goes on for long, such as a stream of events: may be asked outside of the request, on any thread
 * and again and again, what he may do by the rights of the moment.
 */
@FunctionalInterface
public interface Standing {

    /**
     * Where the caller holds a permission of a role now.
     *
     * @return empty if a request like the one that was let in would be refused by now: the token is revoked or has
     *     expired, the user is inactive, the password another one, or the right is lost
     */
    Optional<OrganizationScope> scope(String role, Permission permission);
}
