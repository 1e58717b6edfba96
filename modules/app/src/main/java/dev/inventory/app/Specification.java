package dev.inventory.app;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Keeps the description to what OpenAPI 3.0 allows, where the container does not. */
final class Specification {

    private Specification() {}

    static void keepTo(OpenAPI api) {
        api.setTags(distinct(api.getTags()));
        forgetEndpoints(api);
        List<Operation> operations = api.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
        for (Operation operation : operations) {
            for (Parameter parameter : or(operation.getParameters(), List.<Parameter>of())) {
                if (parameter.getIn() == Parameter.In.PATH) {
                    parameter.setRequired(true);
                }
            }
        }
        forgetUnused(api.getComponents(), operations);
    }

    /** Every class with a tag adds it anew; one of them describes it. */
    private static List<Tag> distinct(@Nullable List<Tag> tags) {
        Map<String, Tag> byName = new LinkedHashMap<>();
        for (Tag tag : or(tags, List.<Tag>of())) {
            byName.merge(tag.getName(), tag, (first, other) -> first.getDescription() == null ? other : first);
        }
        return new ArrayList<>(byName.values());
    }

    /** Payara lists the paths of each application at the root, under a name that the specification does not know. */
    private static void forgetEndpoints(OpenAPI api) {
        try {
            Optional<Method> setter = List.of(api.getClass().getMethods()).stream()
                    .filter(method -> "setEndpoints".equals(method.getName()))
                    .findFirst();
            if (setter.isPresent()) {
                setter.get().invoke(api, Map.of());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The container's list of endpoints cannot be left out", e);
        }
    }

    private static void forgetUnused(Components components, List<Operation> operations) {
        Map<String, Schema> schemas = components.getSchemas();
        Set<String> used = new HashSet<>();
        for (Operation operation : operations) {
            for (Parameter parameter : or(operation.getParameters(), List.<Parameter>of())) {
                use(parameter.getSchema(), schemas, used);
            }
            if (operation.getRequestBody() != null) {
                use(operation.getRequestBody().getContent(), schemas, used);
            }
            operation
                    .getResponses()
                    .getAPIResponses()
                    .values()
                    .forEach(response -> use(response.getContent(), schemas, used));
        }
        for (String name : List.copyOf(schemas.keySet())) {
            if (!used.contains(name)) {
                components.removeSchema(name);
            }
        }
    }

    private static void use(@Nullable Content content, Map<String, Schema> schemas, Set<String> used) {
        if (content != null && content.getMediaTypes() != null) {
            content.getMediaTypes().values().forEach(type -> use(type.getSchema(), schemas, used));
        }
    }

    private static void use(@Nullable Schema schema, Map<String, Schema> schemas, Set<String> used) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            if (used.add(name)) {
                use(schemas.get(name), schemas, used);
            }
            return;
        }
        use(schema.getItems(), schemas, used);
        use(schema.getAdditionalPropertiesSchema(), schemas, used);
        or(schema.getProperties(), Map.<String, Schema>of()).values().forEach(part -> use(part, schemas, used));
        or(schema.getAllOf(), List.<Schema>of()).forEach(part -> use(part, schemas, used));
        or(schema.getAnyOf(), List.<Schema>of()).forEach(part -> use(part, schemas, used));
        or(schema.getOneOf(), List.<Schema>of()).forEach(part -> use(part, schemas, used));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
