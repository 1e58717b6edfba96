package dev.inventory.app;

import dev.inventory.platform.web.Dialect;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What the description of boxes, items and barcodes needs beyond the annotations: the key, and what errors say there. */
final class BoxDescription {

    static final String ERROR = "#/components/schemas/BoxError";

    private static final String BARCODE_ERROR = "#/components/schemas/BarcodeError";
    private static final String BARCODES = "/api/barcode";
    private static final String EXAMPLE_REQUEST = "9f2c7c1e-5d0b-4c0e-9a52-6f1f0c1d2e3a";
    private static final String NO_BOX = "Box does not exist";
    private static final String NO_ITEM = "Item does not exist";
    private static final String KEY_MALFORMED = "API key was malformed";
    private static final String NO_MATCH = "No match found for barcode data";

    /** What is said wherever nothing more particular is. */
    private static final Map<String, String> SENTENCES = Map.of(
            "400", KEY_MALFORMED,
            "401", "User was not found",
            "403", "User was not authorized to access this resource",
            "404", NO_BOX,
            "406", "Could not satisfy the request Accept header.",
            "413", "The body is larger than 1048576 bytes.",
            "415", "Unsupported media type in request.");

    /** What a 400 says, by path. */
    private static final Map<String, String> MISTAKES = Map.ofEntries(
            Map.entry("/api/box/get/{box_id}", "box_id was malformed"),
            Map.entry("/api/box/get", "box_id was not found in request"),
            Map.entry("/api/box/create", "Box with name Shelf A already exists"),
            Map.entry("/api/box/update", "No attributes to be updated were provided"),
            Map.entry("/api/box/delete", "box_id was malformed"),
            Map.entry("/api/box/put", "items was not found in request"),
            Map.entry("/api/box/label/{box_id}", "format is malformed, should be svg or png"),
            Map.entry("/api/boxes/labels", "columns should be from 1 to 5"),
            Map.entry("/api/boxes/list", "-1 is not a valid integer limit"),
            Map.entry("/api/item/get/{item_id}", "item_id was malformed"),
            Map.entry("/api/item/get", "item_id was not found in request"),
            Map.entry("/api/item/create", "quantity was malformed"),
            Map.entry("/api/item/update", "Immutable property created_by found in request body"),
            Map.entry("/api/item/delete", "Item has reservations, which must be released before"),
            Map.entry("/api/item/reserve", "quantity cannot be reserved: 4 of 10 are left"),
            Map.entry("/api/item/release", "reservation_id was malformed"),
            Map.entry("/api/item/movements/{item_id}", "item_id was malformed"),
            Map.entry("/api/item/reservations/{item_id}", "item_id was malformed"),
            Map.entry("/api/item/label/{item_id}", "format is malformed, should be svg or png"),
            Map.entry("/api/items/list", "color is not a valid sort key"),
            Map.entry("/api/items/count", "box_id was malformed"));

    /** What a 404 says, by path, where it is about no box. */
    private static final Map<String, String> MISSING = Map.of(
            "/api/box/create", "name was malformed",
            "/api/item/get/{item_id}", NO_ITEM,
            "/api/item/get", NO_ITEM,
            "/api/item/update", NO_ITEM,
            "/api/item/delete", NO_ITEM,
            "/api/item/reserve", NO_ITEM,
            "/api/item/release", "Reservation does not exist",
            "/api/item/movements/{item_id}", NO_ITEM,
            "/api/item/reservations/{item_id}", NO_ITEM,
            "/api/item/label/{item_id}", NO_ITEM);

    private BoxDescription() {}

    /** Adds and mends the shapes. */
    static void complete(Components components) {
        components.addSchema("BoxError", errorSchema());
        components.addSchema("BarcodeError", barcodeErrorSchema());
    }

    /** Adds what all operations on boxes and items take and answer, and what those on barcodes refuse. */
    static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        String plain = plain(path);
        if (Dialect.of(plain) == Dialect.BOX) {
            if (method == PathItem.HttpMethod.GET && !takesKey(operation)) {
                operation.addParameter(key());
            }
            if (!operation.getResponses().hasAPIResponse("400")) {
                operation
                        .getResponses()
                        .addAPIResponse("400", OASFactory.createAPIResponse().description("The key is malformed"));
            }
        } else if (plain.startsWith(BARCODES)) {
            operation
                    .getResponses()
                    .getAPIResponse("400")
                    .setContent(OASFactory.createContent()
                            .addMediaType(
                                    "application/json",
                                    OASFactory.createMediaType()
                                            .schema(OASFactory.createSchema().ref(BARCODE_ERROR))
                                            .example(barcodeError(plain))));
        }
    }

    private static boolean takesKey(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "api_key".equals(parameter.getName()));
    }

    private static Parameter key() {
        return OASFactory.createParameter()
                .name("api_key")
                .in(Parameter.In.QUERY)
                .description("A token, for clients that send no Authorization header")
                .schema(OASFactory.createSchema()
                        .type(SchemaType.STRING)
                        .example("inv-0123456789abcdef0123456789abcdef01234567-20270115"));
    }

    /** The envelope of an error, in which clients find the status once more. */
    static Map<String, Object> error(String path, String code, String fallback) {
        String plain = plain(path);
        int status = Integer.parseInt(code);
        String sentence = SENTENCES.getOrDefault(code, fallback);
        Response.Status known = Response.Status.fromStatusCode(status);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("name", known == null ? "Error" : known.getReasonPhrase());
        error.put(
                "description",
                switch (code) {
                    case "400" -> MISTAKES.getOrDefault(plain, sentence);
                    case "404" -> MISSING.getOrDefault(plain, sentence);
                    default -> sentence;
                });
        if (code.startsWith("5")) {
            error.put("request_id", EXAMPLE_REQUEST);
        }
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("code", status);
        example.put("body", List.of(error));
        return example;
    }

    private static Map<String, Object> barcodeError(String path) {
        Map<String, Object> error = new LinkedHashMap<>();
        if (path.endsWith("/generate")) {
            error.put("error", "Model instance not found");
            return error;
        }
        error.put("error", path.endsWith("/link") ? "Barcode matches existing object" : NO_MATCH);
        error.put("barcode_data", "4006381333931");
        error.put("barcode_hash", "8c5ad7c36f2f1ba4c8ff7ec0b0a7b4d3");
        return error;
    }

    private static Schema errorSchema() {
        Schema error = OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .addProperty("name", text())
                .addProperty("description", text())
                .addProperty("request_id", text());
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .description("The status, its name, and what is wrong. A 5xx carries the id of the request.")
                .addProperty("code", OASFactory.createSchema().type(SchemaType.INTEGER))
                .addProperty(
                        "body", OASFactory.createSchema().type(SchemaType.ARRAY).items(error));
    }

    private static Schema barcodeErrorSchema() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .description("What is wrong with a barcode, and the barcode; or messages by field")
                .addProperty("error", text())
                .addProperty("barcode_data", text())
                .addProperty("barcode_hash", text())
                .additionalPropertiesBoolean(true);
    }

    private static Schema text() {
        return OASFactory.createSchema().type(SchemaType.STRING);
    }

    private static String plain(String path) {
        return path.replaceAll("/+$", "");
    }
}
