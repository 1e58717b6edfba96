package dev.inventory.auth.internal.access;

import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.failure.TooManyRequests;
import dev.inventory.platform.failure.Unauthenticated;
import dev.inventory.platform.web.Dialect;
import dev.inventory.platform.web.RequestFilter;
import dev.inventory.platform.web.RequestInfo;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/**
 * Asks every request who sends it and whether its role lets it in, before JAX-RS looks for a resource: who may not enter
 * learns nothing of which paths, methods and objects there are.
 */
@Provider
@PreMatching
@Priority(AuthenticationFilter.PRIORITY)
public class AuthenticationFilter implements ContainerRequestFilter {

    static final int PRIORITY = RequestFilter.PRIORITY + 100;

    @Inject
    Authentication authentication;

    @Inject
    Gate gate;

    @Inject
    RequestIdentity identity;

    @Inject
    RequestInfo info;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath(false);
        Optional<String> guard = gate.guardOf(path);
        Permission permission = gate.permission(path, request.getMethod());
        if (guard.filter(SecuredBy.PUBLIC::equals).isPresent()) {
            identifyIfPossible(request);
        } else if (guard.filter(role -> gate.isOpen(role, permission)).isPresent()) {
            // Nobody must say who it is; but who says so wrongly should know.
            prove(request, path).ifPresent(identity::is);
        } else if (Dialect.of(path) == Dialect.BOX) {
            letInByKey(request, path, guard, permission);
        } else {
            letIn(identify(request).orElseThrow(Gate::nobody), path, guard, permission);
        }
    }

    private void letIn(Identity proved, String path, Optional<String> guard, Permission permission) {
        identity.is(proved);
        gate.requireOwnPassword(proved, path);
        guard.ifPresent(role -> gate.pass(role, permission));
    }

    /** Where a token may also come in the field {@code api_key}, refusals are worded as the Box API documents them. */
    private void letInByKey(
            ContainerRequestContext request, String path, Optional<String> guard, Permission permission) {
        Identity proved = prove(request, path)
                .orElseThrow(() ->
                        permission == Permission.VIEW ? Gate.nobody() : Rejected.because("API key was not present"));
        identity.is(proved);
        gate.requireOwnPassword(proved, path);
        try {
            guard.ifPresent(role -> gate.pass(role, permission));
        } catch (Forbidden e) {
            throw new Forbidden("User was not authorized to access this resource");
        }
    }

    /** By the key, where one may be sent, else by the header. */
    private Optional<Identity> prove(ContainerRequestContext request, String path) {
        Optional<String> key = Dialect.of(path) == Dialect.BOX ? ApiKeyField.of(request) : Optional.empty();
        return key.map(this::byKey).or(() -> identify(request));
    }

    private Identity byKey(String key) {
        try {
            return authentication
                    .identify(new Credential.Token(key), info.remoteAddress())
                    .orElseThrow(Gate::nobody);
        } catch (Unauthenticated e) {
            throw new Unauthenticated("User was not found");
        }
    }

    private void identifyIfPossible(ContainerRequestContext request) {
        try {
            identify(request).ifPresent(identity::is);
        } catch (Unauthenticated | TooManyRequests | Forbidden e) {
            // Nobody is asked here, so nobody is turned away.
        }
    }

    private Optional<Identity> identify(ContainerRequestContext request) {
        Credential credential = Credential.ofHeader(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        return authentication.identify(credential, info.remoteAddress());
    }
}
