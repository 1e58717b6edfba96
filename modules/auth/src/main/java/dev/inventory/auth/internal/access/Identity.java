package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.tokens.Tokens;
import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.platform.access.Permission;
import java.util.Optional;

/**
 * Who a request has proved to come from.
 *
 * @param superuser whether the user may do all, as far as the token lets it
 * @param token the token it was proved by; empty for a password
 */
record Identity(
        long userId, String username, boolean superuser, boolean mustChangePassword, Optional<Tokens.Used> token) {

    static Identity of(AppUser user, Optional<Tokens.Used> token) {
        return new Identity(user.id(), user.username(), user.isSuperuser(), user.mustChangePassword(), token);
    }

    /** Whether the token, if there is one, leaves the user this permission; whether the user has it is another thing. */
    boolean tokenPermits(String guard, Permission permission) {
        return token.isEmpty() || token.get().limits().permits(guard, permission);
    }

    /** Whether everything is permitted, without being named. */
    boolean mayAll() {
        return superuser && (token.isEmpty() || !token.get().limits().isScoped());
    }
}
