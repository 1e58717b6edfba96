package dev.inventory.platform.json;

import dev.inventory.platform.failure.Rejected;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;

/** A request without a body is told so: no reader is asked where there is nothing to read, and the method would get null. */
@Provider
@Priority(Priorities.USER)
public class BodyRequired implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method != null && readsBody(method) && !request.hasEntity()) {
            throw Rejected.because("JSON parse error - the body is empty");
        }
    }

    private static boolean readsBody(Method method) {
        return Arrays.stream(method.getParameterTypes()).anyMatch(type -> type == Body.class || type == Bodies.class);
    }
}
