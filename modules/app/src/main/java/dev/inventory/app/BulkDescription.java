package dev.inventory.app;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Adds what collections take and answer when many objects are made, changed or deleted at once. */
final class BulkDescription {

    private static final String JSON = "application/json";
    private static final String ERROR = "#/components/schemas/Error";
    private static final int MOST = 1000;

    private BulkDescription() {}

    /**
     * Where a collection takes changes and deletions of many, it takes a list of new objects as well. Some take changes
     * alone.
     *
     * @param key what objects are told apart by
     * @param read what reading one object answers; null where none can be read by itself
     */
    static void complete(String key, PathItem collection, @Nullable Schema read) {
        Operation create = collection.getPOST();
        Operation change = collection.getPATCH();
        Operation delete = collection.getDELETE();
        if (change == null || collection.getPUT() != null) {
            return;
        }
        if (create == null || delete == null) {
            if (read != null) {
                changeMany(change, read, key);
                alike(change);
            }
            return;
        }
        Schema shown = shown(create);
        createMany(create, shown);
        changeMany(change, shown, key);
        deleteMany(delete);
        List.of(create, change, delete).forEach(BulkDescription::alike);
    }

    private static void alike(Operation operation) {
        operation.addParameter(OASFactory.createParameter()
                .name("atomic")
                .in(Parameter.In.QUERY)
                .description("Of a list: true for all or nothing, false for each by itself, answered with 200 and"
                        + " an outcome for each")
                .schema(OASFactory.createSchema().type(SchemaType.BOOLEAN).defaultValue(true)));
        answer(
                operation,
                "400",
                OASFactory.createAPIResponse()
                        .description("Errors by field; of a list, one entry for each object, empty where it is sound")
                        .content(ApiDescription.content(
                                OASFactory.createSchema()
                                        .addOneOf(ref(ERROR))
                                        .addOneOf(RecordSchemas.array(ref(ERROR))),
                                Map.of("name", List.of("This field is required.")))));
    }

    private static void deleteMany(Operation delete) {
        delete.setRequestBody(OASFactory.createRequestBody()
                .required(true)
                .content(
                        ApiDescription.content(ref("#/components/schemas/Selection"), Map.of("items", List.of(5, 6)))));
        answer(delete, "204", OASFactory.createAPIResponse().description("All are deleted"));
        answer(
                delete,
                "200",
                OASFactory.createAPIResponse()
                        .description("With atomic=false: the outcomes, in order")
                        .content(ApiDescription.content(
                                outcomes(),
                                List.of(
                                        Map.of("id", 5, "status", 204),
                                        Map.of("id", 6, "status", 404, "errors", Map.of("detail", "Not found."))))));
    }

    /** What one new object is answered with. */
    private static Schema shown(Operation create) {
        APIResponse created =
                create.getResponses() == null ? null : create.getResponses().getAPIResponse("201");
        Schema shown = created == null || created.getContent() == null
                ? null
                : schema(created.getContent().getMediaType(JSON));
        return shown == null ? OASFactory.createSchema().type(SchemaType.OBJECT) : shown;
    }

    private static void createMany(Operation create, Schema shown) {
        if (create.getRequestBody() != null && create.getRequestBody().getContent() != null) {
            create.getRequestBody().getContent().getMediaTypes().values().forEach(type -> {
                Schema one = type.getSchema();
                type.setSchema(OASFactory.createSchema()
                        .addOneOf(one)
                        .addOneOf(RecordSchemas.array(one).maxItems(MOST)));
            });
        }
        answer(
                create,
                "200",
                OASFactory.createAPIResponse()
                        .description("Of a list with atomic=false: the outcomes, in order")
                        .content(ApiDescription.content(
                                outcomes(),
                                List.of(Map.of(
                                        "status",
                                        400,
                                        "errors",
                                        Map.of("name", List.of("This field is required.")))))));
        APIResponse created = create.getResponses().getAPIResponse("201");
        MediaType json = created == null || created.getContent() == null
                ? null
                : created.getContent().getMediaType(JSON);
        if (json != null) {
            json.setSchema(OASFactory.createSchema().addOneOf(shown).addOneOf(RecordSchemas.array(shown)));
        }
    }

    private static void changeMany(Operation change, Schema shown, String key) {
        MediaType sent =
                change.getRequestBody() == null || change.getRequestBody().getContent() == null
                        ? null
                        : change.getRequestBody().getContent().getMediaType(JSON);
        Schema fields = schema(sent);
        Schema number = OASFactory.createSchema().type(SchemaType.INTEGER).format("int64");
        Schema item = OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .addProperty(key, number.description("Which object is changed"))
                .addRequired(key);
        change.setRequestBody(OASFactory.createRequestBody()
                .required(true)
                .description("Each object with its " + key + " and the fields to change")
                .content(ApiDescription.content(
                        RecordSchemas.array(
                                        fields == null
                                                ? item
                                                : OASFactory.createSchema()
                                                        .addAllOf(fields)
                                                        .addAllOf(item))
                                .maxItems(MOST),
                        List.of(Map.of(key, 5), Map.of(key, 6)))));
        answer(
                change,
                "200",
                OASFactory.createAPIResponse()
                        .description("The objects as they are now, in the order of the request; with atomic=false the"
                                + " outcomes")
                        .content(ApiDescription.content(
                                OASFactory.createSchema()
                                        .addAnyOf(RecordSchemas.array(shown))
                                        .addAnyOf(outcomes()),
                                List.of(Map.of("status", 404, "errors", Map.of("detail", "Not found."))))));
    }

    private static Schema outcomes() {
        return RecordSchemas.array(ref("#/components/schemas/Outcome"));
    }

    private static Schema ref(String to) {
        return OASFactory.createSchema().ref(to);
    }

    private static @Nullable Schema schema(@Nullable MediaType type) {
        return type == null ? null : type.getSchema();
    }

    private static void answer(Operation operation, String code, APIResponse response) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        operation.getResponses().addAPIResponse(code, response);
    }
}
