package dev.inventory.connection.internal.source;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** An object out of a JSON answer. */
public record JsonRecord(JsonNode node) implements SourceRecord {

    @Override
    public @Nullable Object value(String path) {
        JsonNode found = find(path);
        if (found.isMissingNode() || found.isNull()) {
            return null;
        }
        if (found.isContainerNode()) {
            throw new IllegalArgumentException("'" + path + "' is no single value in the source");
        }
        return found.isNumber() ? found.decimalValue() : found.isBoolean() ? found.booleanValue() : found.asText();
    }

    private JsonNode find(String path) {
        if (path.startsWith("/")) {
            return node.at(path);
        }
        JsonNode whole = node.path(path);
        if (!whole.isMissingNode() || path.indexOf('.') < 0) {
            return whole;
        }
        JsonNode at = node;
        for (String name : path.split("\\.")) {
            at = at.isArray() && name.matches("\\d{1,6}") ? at.path(Integer.parseInt(name)) : at.path(name);
        }
        return at;
    }
}
