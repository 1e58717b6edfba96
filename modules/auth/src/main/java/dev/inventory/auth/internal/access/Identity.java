package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.users.AppUser;

/**
 * Who a request has proved to come from.
 *
 * @param restricted whether it was proved by a token that can do less than the user
 */
record Identity(long userId, String username, boolean superuser, boolean mustChangePassword, boolean restricted) {

    static Identity of(AppUser user, boolean restricted) {
        return new Identity(user.id(), user.username(), user.isSuperuser(), user.mustChangePassword(), restricted);
    }
}
