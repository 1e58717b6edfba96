package dev.inventory.connection.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.connection.internal.source.SourceRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one of our fields comes from. In the configuration it is a path, or an object: {@code path} (one, or several of
 * which the first that holds something counts), {@code constant}, {@code default} (may name paths in braces:
 * {@code "netbox-{id}"}), {@code convert} and {@code map} (our word for theirs).
 */
final class FieldRule {

    static final Set<String> CONVERSIONS = Set.of("text", "lower", "upper", "host");

    private static final Set<String> KEYS = Set.of("path", "constant", "default", "convert", "map");
    private static final int MAX_PATH = 200;
    private static final int MAX_PATHS = 10;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]{1,200})}");

    private final List<String> paths;
    private final @Nullable String constant;
    private final @Nullable String fallback;
    private final String conversion;
    private final Map<String, String> words;

    private FieldRule(
            List<String> paths,
            @Nullable String constant,
            @Nullable String fallback,
            String conversion,
            Map<String, String> words) {
        this.paths = paths;
        this.constant = constant;
        this.fallback = fallback;
        this.conversion = conversion;
        this.words = words;
    }

    static FieldRule path(String path) {
        return new FieldRule(List.of(path), null, null, "text", Map.of());
    }

    /** @throws IllegalArgumentException with a sentence about what is wrong */
    static FieldRule parse(JsonNode rule) {
        if (rule.isTextual()) {
            return path(checkedPath(rule));
        }
        if (!rule.isObject()) {
            throw new IllegalArgumentException("Give the name of a field of the source, or an object.");
        }
        for (Map.Entry<String, JsonNode> entry : rule.properties()) {
            if (!KEYS.contains(entry.getKey())) {
                throw new IllegalArgumentException("Unknown key '" + entry.getKey() + "'. Valid keys: "
                        + String.join(", ", KEYS.stream().sorted().toList()) + ".");
            }
        }
        List<String> paths = new ArrayList<>();
        JsonNode path = rule.path("path");
        if (path.isArray()) {
            path.forEach(each -> paths.add(checkedPath(each)));
        } else if (!path.isMissingNode()) {
            paths.add(checkedPath(path));
        }
        String constant = scalar(rule, "constant");
        if (paths.size() > MAX_PATHS || (paths.isEmpty() == (constant == null))) {
            throw new IllegalArgumentException("Give either a path (at most " + MAX_PATHS + ") or a constant.");
        }
        String conversion = rule.path("convert").asText("text");
        if (!CONVERSIONS.contains(conversion)) {
            throw new IllegalArgumentException("'" + conversion + "' is no conversion. Valid ones: "
                    + String.join(", ", CONVERSIONS.stream().sorted().toList()) + ".");
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> word : rule.path("map").properties()) {
            if (!word.getValue().isValueNode()) {
                throw new IllegalArgumentException("A map leads from text to text.");
            }
            words.put(word.getKey().toLowerCase(Locale.ROOT), word.getValue().asText());
        }
        return new FieldRule(List.copyOf(paths), constant, scalar(rule, "default"), conversion, words);
    }

    /** The value, stripped; null if there is none. */
    @Nullable
    String value(SourceRecord record) {
        String found = constant;
        for (int i = 0; found == null && i < paths.size(); i++) {
            found = text(record.value(paths.get(i)));
        }
        if (found != null) {
            found = convert(found);
        }
        return found == null && fallback != null ? fill(fallback, record) : found;
    }

    private @Nullable String convert(String value) {
        String converted =
                switch (conversion) {
                    case "lower" -> value.toLowerCase(Locale.ROOT);
                    case "upper" -> value.toUpperCase(Locale.ROOT);
                    case "host" -> value.replaceFirst("/\\d{1,3}$", "");
                    default -> value;
                };
        return words.isEmpty() ? converted : words.get(converted.toLowerCase(Locale.ROOT));
    }

    private static String fill(String template, SourceRecord record) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        Matcher places = PLACEHOLDER.matcher(template);
        return places.replaceAll(place -> {
            String value = text(record.value(place.group(1)));
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = value instanceof BigDecimal number
                ? (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString())
                : value.toString();
        String stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static String checkedPath(JsonNode path) {
        if (!path.isTextual() || path.asText().isBlank() || path.asText().length() > MAX_PATH) {
            throw new IllegalArgumentException(
                    "A path is a text of 1 to " + MAX_PATH + " characters: sku, part.name or /part/name.");
        }
        String text = path.asText().strip();
        if (text.startsWith("/")) {
            com.fasterxml.jackson.core.JsonPointer.compile(text);
        }
        return text;
    }

    private static @Nullable String scalar(JsonNode rule, String name) {
        JsonNode value = rule.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode() || value.asText().length() > 1000) {
            throw new IllegalArgumentException("A " + name + " is a text, a number, true or false.");
        }
        return value.asText();
    }
}
