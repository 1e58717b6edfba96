package dev.inventory.platform.web;

import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Nearest;
import dev.inventory.platform.listing.Page;
import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * Refuses query parameters that a resource method does not know, and those that come twice. What it knows is what its
 * description names: each {@code @QueryParam}, each {@code @Parameter} of the query, and {@code atomic} where many objects
 * are written. Lists take more names than can be described, and judge their parameters themselves.
 */
@Provider
@Priority(Priorities.USER)
public class KnownParameters implements ContainerRequestFilter {

    private static final String ATOMIC = "atomic";

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        Map<String, List<String>> given = request.getUriInfo().getQueryParameters();
        if (method == null
                || given.isEmpty()
                || judgesItself(method)
                || Dialect.of(request.getUriInfo().getPath()) == Dialect.BOX) {
            return; // clients of the Box API send more than is asked for
        }
        FieldErrors errors = errors(given, names(method));
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
    }

    static FieldErrors errors(Map<String, List<String>> given, Set<String> known) {
        FieldErrors errors = new FieldErrors();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                String hint = known.isEmpty()
                        ? " None is taken here."
                        : Nearest.to(name, known)
                                .map(near -> " Did you mean '" + near + "'?")
                                .orElse(" Known here: " + String.join(", ", known) + ".");
                errors.parameter(name, "Unknown parameter '" + name + "'." + hint);
            } else if (values.size() > 1) {
                errors.parameter(name, "Give this parameter only once.");
            }
        });
        return errors;
    }

    /** The names of the query parameters that a method takes, in order. */
    static Set<String> names(Method method) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(annotation -> annotation != null)
                .forEach(annotation -> names.add(annotation.value()));
        for (Parameter described : method.getAnnotationsByType(Parameter.class)) {
            if (described.in() == ParameterIn.QUERY) {
                names.add(described.name());
            }
        }
        if (method.isAnnotationPresent(Bulk.class)) {
            names.add(ATOMIC);
        }
        return names;
    }

    static boolean judgesItself(Method method) {
        return method.isAnnotationPresent(OwnParameters.class)
                || (method.isAnnotationPresent(GET.class) && method.getReturnType() == Page.class);
    }
}
