package dev.inventory.app;

import dev.inventory.platform.options.Accepts;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the description of an operation the records that its method takes and gives: those that its annotations
 * name. The container copies them into the place where they are named, and puts the reader's own type beside them.
 */
final class RecordBodies {

    private final RecordSchemas records;

    RecordBodies(RecordSchemas records) {
        this.records = records;
    }

    void complete(Method method, PathItem.HttpMethod http, Operation operation) {
        parameters(method, operation);
        Accepts accepts = method.getAnnotation(Accepts.class);
        if (accepts != null) {
            Arrays.stream(accepts.shown()).forEach(records::reference);
        }
        if (method.getReturnType().isRecord()) {
            records.reference(method.getReturnType());
        }
        if (operation.getRequestBody() != null) {
            RequestBody said = method.getAnnotation(RequestBody.class);
            boolean part = http == PathItem.HttpMethod.PATCH || isFile(method);
            request(
                    operation.getRequestBody().getContent(),
                    said == null ? new org.eclipse.microprofile.openapi.annotations.media.Content[0] : said.content(),
                    accepts,
                    part);
        }
        for (var said :
                method.getAnnotationsByType(org.eclipse.microprofile.openapi.annotations.responses.APIResponse.class)) {
            var response = operation.getResponses() == null
                    ? null
                    : operation.getResponses().getAPIResponse(said.responseCode());
            if (response != null) {
                mediaTypes(response.getContent()).forEach((type, media) -> said(said.content(), type)
                        .flatMap(content -> schema(content, false))
                        .ifPresent(media::setSchema));
            }
        }
    }

    /** The container overlooks a parameter that is the only one of its method. */
    private static void parameters(Method method, Operation operation) {
        for (var said :
                method.getAnnotationsByType(org.eclipse.microprofile.openapi.annotations.parameters.Parameter.class)) {
            boolean known = operation.getParameters() != null
                    && operation.getParameters().stream()
                            .anyMatch(parameter -> said.name().equals(parameter.getName()));
            if (!known) {
                operation.addParameter(OASFactory.createParameter()
                        .name(said.name())
                        .in(Parameter.In.valueOf(said.in().name()))
                        .required(said.required())
                        .description(said.description())
                        .schema(RecordSchemas.of(said.schema())));
            }
        }
    }

    /** A file that changes devices as well as it makes them has of each what is to change. */
    private static boolean isFile(Method method) {
        jakarta.ws.rs.Consumes consumes = method.getAnnotation(jakarta.ws.rs.Consumes.class);
        return consumes != null && Arrays.asList(consumes.value()).contains("text/csv");
    }

    private void request(
            @Nullable Content content,
            org.eclipse.microprofile.openapi.annotations.media.Content[] contents,
            @Nullable Accepts accepts,
            boolean part) {
        if (content == null) {
            return;
        }
        // The container has one and the same description for all types of a body.
        Map.copyOf(mediaTypes(content)).forEach((type, shared) -> {
            MediaType media = OASFactory.createMediaType()
                    .schema(shared.getSchema())
                    .example(shared.getExample())
                    .examples(shared.getExamples());
            var said = said(contents, type);
            said.ifPresent(one -> examples(media, one, type));
            Optional<Schema> named = said.flatMap(one -> schema(one, part));
            if (named.isPresent()) {
                media.setSchema(named.get());
            } else if (type.endsWith("json") && accepts != null) {
                media.setSchema(part ? records.patch(accepts.value()) : records.reference(accepts.value()));
            } else if (type.startsWith("text/")) {
                media.setSchema(OASFactory.createSchema().type(Schema.SchemaType.STRING));
            }
            content.addMediaType(type, media);
        });
    }

    private static void examples(
            MediaType media, org.eclipse.microprofile.openapi.annotations.media.Content said, String type) {
        media.setExample(null);
        media.setExamples(null);
        String example = said.example().isEmpty() ? said.schema().example() : said.example();
        if (!example.isEmpty()) {
            media.setExample(value(example, type));
        }
        for (var one : said.examples()) {
            media.addExample(one.name(), OASFactory.createExample().value(value(one.value(), type)));
        }
    }

    private static @Nullable Object value(String example, String type) {
        return type.endsWith("json") ? ApiDescription.parsed(example) : example;
    }

    private static Map<String, MediaType> mediaTypes(@Nullable Content content) {
        return content == null || content.getMediaTypes() == null ? Map.of() : content.getMediaTypes();
    }

    /** What is said of a media type: by its name, or of all. */
    private static Optional<org.eclipse.microprofile.openapi.annotations.media.Content> said(
            org.eclipse.microprofile.openapi.annotations.media.Content[] contents, String type) {
        return Arrays.stream(contents)
                .filter(content -> content.mediaType().equals(type))
                .findFirst()
                .or(() -> Arrays.stream(contents)
                        .filter(content -> content.mediaType().isEmpty())
                        .findFirst());
    }

    private Optional<Schema> schema(org.eclipse.microprofile.openapi.annotations.media.Content said, boolean part) {
        Class<?> type = said.schema().implementation();
        if (!type.isRecord()) {
            return Optional.empty();
        }
        Schema one = part ? records.patch(type) : records.reference(type);
        boolean many = said.schema().type() == org.eclipse.microprofile.openapi.annotations.enums.SchemaType.ARRAY;
        return Optional.of(many ? RecordSchemas.array(one) : one);
    }
}
