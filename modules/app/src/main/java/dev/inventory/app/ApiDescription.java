package dev.inventory.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.web.Dialect;
import dev.inventory.platform.web.Routes;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Completes the API description that the container makes from the annotations: names as they are in JSON, the types that
 * the container does not know, and what every operation answers alike.
 */
public class ApiDescription implements OASFilter {

    private static final String JSON = "application/json";
    private static final String ERROR = "#/components/schemas/Error";
    private static final String EXAMPLE_REQUEST = "9f2c7c1e-5d0b-4c0e-9a52-6f1f0c1d2e3a";
    private static final Set<String> PUBLIC_PATHS = Set.of("/api");

    /** What can happen to any request, with the sentence that is answered. */
    private static final Map<String, String> COMMON = Map.of(
            "401", "Authentication credentials were not provided.",
            "403", "You do not have permission to perform this action.",
            "429", "Request was throttled. Expected available in 5 seconds.",
            "500", "A server error occurred. The log has the details under this request id.",
            "503", "The server is not ready yet: waiting for database.");

    private static final Map<String, String> SENTENCES = Map.of(
            "404", "Not found.",
            "409", "A device with this hostname already exists in this organization.",
            "412", "The object has been changed since: read it again.",
            "413", "The body is larger than 1048576 bytes.",
            "415", "Unsupported media type in request.",
            "429", "Too many failed logins. Try again later.");

    private static final AtomicReference<@Nullable Routes> ROUTES = new AtomicReference<>();

