package dev.inventory.platform.options;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.web.Bulk;
import dev.inventory.platform.web.Routes.Route;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is to know of one path before it is used, as Django REST Framework tells it. */
final class EndpointDescription {

    /** In the order in which they are told. */
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private static final List<String> JSON = List.of(MediaType.APPLICATION_JSON);

    private final Route route;

    EndpointDescription(Route route) {
        this.route = route;
    }

    /** The methods that the path answers, for the header {@code Allow}. */
    String allow() {
        List<String> allowed = new ArrayList<>();
        METHODS.stream().filter(method -> route.method(method).isPresent()).forEach(allowed::add);
        allowed.add(HttpMethod.OPTIONS);
        return String.join(", ", allowed);
    }

    /** The body: {@code actions} holds what this caller may do somewhere, and is left out if that is nothing. */
    Map<String, Object> body(Caller caller) {
        Optional<Tag> tag = Optional.ofNullable(route.resource().getAnnotation(Tag.class));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "name",
                tag.map(Tag::name)
                        .filter(name -> !name.isEmpty())
                        .orElse(route.resource().getSimpleName()));
        body.put(
                "description",
                tag.map(Tag::description).filter(text -> !text.isEmpty()).orElseGet(this::summary));
        body.put("renders", renders());
        body.put("parses", parses());
        Map<String, Object> actions = new LinkedHashMap<>();
        route.method(HttpMethod.POST)
                .flatMap(method -> action(method, HttpMethod.POST, caller))
                .ifPresent(fields -> actions.put(HttpMethod.POST, fields));
        // Clients look for what may be changed under PUT, be there PATCH alone.
        route.method(HttpMethod.PUT)
                .flatMap(method -> action(method, HttpMethod.PUT, caller))
                .or(() -> route.method(HttpMethod.PATCH)
                        .filter(method -> !method.isAnnotationPresent(Bulk.class))
                        .flatMap(method -> action(method, HttpMethod.PATCH, caller)))
                .ifPresent(fields -> actions.put(HttpMethod.PUT, fields));
        if (!actions.isEmpty()) {
            body.put("actions", actions);
        }
        return body;
    }

    private Optional<Map<String, Object>> action(Method method, String httpMethod, Caller caller) {
        Accepts accepts = method.getAnnotation(Accepts.class);
        return accepts == null || !may(method, httpMethod, caller)
                ? Optional.empty()
                : Optional.of(FieldDescriptions.of(accepts, HttpMethod.PATCH.equals(httpMethod)));
    }

    private boolean may(Method method, String httpMethod, Caller caller) {
        SecuredBy guard = route.resource().getAnnotation(SecuredBy.class);
        if (guard == null) {
            return false;
        }
        String role = guard.value();
        Needs needs = method.getAnnotation(Needs.class);
        Permission permission = needs == null ? Permission.forMethod(httpMethod) : needs.value();
        return SecuredBy.PUBLIC.equals(role) || caller.may(role, permission);
    }

    private String summary() {
        return METHODS.stream()
                .flatMap(method -> route.method(method).stream())
                .map(method -> Optional.ofNullable(method.getAnnotation(Operation.class)))
                .flatMap(Optional::stream)
                .map(Operation::summary)
                .findFirst()
                .orElse("");
    }

    private Set<String> renders() {
        Set<String> types = new LinkedHashSet<>();
        METHODS.stream()
                .flatMap(method -> route.method(method).stream())
                .map(method -> produced(method).or(() -> produced(route.resource())))
                .forEach(given -> types.addAll(given.orElse(JSON)));
        return types;
    }

    private static Optional<List<String>> produced(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Produces.class)).map(produces -> List.of(produces.value()));
    }

    /** A path that is only read takes JSON as well as anything. */
    private Set<String> parses() {
        Set<String> types = new LinkedHashSet<>();
        METHODS.stream()
                .flatMap(method -> route.method(method).stream())
                .map(method -> Optional.ofNullable(method.getAnnotation(Consumes.class)))
                .flatMap(Optional::stream)
                .forEach(consumes -> types.addAll(List.of(consumes.value())));
        return types.isEmpty() ? Set.copyOf(JSON) : types;
    }
}
