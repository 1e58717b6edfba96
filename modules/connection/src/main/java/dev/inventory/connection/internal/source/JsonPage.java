package dev.inventory.connection.internal.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one page of JSON as it comes in: one record at a time, and what stands beside them that is asked for. */
final class JsonPage {

    /** Takes the records of a page in their order. */
    @FunctionalInterface
    interface Elements {
        /** @return whether to go on */
        boolean element(JsonNode element) throws SourceFailure;
    }

    /** Longest text in an answer, in characters. */
    static final int MAX_TEXT = 1_000_000;

    private static final int MAX_DEPTH = 64;

    /** Where the list of records is, if the settings do not say and the answer itself is no list. */
    private static final String USUAL = "/results";

    private static final ObjectReader TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private final @Nullable String records;
    private final List<String> asked;
    private final Elements elements;
    private final Map<String, String> found = new HashMap<>();
    private boolean listed;
    private boolean enough;

    /**
     * @param records pointer to the list; null: the answer itself, or its {@code results}
     * @param asked pointers to single values beside it
     */
    JsonPage(@Nullable String records, List<String> asked, Elements elements) {
        this.records = records;
        this.asked = asked;
        this.elements = elements;
    }

    /** @throws SourceFailure if there is no list where it should be */
    void read(InputStream body) throws IOException, SourceFailure {
        try (JsonParser parser = TREES.getFactory().createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw SourceFailure.lasting(Stage.READ, "The answer is empty");
            }
            String at = records == null ? (first == JsonToken.START_ARRAY ? "" : USUAL) : records;
            walk(parser, "", at);
            if (!listed) {
                throw SourceFailure.lasting(Stage.READ, "There is no list of records at '" + at + "' in the answer");
            }
        }
    }

    /** A value beside the records; empty if there is none or it is null. */
    Optional<String> found(String pointer) {
        return Optional.ofNullable(found.get(pointer));
    }

    /** Whether the reader of the records had enough, so that nothing beside them is known. */
    boolean hadEnough() {
        return enough;
    }

    /** The parser stands at the start of the value at the pointer. */
    private void walk(JsonParser parser, String pointer, String list) throws IOException, SourceFailure {
        JsonToken token = parser.currentToken();
        if (pointer.equals(list)) {
            if (token != JsonToken.START_ARRAY) {
                throw SourceFailure.lasting(Stage.READ, "There is no list of records at '" + list + "' in the answer");
            }
            listed = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode element = TREES.readTree(parser);
                if (!elements.element(element)) {
                    enough = true;
                    return;
                }
            }
        } else if (token.isScalarValue()) {
            if (asked.contains(pointer) && token != JsonToken.VALUE_NULL) {
                found.put(pointer, parser.getText());
            }
        } else if (token == JsonToken.START_OBJECT && leadsOn(pointer, list)) {
            while (!enough && parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName().replace("~", "~0").replace("/", "~1");
                parser.nextToken();
                walk(parser, pointer + "/" + name, list);
            }
        } else {
            parser.skipChildren();
        }
    }

    private boolean leadsOn(String pointer, String list) {
        String below = pointer + "/";
        return list.startsWith(below) || asked.stream().anyMatch(each -> each.startsWith(below));
    }
}
