package dev.inventory.platform.options;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.web.Dialect;
import dev.inventory.platform.web.RequestFilter;
import dev.inventory.platform.web.Routes;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers OPTIONS on every path that there is, to whoever may look there: the methods in {@code Allow}, and a body that
 * says what they take. It is written in the dialect of the path.
 */
@Provider
@PreMatching
@Priority(OptionsFilter.PRIORITY)
public class OptionsFilter implements ContainerRequestFilter {

    /** After authentication, whose filter turns away who may not enter. */
    static final int PRIORITY = RequestFilter.PRIORITY + 200;

    @Inject
    Routes routes;

    @Inject
    Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!HttpMethod.OPTIONS.equals(request.getMethod())) {
            return;
        }
        String path = request.getUriInfo().getPath(false);
        EndpointDescription endpoint =
                routes.at(path).map(EndpointDescription::new).orElseThrow(NotFound::object);
        request.abortWith(Response.ok(Dialect.of(path).answer(endpoint.body(caller)))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ALLOW, endpoint.allow())
                .build());
    }
}
