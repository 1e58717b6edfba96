package dev.inventory.connection.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.connection.internal.source.SourceSettings.Pagination;
import dev.inventory.connection.internal.source.SourceSettings.Shape;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A profile's {@code configuration}, read and found sound.
 *
 * @param document as the user wrote it, without what a preset adds
 * @param maxRemovalPercent a run that would mark or delete more stops
 */
public record Configuration(
        ObjectNode document,
        Optional<Preset> preset,
        Mapping mapping,
        Shape shape,
        OnMissing onMissing,
        int maxRemovalPercent) {

    private static final String ROOT = "configuration";
    private static final int DEFAULT_REMOVAL = 20;
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final String DEFAULT_HEADER = "X-API-Key";

    /** A read-only statement: nothing before it, and nothing after it. */
    private static final Pattern SELECT = Pattern.compile("(?is)\\s*select\\s[^;]*");

    private static final Pattern TABLE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_$]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_$]{0,62}");

    /**
     * Reads a configuration.
     *
     * @param database whether it is of a database, else of an HTTP API
     * @throws Rejected with all that is wrong, by field below {@code configuration}
     */
    public static Configuration read(ObjectNode document, TargetKind target, boolean database) {
        ObjectNode wrapped = Json.mapper().createObjectNode();
        Optional<Preset> preset = Preset.named(document.path("preset").asText(""));
        wrapped.set(ROOT, preset.map(known -> known.complete(document)).orElse(document));
        Body outer = Body.of(wrapped);
        Body body = outer.object(ROOT).orElseThrow();
        if (Json.write(document).length() > MAX_DOCUMENT) {
            outer.error(ROOT, "Ensure this field has no more than " + MAX_DOCUMENT + " characters as JSON.");
        }
        body.choice("preset", Preset.names().toArray(String[]::new));
        if (preset.isPresent() && (database || preset.get().target() != target)) {
            body.error(
                    "preset",
                    "This preset is for a rest_api profile with the target "
                            + preset.get().target().word() + ".");
        }
        ObjectNode rules = body.document("data_mapping").required().orNull();
        Optional<Body> filters = body.object("filters");
        boolean activeOnly =
                filters.map(each -> each.bool("active_items_only").or(false)).orElse(false);
        List<String> excluded = filters.map(
                        each -> each.words("exclude_categories", 200, 200).or(List.of()))
                .orElse(List.of());
        Map<String, String> parameters = new LinkedHashMap<>();
        filters.ifPresent(each -> {
            ObjectNode sent = each.document("parameters").orNull();
            if (sent != null && database) {
                each.error("parameters", "A database takes no parameters: put the condition into source.query.");
            } else if (sent != null) {
                sent.properties().forEach(entry -> parameter(each, entry, parameters));
            }
            each.refuseUnknown();
        });
        Optional<Body> source = body.object("source");
        Shape shape = database ? databaseShape(body, source) : restShape(source, parameters, preset);
        source.ifPresent(Body::refuseUnknown);
        String onMissing = body.choice("on_missing", "keep", "mark", "delete").or("keep");
        int percent = body.integer("max_removal_percent", 0, 100).or(DEFAULT_REMOVAL);
        Optional<Mapping> mapping = Mapping.parse(
                target,
                rules == null ? Json.mapper().createObjectNode() : rules,
                activeOnly,
                excluded,
                body.errors(),
                ROOT + ".data_mapping.");
        body.refuseUnknown();
        outer.finish();
        return new Configuration(
                document,
                preset,
                mapping.orElseThrow(),
                shape,
                OnMissing.valueOf(onMissing.toUpperCase(java.util.Locale.ROOT)),
                percent);
    }

    private static void parameter(Body filters, Map.Entry<String, JsonNode> entry, Map<String, String> parameters) {
        JsonNode value = entry.getValue();
        if (!value.isValueNode()
                || value.isNull()
                || value.asText().length() > 500
                || entry.getKey().length() > 100) {
            filters.error("parameters", "A parameter is a text, a number, true or false.");
        } else {
            parameters.put(entry.getKey(), value.asText());
        }
    }

    private static Shape restShape(Optional<Body> source, Map<String, String> parameters, Optional<Preset> preset) {
        String format = source.map(each -> each.choice("format", "json", "csv").or("json"))
                .orElse("json");
        String records = source.map(each -> {
                    String pointer = each.text("records", 200).orNull();
                    if (pointer != null && !pointer.startsWith("/")) {
                        each.error("records", "Enter a JSON pointer, for example /results.");
                    }
                    return Optional.ofNullable(pointer);
                })
                .flatMap(found -> found)
                .orElse(null);
        Pagination pagination = source.flatMap(each -> each.object("pagination"))
                .map(Configuration::pagination)
                .orElse(new Pagination("none", "", "", "", 0, 1));
        return new Shape(
                format,
                records,
                pagination,
                parameters,
                preset.map(Preset::keyHeader).orElse(DEFAULT_HEADER),
                preset.map(Preset::keyPrefix).orElse(""),
                null,
                null,
                0,
                Duration.ZERO);
    }

    private static Pagination pagination(Body body) {
        String type = body.choice("type", "none", "next", "offset", "page", "cursor")
                .required()
                .or("none");
        boolean links = "next".equals(type);
        String parameter = body.text("parameter", 100)
                .or("page".equals(type) ? "page" : "cursor".equals(type) ? "cursor" : "offset");
        String pointer = body.text("pointer", 200).or(links ? "/next" : "cursor".equals(type) ? "/next_cursor" : "");
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            body.error("pointer", "Enter a JSON pointer, for example /next.");
        }
        String sizeParameter = body.text("size_parameter", 100).or("page".equals(type) ? "page_size" : "limit");
        int size = body.integer("page_size", 1, 10_000).or(500);
        int first = body.integer("first_page", 0, 1).or(1);
        body.refuseUnknown();
        return new Pagination(type, pointer, parameter, sizeParameter, size, first);
    }

    private static Shape databaseShape(Body body, Optional<Body> source) {
        @Nullable
        String table = source.map(
                        each -> Optional.ofNullable(each.text("table", 130).orNull()))
                .flatMap(found -> found)
                .orElse(null);
        @Nullable
        String query = source.map(
                        each -> Optional.ofNullable(each.lines("query", 8000).orNull()))
                .flatMap(found -> found)
                .orElse(null);
        if (source.isEmpty()) {
            body.error("source", "Say what is read: a table, or a query.");
        }
        source.ifPresent(each -> {
            if ((table == null) == (query == null)) {
                each.error("table", "Give either a table or a query.");
            }
            if (table != null && !TABLE.matcher(table).matches()) {
                each.error("table", "Enter the name of a table, with its schema if need be.");
            }
            if (query != null && !SELECT.matcher(query).matches()) {
                each.error("query", "Enter one SELECT, without a semicolon.");
            }
        });
        int fetchSize = source.map(each -> each.integer("fetch_size", 1, 50_000).or(2000))
                .orElse(2000);
        int seconds = source.map(
                        each -> each.integer("statement_timeout", 1, 3600).or(300))
                .orElse(300);
        return new Shape(
                "",
                null,
                new Pagination("none", "", "", "", 0, 1),
                Map.of(),
                "",
                "",
                table,
                query,
                fetchSize,
                Duration.ofSeconds(seconds));
    }
}
