package dev.inventory.auth.internal.access;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.OpenRoles;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Unauthenticated;
import dev.inventory.platform.web.Dialect;
import dev.inventory.platform.web.PathTemplate;
import dev.inventory.platform.web.Routes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
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
    Routes routes;

    @Inject
    @Any
    Instance<OpenRoles> openRoles;

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
     * Insists that the caller holds a permission, somewhere at least.
     *
     * @throws Unauthenticated if nobody has proved to be the caller and the guard asks for somebody
     * @throws Forbidden if the caller lacks the permission
     */
    void pass(String guard, Permission permission) {
        if (isOpen(guard, permission)) {
            return;
        }
        Identity identity = request.identity().orElseThrow(Gate::nobody);
        if (!identity.tokenPermits(guard, permission)) {
            throw Forbidden.permission();
        }
        if (SecuredBy.SELF.equals(guard) || identity.superuser()) {
            return;
        }
        if (!caller.may(guard, permission) && !request.rights(identity).seesEmptyLists(guard, permission)) {
            throw Forbidden.permission();
        }
    }

    /** Whether nobody is asked who they are. */
    boolean isOpen(String guard, Permission permission) {
        if (SecuredBy.PUBLIC.equals(guard)) {
            return true;
        }
        for (OpenRoles roles : openRoles) { // of every request: no stream
            if (roles.isOpen(guard, permission)) {
                return true;
            }
        }
        return false;
    }

    /** What a request needs: what the method that will answer says, else what its HTTP method means. */
    Permission permission(String encodedPath, String httpMethod) {
        Optional<Method> method = routes.at(encodedPath).flatMap(route -> route.method(httpMethod));
        if (method.isEmpty() && Dialect.of(encodedPath) == Dialect.BOX) {
            // An unknown path or the wrong method: whoever may look is told so.
            return Permission.VIEW;
        }
        return permission(method.orElse(null), httpMethod);
    }

    static Permission permission(@Nullable Method method, String httpMethod) {
        Needs needs = method == null ? null : method.getAnnotation(Needs.class);
        return needs == null ? Permission.forMethod(httpMethod) : needs.value();
    }

    /**
     * Insists that the caller has chosen a password, except where that is done.
     *
     * @throws Forbidden if the password is still the one that somebody else has set
     */
    void requireOwnPassword(Identity identity, String encodedPath) {
        if (identity.mustChangePassword()) {
            List<String> path = PathTemplate.segments(encodedPath);
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
        for (Routes.Route route : routes.all()) {
            Path path = route.resource().getAnnotation(Path.class);
            SecuredBy guard = route.resource().getAnnotation(SecuredBy.class);
            if (guard != null) {
                byPath.put(path.value(), guard.value());
            }
        }
        return new PathGuards(byPath);
    }
}
