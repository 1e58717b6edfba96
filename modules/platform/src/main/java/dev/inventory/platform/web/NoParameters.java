package dev.inventory.platform.web;

import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

/** Where a method looks at no query parameter at all, every one is unknown. The others say themselves what they know. */
@Provider
@Priority(Priorities.USER)
public class NoParameters implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        Set<String> names = request.getUriInfo().getQueryParameters().keySet();
        if (method == null || names.isEmpty() || Dialect.of(request.getUriInfo().getPath()) == Dialect.BOX) {
            return; // clients of the Box API send more than is asked for
        }
        if (!looksAtParameters(method)) {
            FieldErrors errors = new FieldErrors();
            names.forEach(name -> errors.add(name, "Unknown parameter '" + name + "'. None is taken here."));
            throw Rejected.of(errors);
        }
    }

    private static boolean looksAtParameters(Method method) {
        boolean asksForUri = Arrays.stream(method.getParameterTypes()).anyMatch(type -> type == UriInfo.class)
                || Arrays.stream(method.getDeclaringClass().getDeclaredFields())
                        .anyMatch(field -> field.getType() == UriInfo.class);
        return asksForUri
                || Arrays.stream(method.getParameters())
                        .anyMatch(parameter -> parameter.isAnnotationPresent(QueryParam.class));
    }
}