    /** Tells which methods answer. The container makes the filter itself, when the description is first asked for. */
    static void describes(Routes answering) {
        ROUTES.set(answering);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
            return;
        }
        RecordSchemas records = new RecordSchemas();
        RecordBodies bodies = new RecordBodies(records);
        Map<String, PathItem> items = new LinkedHashMap<>(api.getPaths().getPathItems());
        items.forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            tidy(operation);
            method(path, method).ifPresent(answering -> bodies.complete(answering, method, operation));
        }));
        items.forEach((path, item) -> BulkDescription.complete(key(items, path), item, one(items, path)));
        items.forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            operation.setOperationId(operationId(path, method));
            if (path.endsWith("/metadata")) {
                metadata(method, operation);
            }
            if (method == PathItem.HttpMethod.GET) {
                ListDescription.complete(path, operation, method(path, method), items);
            }
            if (method == PathItem.HttpMethod.POST) {
                IdempotencyDescription.complete(path, operation);
            }
            BoxDescription.complete(path, method, operation);
            answers(path, method, operation, item);
        }));
        components(api.getComponents(), records);
        Specification.keepTo(api);
    }

    private static Optional<Method> method(String path, PathItem.HttpMethod http) {
        Routes known = ROUTES.get();
        return known == null
                ? Optional.empty()
                : known.at(path.replaceFirst("^/api/?", "").replaceAll("[{}]", ""))
                        .flatMap(route -> route.method(http.name()));
    }

    /** What objects of a collection are told apart by: the variable of the path of one of them. */
    private static String key(Map<String, PathItem> items, String collection) {
        return items.keySet().stream()
                .filter(path -> path.startsWith(collection + "/{") && path.indexOf('}') == path.length() - 1)
                .map(path -> path.substring(collection.length() + 2, path.length() - 1))
                .findFirst()
                .orElse("id");
    }

    /** What reading one object of a collection answers; null where no object can be read by itself. */
    private static @Nullable Schema one(Map<String, PathItem> items, String collection) {
        PathItem object = items.get(collection + "/{" + key(items, collection) + "}");
        Operation read = object == null ? null : object.getGET();
        APIResponse shown = read == null || read.getResponses() == null
                ? null
                : read.getResponses().getAPIResponse("200");
        return shown == null || !isShown(shown)
                ? null
                : shown.getContent().getMediaType(JSON).getSchema();
    }

    /** Every shape that is referred to, as the records have it; the container's own reading of them is left out. */
    private static void components(Components components, RecordSchemas records) {
        records.all().forEach(components::addSchema);
        components.addSchema("Error", errorSchema());
        components.addSchema("Metadata", metadataSchema());
        components.addSchema("Selection", selectionSchema());
        components.addSchema("Outcome", outcomeSchema());
        BoxDescription.complete(components);
    }

    /** Unique, which the methods' names are not: {@code get_v1_inventory_device_id}. */
    private static String operationId(String path, PathItem.HttpMethod method) {
        String name = path.replaceFirst("^/api/?", "")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("_+$", "");
        return method.name().toLowerCase(Locale.ROOT) + (name.isEmpty() ? "" : "_" + name);
    }

    static Content content(Schema schema, Object example) {
        return OASFactory.createContent()
                .addMediaType(JSON, OASFactory.createMediaType().schema(schema).example(example));
    }

    private static Schema selectionSchema() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .description("Objects by their ids, by filters as the list takes them, or by both: then those with the"
                        + " ids that the filters let pass")
                .addProperty(
                        "items",
                        OASFactory.createSchema()
                                .type(SchemaType.ARRAY)
                                .maxItems(1000)
                                .items(OASFactory.createSchema()
                                        .type(SchemaType.INTEGER)
                                        .format("int64")))
                .addProperty(
                        "filters",
                        OASFactory.createSchema().type(SchemaType.OBJECT).additionalPropertiesBoolean(true));
    }

    private static Schema outcomeSchema() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .description("What became of one object of many")
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .type(SchemaType.INTEGER)
                                .description("As the answer to this object alone would have it"))
                .addProperty(
                        "id",
                        OASFactory.createSchema()
                                .type(SchemaType.INTEGER)
                                .format("int64")
                                .description("Of a deletion"))
                .addProperty(
                        "object",
                        OASFactory.createSchema()
                                .type(SchemaType.OBJECT)
                                .description("What was written")
                                .additionalPropertiesBoolean(true))
                .addProperty("errors", OASFactory.createSchema().ref(ERROR));
    }

    /** The metadata of any object are alike. */
    private static void metadata(PathItem.HttpMethod method, Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        var responses = operation.getResponses();
        responses.addAPIResponse(
                "200",
                OASFactory.createAPIResponse().description("The metadata").content(metadataContent()));
        if (method == PathItem.HttpMethod.GET) {
            responses.addAPIResponse(
                    "304", OASFactory.createAPIResponse().description("Unchanged since the ETag in If-None-Match"));
            return;
        }
        Content content = metadataContent();
        if (method == PathItem.HttpMethod.PATCH) {
            content.addMediaType(
                    "application/merge-patch+json",
                    metadataContent().getMediaTypes().get(JSON));
        }
        operation.setRequestBody(OASFactory.createRequestBody().required(true).content(content));
        responses.addAPIResponse(
                "400", OASFactory.createAPIResponse().description("No JSON object, or one of more than 64 KiB"));
        responses.addAPIResponse(
                "412", OASFactory.createAPIResponse().description("Changed since the ETag in If-Match"));
    }

    private static Content metadataContent() {
        return OASFactory.createContent()
                .addMediaType(
                        JSON,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Metadata"))
                                .example(Map.of("metadata", Map.of("asset_tag", "A-1043"))));
    }

    private static Schema metadataSchema() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .description("What users keep beside an object")
                .addProperty(
                        "metadata",
                        OASFactory.createSchema()
                                .type(SchemaType.OBJECT)
                                .description("Any JSON object of at most 64 KiB")
                                .additionalPropertiesBoolean(true))
                .addRequired("metadata");
    }

    private static void answers(String path, PathItem.HttpMethod method, Operation operation, PathItem item) {
        boolean open = PUBLIC_PATHS.contains(path);
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        var responses = operation.getResponses();
        responses.setDefaultValue(null);
        responses.removeAPIResponse("default");
        COMMON.forEach((code, sentence) -> {
            boolean asked = code.startsWith("4");
            if (!(open && asked) && !responses.hasAPIResponse(code)) {
                responses.addAPIResponse(code, OASFactory.createAPIResponse().description(sentence));
            }
        });
        if (path.contains("{") && !responses.hasAPIResponse("404")) {
            responses.addAPIResponse("404", OASFactory.createAPIResponse().description("No such object"));
        }
        if (operation.getRequestBody() != null && !responses.hasAPIResponse("415")) {
            responses.addAPIResponse("413", OASFactory.createAPIResponse().description("The body is too large"));
            responses.addAPIResponse("415", OASFactory.createAPIResponse().description("Not a type that is read here"));
        }
        if (responses.getAPIResponses().keySet().stream().noneMatch(code -> code.startsWith("2"))) {
            boolean delete = method == PathItem.HttpMethod.DELETE;
            responses.addAPIResponse(
                    delete ? "204" : "200",
                    OASFactory.createAPIResponse().description(delete ? "Deleted" : "The object"));
        }
        if (path.endsWith("}") && (method == PathItem.HttpMethod.PUT || method == PathItem.HttpMethod.PATCH)) {
            answerAsRead(operation, item.getGET());
        }
        responses.getAPIResponses().forEach((code, response) -> {
            if (code.startsWith("4") || code.startsWith("5")) {
                errorContent(path, code, response);
            }
        });
    }

    /** Where nothing else is said, a write answers with the object as it is read. */
    private static void answerAsRead(Operation write, @Nullable Operation read) {
        APIResponse written = write.getResponses().getAPIResponse("200");
        APIResponse shown = read == null || read.getResponses() == null
                ? null
                : read.getResponses().getAPIResponse("200");
        if (written != null && !isShown(written) && shown != null && isShown(shown)) {
            written.setContent(OASFactory.createContent()
                    .addMediaType(JSON, shown.getContent().getMediaType(JSON)));
        }
    }

    private static boolean isShown(APIResponse response) {
        MediaType json = response.getContent() == null || response.getContent().getMediaTypes() == null
                ? null
                : response.getContent().getMediaType(JSON);
        return json != null && json.getSchema() != null;
    }

    /** Every error is described by its shape and an example. */
    private static void errorContent(String path, String code, APIResponse response) {
        MediaType said = response.getContent() == null || response.getContent().getMediaTypes() == null
                ? null
                : response.getContent().getMediaType(JSON);
        if (said != null && said.getSchema() != null && hasExample(said)) {
            Schema schema = said.getSchema();
            if (schema.getType() == SchemaType.OBJECT && Dialect.of(path) != Dialect.BOX) {
                // Of an example in a schema without more, the container takes what the method returns for the shape.
                said.setExample(said.getExample() == null ? schema.getExample() : said.getExample());
                said.setSchema(OASFactory.createSchema().ref(ERROR));
            }
            return;
        }
        if (Dialect.of(path) == Dialect.BOX) {
            content(
                    response,
                    BoxDescription.ERROR,
                    BoxDescription.error(path, code, COMMON.getOrDefault(code, "Error.")));
            return;
        }
        Map<String, Object> example = new LinkedHashMap<>();
        if ("400".equals(code) || "422".equals(code)) {
            example.put("name", List.of("This field is required."));
        } else {
            example.put("detail", SENTENCES.getOrDefault(code, COMMON.getOrDefault(code, "Error.")));
        }
        if (code.startsWith("5")) {
            example.put("request_id", EXAMPLE_REQUEST);
        }
        content(response, ERROR, example);
    }

    private static void content(APIResponse response, String schema, Map<String, Object> example) {
        response.setContent(OASFactory.createContent()
                .addMediaType(
                        JSON,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(schema))
                                .example(example)));
    }

    private static boolean hasExample(MediaType type) {
        return type.getExample() != null
                || (type.getExamples() != null && !type.getExamples().isEmpty())
                || (type.getSchema() != null && type.getSchema().getExample() != null);
    }

    private static Schema errorSchema() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .description("One sentence under detail, or messages by field. A 5xx carries the id of the request.")
                .addProperty("detail", OASFactory.createSchema().type(SchemaType.STRING))
                .addProperty("request_id", OASFactory.createSchema().type(SchemaType.STRING))
                .additionalPropertiesBoolean(true);
    }

    private static void tidy(Operation operation) {
        if (operation.getParameters() != null) {
            for (Parameter parameter : operation.getParameters()) {
                tidy(parameter.getSchema());
            }
        }
        if (operation.getRequestBody() != null) {
            tidy(operation.getRequestBody().getContent());
        }
        if (operation.getResponses() != null && operation.getResponses().getAPIResponses() != null) {
            operation.getResponses().getAPIResponses().values().forEach(response -> tidy(response.getContent()));
        }
    }

    private static void tidy(@Nullable Content content) {
        if (content == null || content.getMediaTypes() == null) {
            return;
        }
        // The container adds the type of the method's own parameter; of it and what the annotations say, the one or
        // the other is under "any type".
        MediaType anything = content.getMediaTypes().get("*/*");
        if (anything != null) {
            content.removeMediaType("*/*");
            if (content.getMediaTypes().isEmpty()) {
                content.addMediaType(JSON, anything);
            }
            content.getMediaTypes().values().stream()
                    .filter(type -> !hasExample(type))
                    .forEach(type -> type.example(anything.getExample()).examples(anything.getExamples()));
        }
        content.getMediaTypes().forEach((name, type) -> {
            tidy(type.getSchema());
            if (name.endsWith("json")) {
                type.setExample(parsed(type.getExample()));
                if (type.getExamples() != null) {
                    type.getExamples().values().forEach(example -> example.setValue(parsed(example.getValue())));
                }
            }
        });
    }

    private static void tidy(@Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        forgetDefaults(schema);
        if (schema.getType() != SchemaType.STRING) {
            schema.setExample(parsed(schema.getExample()));
            schema.setDefaultValue(parsed(schema.getDefaultValue()));
        } else {
            // The container takes what the method returns for what the text is made of.
            schema.setProperties(null);
        }
        tidy(schema.getItems());
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(ApiDescription::tidy);
        }
    }

    /** Limits of zero, bounds beyond all lists and flags of false are the annotation's defaults; they mean nothing. */
    private static void forgetDefaults(Schema schema) {
        if (Integer.valueOf(0).equals(schema.getMinLength())) {
            schema.setMinLength(null);
        }
        if (Integer.valueOf(Integer.MIN_VALUE).equals(schema.getMaxItems())) {
            schema.setMaxItems(null);
        }
        if (Integer.valueOf(Integer.MAX_VALUE).equals(schema.getMinItems())) {
            schema.setMinItems(null);
        }
        if (Integer.valueOf(0).equals(schema.getMaxProperties())) {
            schema.setMaxProperties(null);
        }
        if (Integer.valueOf(0).equals(schema.getMinProperties())) {
            schema.setMinProperties(null);
        }
        if (schema.getMultipleOf() != null && BigDecimal.ZERO.compareTo(schema.getMultipleOf()) == 0) {
            schema.setMultipleOf(null);
        }
        if (Boolean.FALSE.equals(schema.getExclusiveMaximum())) {
            schema.setExclusiveMaximum(null);
        }
        if (Boolean.FALSE.equals(schema.getExclusiveMinimum())) {
            schema.setExclusiveMinimum(null);
        }
        if (Boolean.FALSE.equals(schema.getUniqueItems())) {
            schema.setUniqueItems(null);
        }
        if (Boolean.FALSE.equals(schema.getNullable())) {
            schema.setNullable(null);
        }
        if (Boolean.FALSE.equals(schema.getReadOnly())) {
            schema.setReadOnly(null);
        }
        if (Boolean.FALSE.equals(schema.getWriteOnly())) {
            schema.setWriteOnly(null);
        }
        if (Boolean.FALSE.equals(schema.getDeprecated())) {
            schema.setDeprecated(null);
        }
    }

    /** Examples are written as text in annotations; numbers, lists and objects among them become what they are. */
    static @Nullable Object parsed(@Nullable Object example) {
        if (!(example instanceof String text) || !text.strip().matches("(?s)-?\\d+|true|false|\\[.*|\\{.*")) {
            return example;
        }
        try {
            JsonNode node = Json.read(text);
            return Json.mapper().convertValue(node, Object.class);
        } catch (IllegalArgumentException e) {
            return example;
        }
    }
}
