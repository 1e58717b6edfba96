package dev.inventory.auth.internal.access;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Forbidden;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks again once the resource is known. The guard of a path is worked out before JAX-RS matches it; should the two ever
 * read a path differently, the guard of the class that is really called decides.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class ResourceFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger(ResourceFilter.class.getName());

    @Context
    ResourceInfo resource;

    @Inject
    Gate gate;

    @Override
    public void filter(ContainerRequestContext request) {
        Class<?> type = declared(resource.getResourceClass());
        if (type == null) {
            return; // the container's own answer, such as to OPTIONS
        }
        SecuredBy guard = type.getAnnotation(SecuredBy.class);
        if (guard == null) {
            LOG.severe(type.getName() + " has a @Path and no @SecuredBy: nobody may call it");
            throw Forbidden.permission();
        }
        gate.pass(guard.value(), Gate.permission(declared(type, resource.getResourceMethod()), request.getMethod()));
    }

    /** The method as that class declares it, with its annotations. */
    private static @Nullable Method declared(Class<?> type, @Nullable Method called) {
        if (called == null) {
            return null;
        }
        try {
            return type.getMethod(called.getName(), called.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return called;
        }
    }

    /** The class with the {@code @Path}, of which the container may have made a subclass. */
    private static @Nullable Class<?> declared(@Nullable Class<?> called) {
        Class<?> at = called;
        while (at != null && !at.isAnnotationPresent(Path.class)) {
            at = at.getSuperclass();
        }
        return at;
    }
}
