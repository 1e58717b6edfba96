package dev.inventory.connection.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON objects laid over one another. */
public final class Documents {

    private Documents() {}

    /** RFC 7396: what the patch says counts, null takes a name away, and lists are replaced as a whole. */
    public static ObjectNode merged(ObjectNode base, ObjectNode patch) {
        ObjectNode merged = base.deepCopy();
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                merged.remove(entry.getKey());
            } else if (value instanceof ObjectNode object && merged.get(entry.getKey()) instanceof ObjectNode there) {
                merged.set(entry.getKey(), merged(there, object));
            } else {
                merged.set(entry.getKey(), value.deepCopy());
            }
        }
        return merged;
    }
}
