package dev.inventory.platform.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which method of which resource answers a path, known before JAX-RS looks for it. */
@ApplicationScoped
public class Routes {

    @Inject
    BeanManager beans;

    private volatile @Nullable List<Route> routes;

    /**
     * All that answers at one path.
     *
     * @param resource the class with the {@code @Path}
     * @param methods the methods that answer, by HTTP method
     */
    public record Route(PathTemplate template, Class<?> resource, Map<String, Method> methods) {

        /** The method that answers an HTTP method; HEAD is answered by GET's. */
        public Optional<Method> method(String httpMethod) {
            return Optional.ofNullable(methods.get("HEAD".equals(httpMethod) ? HttpMethod.GET : httpMethod));
        }
    }

    /** What answers a path, given as it was sent, relative to the application; empty for an unknown path. */
    public Optional<Route> at(String encodedPath) {
        List<String> path = PathTemplate.segments(encodedPath);
        for (Route route : all()) { // of every request: no stream
            if (route.template().matches(path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** Every route, those with the most fixed words first. */
    public List<Route> all() {
        List<Route> known = routes;
        if (known == null) {
            known = read();
            routes = known;
        }
        return known;
    }

    private List<Route> read() {
        List<Route> found = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path path = bean.getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                found.addAll(of(bean.getBeanClass(), path.value()));
            }
        }
        found.sort(Comparator.comparingLong((Route route) -> route.template().literals())
                .reversed());
        return List.copyOf(found);
    }

    static List<Route> of(Class<?> resource, String path) {
        Map<PathTemplate, Map<String, Method>> byTemplate = new java.util.LinkedHashMap<>();
        for (Method method : resource.getMethods()) {
            httpMethod(method).ifPresent(http -> {
                Path below = method.getAnnotation(Path.class);
                PathTemplate template = PathTemplate.of(path, below == null ? "" : below.value());
                byTemplate.computeIfAbsent(template, t -> new TreeMap<>()).put(http, method);
            });
        }
        return byTemplate.entrySet().stream()
                .map(entry -> new Route(entry.getKey(), resource, Map.copyOf(entry.getValue())))
                .toList();
    }

    private static Optional<String> httpMethod(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                return Optional.of(http.value());
            }
        }
        return Optional.empty();
    }
}
