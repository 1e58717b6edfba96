package dev.inventory.app;

import dev.inventory.platform.listing.ExportFormat;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.web.Dialect;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Adds to a list's description what every list takes and gives, so that no list has to say it. */
final class ListDescription {

    private static final String LOOKUPS = "Fields answer to lookups by their kind. All: their name alone, __n (not) and"
            + " __empty (true or false). Texts: __ic (contains), __isw (starts with) and __in (comma-separated), too."
            + " Numbers, ids and instants: __gt, __gte, __lt, __lte and __in. What holds several values has filters of"
            + " its own. A field of a nested object is asked for as type__name, its id as type.";

    private static final int DEFAULT_LIMIT = 20;

    private ListDescription() {}

    /** @param answering the method that answers */
    static void complete(String path, Operation operation, Optional<Method> answering, Map<String, PathItem> items) {
        if (!isList(path, operation, answering)) {
            return;
        }
        Set<String> described = parameters(operation).map(Parameter::getName).collect(Collectors.toSet());
        List<Parameter> common = List.of(
                parameter("ordering", text("-id"), "Fields, comma-separated; - before one that falls"),
                parameter("limit", number(DEFAULT_LIMIT), "More than 100 counts as 100"),
                parameter("offset", number(0), "How many objects are passed over"),
                parameter("fields", text("id,name"), "Only these fields, comma-separated; nested ones as type.name"),
                parameter("brief", truth(), "Only what the object is called by"),
                parameter("count", text("none").addEnumeration("none"), "Leaves the count out, which saves a query"),
                parameter(
                        "cursor",
                        text(""),
                        "Pages by key, at a cost that does not grow with depth: begin with an empty one and follow next"
                                + " and previous. Without a count, and instead of offset"),
                parameter("export", formats(), "All that match, in a file: limit and offset have no effect"));
        operation.setDescription(
                operation.getDescription() == null ? LOOKUPS : operation.getDescription() + " " + LOOKUPS);
        common.stream()
                .filter(parameter -> !described.contains(parameter.getName()))
                .forEach(operation::addParameter);
        APIResponse page = operation.getResponses() == null
                ? null
                : operation.getResponses().getAPIResponse("200");
        if (page != null && page.getContent() != null) {
            rows(path, page.getContent().getMediaType("application/json"), items);
            for (ExportFormat format : ExportFormat.values()) {
                if (format != ExportFormat.JSON) {
                    page.getContent()
                            .addMediaType(
                                    format.mediaType().replaceFirst(";.*", ""),
                                    OASFactory.createMediaType()
                                            .schema(OASFactory.createSchema()
                                                    .type(SchemaType.STRING)
                                                    .format("binary")));
                }
            }
        }
    }

    /** A page of objects that are no more particular than that is one of those that can be read one by one. */
    private static void rows(String path, @Nullable MediaType page, Map<String, PathItem> items) {
        if (page == null || !"#/components/schemas/Page".equals(page.getSchema().getRef())) {
            return;
        }
        items.entrySet().stream()
                .filter(item ->
                        item.getKey().startsWith(path + "/{") && item.getKey().endsWith("}"))
                .map(item -> item.getValue().getGET())
                .filter(Objects::nonNull)
                .map(read -> read.getResponses().getAPIResponse("200").getContent())
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(content -> page.setSchema(OASFactory.createSchema()
                        .addAllOf(page.getSchema())
                        .addAllOf(OASFactory.createSchema()
                                .type(SchemaType.OBJECT)
                                .addProperty(
                                        "results",
                                        RecordSchemas.array(content.getMediaType("application/json")
                                                .getSchema())))));
    }

    private static boolean isList(String path, Operation operation, Optional<Method> answering) {
        return Dialect.of(path) == Dialect.REST
                && (answering
                                .map(Method::getReturnType)
                                .filter(Page.class::equals)
                                .isPresent()
                        || parameters(operation).anyMatch(parameter -> "limit".equals(parameter.getName())));
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? Stream.empty() : operation.getParameters().stream();
    }

    private static Parameter parameter(String name, Schema schema, String description) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .schema(schema)
                .description(description);
    }

    private static Schema text(String example) {
        return OASFactory.createSchema().type(SchemaType.STRING).example(example);
    }

    private static Schema number(int unless) {
        return OASFactory.createSchema()
                .type(SchemaType.INTEGER)
                .minimum(BigDecimal.ZERO)
                .defaultValue(unless);
    }

    private static Schema truth() {
        return OASFactory.createSchema().type(SchemaType.BOOLEAN).defaultValue(false);
    }

    private static Schema formats() {
        Schema schema = OASFactory.createSchema().type(SchemaType.STRING).example("csv");
        Arrays.stream(ExportFormat.values()).map(ExportFormat::extension).forEach(schema::addEnumeration);
        return schema;
    }
}
