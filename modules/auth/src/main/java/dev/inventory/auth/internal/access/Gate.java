package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.Role;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Unauthenticated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a request pass the guard of its path, or says why not. */
@ApplicationScoped
class Gate {

    private static final List<String> OWN_ACCOUNT = List.of("user", "me");
    private static final List<String> OWN_PASSWORD = List.of("user", "me", "set-password");

    @Inject
    BeanManager beans;

    @Inject
    RequestIdentity request;

    @Inject
    Caller caller;

    private volatile @Nullable PathGuards guards;

    /** The guard of a path, as it was sent, relative to the application; empty for an unknown path. */
    Optional<String> guardOf(String encodedPath) {
        PathGuards known = guards;
        if (known == null) {
            known = read();
            guards = known;
        }
        return known.of(encodedPath);
    }

    /**
     * Insists that the caller may do what an HTTP method means, somewhere at least.
     *
     * @throws Unauthenticated if nobody has proved to be the caller and the guard asks for somebody
     * @throws Forbidden if the caller lacks the permission
     */
    void pass(String guard, String method) {
        if (SecuredBy.PUBLIC.equals(guard)) {
            return;
        }
        Identity identity = request.identity().orElseThrow(Gate::nobody);
        if (SecuredBy.SELF.equals(guard) || identity.superuser()) {
            return;
        }
        Permission permission = Permission.forMethod(method);
        if (!caller.may(guard, permission) && !seesEmptyLists(identity, guard, permission)) {
            throw Forbidden.permission();
        }
    }

    /** Who is in no group may look, and finds nothing; but accounts and groups are not shown by organization. */
    private boolean seesEmptyLists(Identity identity, String guard, Permission permission) {
        return permission == Permission.VIEW
                && !Role.ADMIN.key().equals(guard)
                && !request.rights(identity).isMember();
    }

    /**
     * Insists that the caller has chosen a password, except where that is done.
     *
     * @throws Forbidden if the password is still the one that somebody else has set
     */
    void requireOwnPassword(Identity identity, String encodedPath) {
        if (identity.mustChangePassword()) {
            List<String> path = PathGuards.segments(encodedPath);
            if (!path.equals(OWN_ACCOUNT) && !path.equals(OWN_PASSWORD)) {
                throw new Forbidden("The password must be changed first: POST /api/user/me/set-password/");
            }
        }
    }

    static Unauthenticated nobody() {
        return new Unauthenticated("Authentication credentials were not provided.");
    }

    private PathGuards read() {
        Map<String, String> byPath = new HashMap<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path path = bean.getBeanClass().getAnnotation(Path.class);
            SecuredBy guard = bean.getBeanClass().getAnnotation(SecuredBy.class);
            if (path != null && guard != null) {
                byPath.put(path.value(), guard.value());
            }
        }
        return new PathGuards(byPath);
    }
}
