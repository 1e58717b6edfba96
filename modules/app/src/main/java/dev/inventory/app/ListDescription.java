package dev.inventory.app;

import dev.inventory.platform.listing.ExportFormat;
import dev.inventory.platform.web.Dialect;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to a list's description what every list takes and gives, so that no list has to say it. */
final class ListDescription {

    private ListDescription() {}

    static void complete(String path, Operation operation) {
        if (!isList(path, operation)) {
            return;
        }
        Set<String> described =
                operation.getParameters().stream().map(Parameter::getName).collect(Collectors.toSet());
        List<Parameter> common = List.of(
                parameter("fields", text("id,name"), "Only these fields, comma-separated; nested ones as type.name"),
                parameter("brief", truth(), "Only what the object is called by"),
                parameter("count", text("none").addEnumeration("none"), "Leaves the count out, which saves a query"),
                parameter(
                        "cursor",
                        text(""),
                        "Pages by key, at a cost that does not grow with depth: begin with an empty one and follow next"
                                + " and previous. Without a count, and instead of offset"),
                parameter("export", formats(), "All that match, in a file: limit and offset have no effect"));
        common.stream()
                .filter(parameter -> !described.contains(parameter.getName()))
                .forEach(operation::addParameter);
        APIResponse page = operation.getResponses() == null
                ? null
                : operation.getResponses().getAPIResponse("200");
        if (page != null && page.getContent() != null) {
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

    private static boolean isList(String path, Operation operation) {
        return Dialect.of(path) == Dialect.REST
                && operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "limit".equals(parameter.getName()));
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

    private static Schema truth() {
        return OASFactory.createSchema().type(SchemaType.BOOLEAN).defaultValue(false);
    }

    private static Schema formats() {
        Schema schema = OASFactory.createSchema().type(SchemaType.STRING).example("csv");
        Arrays.stream(ExportFormat.values()).map(ExportFormat::extension).forEach(schema::addEnumeration);
        return schema;
    }
}
