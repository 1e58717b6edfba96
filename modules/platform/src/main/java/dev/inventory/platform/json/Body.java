package dev.inventory.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object on its way in. Each field is asked for by name and type; {@link #finish} then throws one
 * {@link Rejected} with every wrong, missing and unknown field. Types are strict: {@code "5"} and {@code 5.7} are no
 * integers.
 */
public final class Body {

    private final ObjectNode node;
    private final String prefix;
    private final FieldErrors errors;
    private final Set<String> known;

    private Body(ObjectNode node, String prefix, FieldErrors errors) {
        this.node = node;
        this.prefix = prefix;
        this.errors = errors;
        this.known = new HashSet<>();
    }

    public static Body of(ObjectNode node) {
        return new Body(node, "", new FieldErrors());
    }

    /** What was sent in the place of an object: whatever is asked of it, this alone is told. */
    static Body faulty(String message) {
        return new Body(Json.mapper().createObjectNode(), "", FieldErrors.only("non_field_errors", message));
    }

    /** A text of one line, trimmed; blank reads as null. */
    public Value<String> text(String name, int maxLength) {
        return text(name, maxLength, false);
    }

    /** A text that may hold line breaks and tabs. */
    public Value<String> lines(String name, int maxLength) {
        return text(name, maxLength, true);
    }

    private Value<String> text(String name, int maxLength, boolean lines) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        if (!field.isTextual() || hasLoneSurrogate(field.textValue())) {
            return fault(name, "Not a valid string.");
        }
        String text = field.textValue().strip();
        if (text.length() > maxLength) {
            return fault(name, "Ensure this field has no more than " + maxLength + " characters.");
        }
        if (hasControlCharacter(text, lines)) {
            return fault(name, "Control characters are not allowed.");
        }
        return Value.of(this, name, text.isEmpty() ? null : text);
    }

    /** A secret: taken as it is, not trimmed. */
    public Value<String> secret(String name, int maxLength) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        if (!field.isTextual() || hasLoneSurrogate(field.textValue())) {
            return fault(name, "Not a valid string.");
        }
        String text = field.textValue();
        if (text.length() > maxLength) {
            return fault(name, "Ensure this field has no more than " + maxLength + " characters.");
        }
        if (hasControlCharacter(text, false)) {
            return fault(name, "Control characters are not allowed.");
        }
        return Value.of(this, name, text.isEmpty() ? null : text);
    }

    /** A text as a machine read it: control characters, which part the fields of some barcodes, are let pass. */
    public Value<String> raw(String name, int maxLength) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        if (!field.isTextual() || hasLoneSurrogate(field.textValue())) {
            return fault(name, "Not a valid string.");
        }
        String text = field.textValue();
        if (text.length() > maxLength) {
            return fault(name, "Ensure this field has no more than " + maxLength + " characters.");
        }
        return Value.of(this, name, text.isBlank() ? null : text);
    }

    /** One of the given words, in any case; they are told when it is another. */
    public Value<String> choice(String name, String... choices) {
        Value<String> text = text(name, 64);
        String word = text.orNull();
        if (word == null) {
            return text;
        }
        for (String choice : choices) {
            if (choice.equalsIgnoreCase(word)) {
                return Value.of(this, name, choice);
            }
        }
        return fault(
                name, "\"" + word + "\" is not a valid choice. Valid choices: " + String.join(", ", choices) + ".");
    }

    public Value<Integer> integer(String name, int min, int max) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        if (!field.isIntegralNumber()) {
            return fault(name, "A valid integer is required.");
        }
        if (!field.canConvertToInt() || field.intValue() < min || field.intValue() > max) {
            return fault(name, "Ensure this value is between " + min + " and " + max + ".");
        }
        return Value.of(this, name, field.intValue());
    }

    /** A whole number of any size, where the caller tells the bounds. */
    public Value<BigInteger> wholeNumber(String name) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        return field.isIntegralNumber()
                ? Value.of(this, name, field.bigIntegerValue())
                : fault(name, "A valid integer is required.");
    }

    public Value<Boolean> bool(String name) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        return field.isBoolean() ? Value.of(this, name, field.booleanValue()) : fault(name, "Must be a valid boolean.");
    }

    public Value<Instant> instant(String name) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        Optional<Instant> instant = field.isTextual() ? Instants.parse(field.textValue()) : Optional.empty();
        return instant.map(value -> Value.of(this, name, value))
                .orElseGet(() ->
                        fault(name, "Datetime has wrong format. Use ISO 8601, for example 2024-01-15T08:30:00Z."));
    }

    /** The id of another object: a number, or the object as GET nests it, of which the {@code id} counts. */
    public Value<Long> id(String name) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        JsonNode id = field.isObject() ? field.path("id") : field;
        if (!id.isIntegralNumber()) {
            return fault(name, "Incorrect type. Expected pk value, received " + jsonType(field) + ".");
        }
        return id.canConvertToLong() ? Value.of(this, name, id.longValue()) : fault(name, invalidPk(id.asText()));
    }

    /** A list of ids. */
    public Value<List<Long>> ids(String name, int maxSize) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        List<Long> ids = new ArrayList<>();
        if (!field.isArray() || field.size() > maxSize) {
            return fault(name, "Expected a list of at most " + maxSize + " ids.");
        }
        for (JsonNode element : field) {
            if (!element.isIntegralNumber() || !element.canConvertToLong()) {
                return fault(name, "A valid integer is required.");
            }
            ids.add(element.longValue());
        }
        return Value.of(this, name, ids);
    }

    /** A list of scalars, each as its text: {@code ["router", 2, true]} reads as router, 2, true. */
    public Value<List<String>> words(String name, int maxSize, int maxLength) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        Iterable<JsonNode> elements = field.isValueNode() ? List.of(field) : field;
        List<String> words = new ArrayList<>();
        for (JsonNode element : elements) {
            String word = element.asText().strip();
            if (!element.isValueNode() || element.isNull() || word.isEmpty() || word.length() > maxLength) {
                return fault(name, "Expected a list of values of 1 to " + maxLength + " characters.");
            }
            words.add(word);
        }
        if (field.isObject() || words.size() > maxSize) {
            return fault(name, "Expected a list of at most " + maxSize + " values.");
        }
        return Value.of(this, name, words);
    }

    /** A list of texts of one line, each trimmed and not blank. */
    public Value<List<String>> texts(String name, int maxSize, int maxLength) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        if (!field.isArray()) {
            return fault(name, "Expected a list of items but got type \"" + jsonType(field) + "\".");
        }
        if (field.size() > maxSize) {
            return fault(name, "Ensure this field has no more than " + maxSize + " elements.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : field) {
            String text = element.isTextual() ? element.textValue().strip() : "";
            if (!element.isTextual() || hasLoneSurrogate(text)) {
                return fault(name, "Not a valid string.");
            }
            if (text.isEmpty() || text.length() > maxLength) {
                return fault(name, "Ensure each element has 1 to " + maxLength + " characters.");
            }
            if (hasControlCharacter(text, false)) {
                return fault(name, "Control characters are not allowed.");
            }
            texts.add(text);
        }
        return Value.of(this, name, texts);
    }

    /** A nested object, whose fields are asked for in the same way; empty if absent or null. */
    public Optional<Body> object(String name) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return Optional.empty();
        }
        if (!(field instanceof ObjectNode object)) {
            error(name, "Invalid data. Expected a dictionary, but got " + jsonType(field) + ".");
            return Optional.empty();
        }
        return Optional.of(new Body(object, prefix + name + ".", errors));
    }

    /** A list of nested objects; an error in one names its place, counted from 0: {@code credentials.0.version}. */
    public Value<List<Body>> objects(String name, int maxSize) {
        Value<List<ObjectNode>> documents = documents(name, maxSize);
        List<ObjectNode> nodes = documents.orNull();
        if (nodes == null) {
            return documents.isPresent()
                    ? isMissing(node.path(name)) ? Value.of(this, name, null) : Value.faulty(this, name)
                    : Value.absent(this, name);
        }
        List<Body> objects = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            objects.add(new Body(nodes.get(i), prefix + name + "." + i + ".", errors));
        }
        return Value.of(this, name, objects);
    }

    /** A list of objects of any content, with texts as in {@link #document}. */
    public Value<List<ObjectNode>> documents(String name, int maxSize) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        if (!field.isArray() || field.size() > maxSize) {
            return fault(name, "Expected a list of at most " + maxSize + " objects.");
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode element : field) {
            if (!(element instanceof ObjectNode object)) {
                return fault(name, "Invalid data. Expected a dictionary, but got " + jsonType(element) + ".");
            }
            if (hasBadText(object)) {
                return fault(name, "Control characters and halves of surrogate pairs are not allowed.");
            }
            objects.add(object);
        }
        return Value.of(this, name, objects);
    }

    /** An object of any content, but with texts of printable characters, line breaks and tabs. */
    public Value<ObjectNode> document(String name) {
        JsonNode field = ask(name);
        if (isMissing(field)) {
            return missing(name, field);
        }
        if (!(field instanceof ObjectNode object)) {
            return fault(name, "Invalid data. Expected a dictionary, but got " + jsonType(field) + ".");
        }
        if (hasBadText(object)) {
            return fault(name, "Control characters and halves of surrogate pairs are not allowed.");
        }
        return Value.of(this, name, object);
    }

    /**
     * The fields that nobody has asked for so far, as filters of a list. A value that could not stand in a query is noted as
     * an error.
     */
    public Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        node.properties().stream()
                .filter(field -> !known.contains(field.getKey()))
                .forEach(field -> queryText(field.getValue())
                        .ifPresentOrElse(
                                text -> filters.put(field.getKey(), text),
                                () -> error(field.getKey(), "A filter needs a value.")));
        known.addAll(filters.keySet());
        return filters;
    }

    /** A value as a query would have it, a list as its elements, separated by commas; empty if none could. */
    public static Optional<String> queryText(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            for (JsonNode element : value) {
                Optional<String> part = queryText(element);
                if (part.isEmpty() || element.isArray() || part.get().contains(",")) {
                    return Optional.empty();
                }
                parts.add(part.get());
            }
            return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", parts));
        }
        String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Names that GET answers and that may be sent back, to no effect. */
    public Body readOnly(String... names) {
        known.addAll(Arrays.asList(names));
        return this;
    }

    /** Whether the field was sent, be it null. */
    public boolean has(String name) {
        return node.has(name);
    }

    /** Whether the field was sent as a text; for fields that take an id and are shown as a name. */
    public boolean isText(String name) {
        return ask(name).isTextual();
    }

    /** Whether the field holds an object, where it may hold something else as well. */
    public boolean isObject(String name) {
        return node.path(name).isObject();
    }

    /** Notes an error of a field of this object. */
    public void error(String name, String message) {
        errors.add(prefix + name, message);
    }

    /** Whether anything has been noted so far, here or in a nested object. */
    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    public FieldErrors errors() {
        return errors;
    }

    /** Notes every field that nobody asked for, with the nearest known name. */
    public void refuseUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                error(
                        name,
                        "Unknown field."
                                + Nearest.to(name, known)
                                        .map(n -> " Did you mean '" + n + "'?")
                                        .orElse(""));
            }
        });
    }

    /** @throws Rejected with all errors, among them the unknown fields */
    public void finish() {
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
    }

    /** The sentence for an id of which there is no object. */
    public static String invalidPk(Object id) {
        return "Invalid pk \"" + id + "\" - object does not exist.";
    }

    boolean isJsonNull(String name) {
        return node.path(name).isNull();
    }

    private JsonNode ask(String name) {
        known.add(name);
        return node.path(name);
    }

    /** Half a character: no text that could be written in UTF-8. */
    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean hasBadText(JsonNode node) {
        if (node.isTextual()) {
            return isBadText(node.textValue());
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (isBadText(entry.getKey())) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (hasBadText(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBadText(String text) {
        return hasLoneSurrogate(text) || hasControlCharacter(text, true);
    }

    /** @param lines whether the text may have line breaks and tabs */
    private static boolean hasControlCharacter(String text, boolean lines) {
        return text.chars()
                .anyMatch(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\r' || c == '\t')));
    }

    private static boolean isMissing(JsonNode field) {
        return field.isMissingNode() || field.isNull();
    }

    private <T> Value<T> missing(String name, JsonNode field) {
        return field.isMissingNode() ? Value.absent(this, name) : Value.of(this, name, null);
    }

    private <T> Value<T> fault(String name, String message) {
        error(name, message);
        return Value.faulty(this, name);
    }

    private static String jsonType(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "list";
            case OBJECT -> "dict";
            case STRING -> "str";
            case NUMBER -> node.isIntegralNumber() ? "int" : "float";
            default -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
