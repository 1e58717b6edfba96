package dev.inventory.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.web.Dialect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
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
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

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

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() != null && api.getComponents().getSchemas() != null) {
            api.getComponents().getSchemas().values().forEach(ApiDescription::tidy);
            api.getComponents().removeSchema("Body"); // the reader's own type, which some methods take
            api.getComponents().removeSchema("Form"); // as is this
            api.getComponents().addSchema("Error", errorSchema());
            api.getComponents().addSchema("Metadata", metadataSchema());
            api.getComponents().addSchema("Selection", selectionSchema());
            api.getComponents().addSchema("Outcome", outcomeSchema());
            BoxDescription.complete(api.getComponents());
        }
        if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
            return;
        }
        Map<String, PathItem> items = new LinkedHashMap<>(api.getPaths().getPathItems());
        items.values().forEach(ApiDescription::many);
        items.forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            operation.setOperationId(operationId(path, method));
            if (path.endsWith("/metadata")) {
                metadata(method, operation);
            }
            if (method == PathItem.HttpMethod.GET) {
                ListDescription.complete(path, operation);
            }
            if (method == PathItem.HttpMethod.POST) {
                IdempotencyDescription.complete(operation);
            }
            BoxDescription.complete(path, method, operation);
            tidy(operation);
            answers(path, method, operation);
        }));
    }

    /** Unique, which the methods' names are not: {@code get_v1_inventory_device_id}. */
    private static String operationId(String path, PathItem.HttpMethod method) {
        String name = path.replaceFirst("^/api/?", "")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("_+$", "");
        return method.name().toLowerCase(Locale.ROOT) + (name.isEmpty() ? "" : "_" + name);
    }

    /** Where a collection takes changes and deletions of many, it takes a list of new objects as well. */
    private static void many(PathItem item) {
        Operation create = item.getPOST();
        Operation change = item.getPATCH();
        Operation delete = item.getDELETE();
        if (create == null || change == null || delete == null) {
            return;
        }
        Schema one = create.getRequestBody() == null
                ? OASFactory.createSchema().type(SchemaType.OBJECT)
                : create.getRequestBody().getContent().getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .filter(schema -> schema != null)
                        .findFirst()
                        .orElseGet(OASFactory::createSchema);
        Schema list =
                OASFactory.createSchema().type(SchemaType.ARRAY).items(one).maxItems(1000);
        if (create.getRequestBody() != null) {
            create.getRequestBody()
                    .getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(type -> type.setSchema(
                            OASFactory.createSchema().addOneOf(one).addOneOf(list)));
        }
        change.setRequestBody(OASFactory.createRequestBody()
                .required(true)
                .description("Each object with its id and the fields to change")
                .content(content(list, List.of(Map.of("id", 5), Map.of("id", 6)))));
        delete.setRequestBody(OASFactory.createRequestBody()
                .required(true)
                .content(content(
                        OASFactory.createSchema().ref("#/components/schemas/Selection"),
                        Map.of("items", List.of(5, 6)))));
        for (Operation operation : List.of(create, change, delete)) {
            operation.addParameter(OASFactory.createParameter()
                    .name("atomic")
                    .in(Parameter.In.QUERY)
                    .description("Of a list: true for all or nothing, false for each by itself, answered with 200 and"
                            + " an outcome for each")
                    .schema(OASFactory.createSchema().type(SchemaType.BOOLEAN).defaultValue(true)));
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            operation
                    .getResponses()
                    .addAPIResponse(
                            "200",
                            OASFactory.createAPIResponse()
                                    .description(
                                            operation == change
                                                    ? "The objects as they are now; with atomic=false the outcomes"
                                                    : "With atomic=false: the outcomes, in order")
                                    .content(content(
                                            OASFactory.createSchema()
                                                    .type(SchemaType.ARRAY)
                                                    .items(OASFactory.createSchema()
                                                            .ref("#/components/schemas/Outcome")),
                                            List.of(Map.of("status", 404, "errors", Map.of("detail", "Not found."))))))
                    .addAPIResponse(
                            "400",
                            OASFactory.createAPIResponse()
                                    .description("Errors by field; of a list, one entry for each object, empty where"
                                            + " it is sound"));
        }
        delete.getResponses()
                .addAPIResponse("204", OASFactory.createAPIResponse().description("All are deleted"));
    }

    private static Content content(Schema schema, Object example) {
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
                        OASFactory.createSchema().type(SchemaType.OBJECT).description("What was written"))
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

    private static void answers(String path, PathItem.HttpMethod method, Operation operation) {
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
        responses.getAPIResponses().forEach((code, response) -> {
            if (code.startsWith("4") || code.startsWith("5")) {
                errorContent(path, code, response);
            }
        });
    }

    /** Every error is described by its shape and an example. */
    private static void errorContent(String path, String code, APIResponse response) {
        if (response.getContent() != null
                && response.getContent().getMediaTypes() != null
                && response.getContent().getMediaTypes().values().stream().anyMatch(ApiDescription::hasExample)) {
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
        // The container adds the type of the method's own parameter under "any type".
        if (content.getMediaTypes().size() > 1) {
            content.removeMediaType("*/*");
        }
        MediaType anything = content.getMediaTypes().get("*/*");
        if (anything != null) {
            content.removeMediaType("*/*");
            content.addMediaType(JSON, anything);
        }
        content.getMediaTypes().values().forEach(type -> tidy(type.getSchema()));
    }

    private static void tidy(@Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        forgetZeroes(schema);
        schema.setExample(parsed(schema.getExample()));
        schema.setDefaultValue(parsed(schema.getDefaultValue()));
        tidy(schema.getItems());
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        Map<String, Schema> named = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            String written = SNAKE_CASE.translate(name);
            type(written, property);
            tidy(property);
            named.put(written, property);
        });
        schema.setProperties(named);
        if (schema.getRequired() != null) {
            List<String> required = new ArrayList<>();
            schema.getRequired().forEach(name -> required.add(SNAKE_CASE.translate(name)));
            schema.setRequired(required);
        }
    }

    /** Instants arrive as objects without properties, longs as numbers. */
    private static void type(String name, Schema property) {
        boolean instant = name.endsWith("_at")
                || Set.of("last_seen", "last_status_change", "scheduled_for", "estimated_completion")
                        .contains(name);
        if (instant && property.getRef() == null) {
            property.setType(SchemaType.STRING);
            property.setFormat("date-time");
            property.setProperties(null);
        } else if (property.getType() == SchemaType.NUMBER) {
            property.setType(SchemaType.INTEGER);
            property.setFormat("int64");
        }
    }

    /** Limits of zero and flags of false are what the annotation's defaults become; they mean nothing. */
    private static void forgetZeroes(Schema schema) {
        if (Integer.valueOf(0).equals(schema.getMinLength())) {
            schema.setMinLength(null);
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
    private static @Nullable Object parsed(@Nullable Object example) {
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
