package dev.inventory.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares JSON with the schemas of an OpenAPI 3.0 document: types, nulls, choices, bounds, elements of lists. Stricter
 * than the specification in one thing: a field that an object's schema does not name is an error unless the schema says
 * that there may be others.
 */
final class SchemaCheck {

    private final JsonNode document;

    SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What is wrong, each with where it is; empty if the value is as described. */
    List<String> errors(JsonNode value, JsonNode schema) {
        List<String> errors = new ArrayList<>();
        check(value, schema, "$", errors);
        return errors;
    }

    /** What a reference leads to; missing if that is nothing. */
    JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        for (int hops = 0; at.has("$ref") && hops < 10; hops++) {
            at = document.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    private void check(JsonNode value, JsonNode given, String where, List<String> errors) {
        JsonNode schema = resolved(given);
        if (schema.isMissingNode()) {
            errors.add(where + ": no schema at " + given);
            return;
        }
        structure(value, schema, where, errors);
        fields(value, schema).ifPresent(known -> Json.names(value).stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> errors.add(where + "." + name + ": not described")));
    }

    /** All but whether every field is known, which parts of a schema can only tell together. */
    private void structure(JsonNode value, JsonNode given, String where, List<String> errors) {
        JsonNode schema = resolved(given);
        if (value.isNull() && schema.has("type")) {
            if (!schema.path("nullable").asBoolean()) {
                errors.add(where + ": null");
            }
            return;
        }
        if (schema.has("type") && !is(value, schema.path("type").asText())) {
            errors.add(where + ": no " + schema.path("type").asText() + " but " + value);
            return;
        }
        bounds(value, schema, where, errors);
        schema.path("allOf").forEach(part -> structure(value, part, where, errors));
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                choice(value, schema.path(choice), where, errors);
            }
        }
        if (value.isObject()) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    errors.add(where + "." + name.asText() + ": missing");
                }
            });
            value.properties().forEach(field -> {
                String at = where + "." + field.getKey();
                JsonNode property = schema.path("properties").path(field.getKey());
                if (!property.isMissingNode()) {
                    check(field.getValue(), property, at, errors);
                } else if (schema.path("additionalProperties").isObject()) {
                    check(field.getValue(), schema.path("additionalProperties"), at, errors);
                }
            });
        }
        for (int i = 0; i < value.size() && value.isArray() && schema.has("items"); i++) {
            check(value.get(i), schema.path("items"), where + "[" + i + "]", errors);
        }
    }

    private void choice(JsonNode value, JsonNode choices, String where, List<String> errors) {
        List<String> all = new ArrayList<>();
        for (JsonNode choice : choices) {
            List<String> of = new ArrayList<>();
            check(value, choice, where, of);
            if (of.isEmpty()) {
                return;
            }
            all.addAll(of);
        }
        errors.add(where + ": none of the choices fits: " + all);
    }

    private static void bounds(JsonNode value, JsonNode schema, String where, List<String> errors) {
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            errors.add(where + ": " + value + " is none of " + schema.path("enum"));
        }
        if (value.isTextual()) {
            int length = value.asText().codePointCount(0, value.asText().length());
            if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)
                    || length < schema.path("minLength").asInt(0)) {
                errors.add(where + ": length " + length);
            }
            if ("date-time".equals(schema.path("format").asText()) && !isInstant(value.asText())) {
                errors.add(where + ": no date-time but " + value);
            }
        }
        double least = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
        double most = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        if (value.isNumber() && (value.asDouble() < least || value.asDouble() > most)) {
            errors.add(where + ": out of bounds: " + value);
        }
        if (value.isArray()
                && (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)
                        || value.size() < schema.path("minItems").asInt(0))) {
            errors.add(where + ": " + value.size() + " elements");
        }
    }

    /** The fields that an object may have; empty if that is left open, or it is none. */
    private Optional<Set<String>> fields(JsonNode value, JsonNode given) {
        JsonNode schema = resolved(given);
        if (!value.isObject()
                || schema.has("oneOf")
                || schema.has("anyOf")
                || (schema.has("additionalProperties")
                        && !"false".equals(schema.path("additionalProperties").asText()))) {
            return Optional.empty();
        }
        Set<String> known = new HashSet<>(Json.names(schema.path("properties")));
        for (JsonNode part : schema.path("allOf")) {
            Optional<Set<String>> more = fields(value, part);
            if (more.isEmpty()) {
                return more;
            }
            known.addAll(more.get());
        }
        return known.isEmpty()
                        && !schema.has("properties")
                        && !"object".equals(schema.path("type").asText())
                ? Optional.empty()
                : Optional.of(known);
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }

    private static boolean contains(JsonNode choices, JsonNode value) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInstant(String text) {
        try {
            var unused = OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
