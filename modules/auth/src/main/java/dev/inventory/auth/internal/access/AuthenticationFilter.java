package dev.inventory.auth.internal.access;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.TooManyRequests;
import dev.inventory.platform.failure.Unauthenticated;
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
        if (guard.filter(SecuredBy.PUBLIC::equals).isPresent()) {
            identifyIfPossible(request);
            return;
        }
        Identity proved = identify(request).orElseThrow(Gate::nobody);
        identity.is(proved);
        gate.requireOwnPassword(proved, path);
        guard.ifPresent(role -> gate.pass(role, request.getMethod()));
    }

    private void identifyIfPossible(ContainerRequestContext request) {
        try {
            identify(request).ifPresent(identity::is);
        } catch (Unauthenticated | TooManyRequests e) {
            // Nobody is asked here, so nobody is turned away.
        }
    }

    private Optional<Identity> identify(ContainerRequestContext request) {
        Credential credential = Credential.ofHeader(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        return authentication.identify(credential, info.remoteAddress());
    }
}
