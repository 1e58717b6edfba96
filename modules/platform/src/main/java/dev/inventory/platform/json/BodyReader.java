package dev.inventory.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.web.RequestFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Reads a request's JSON into a {@link Body}, or into {@link Bodies} where a list is taken, too. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
public class BodyReader implements MessageBodyReader<Object> {

    private static final String NO_OBJECT = "Invalid data. Expected a dictionary.";

    private static final ObjectReader ELEMENTS =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Body.class || type == Bodies.class;
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        return type == (Class<?>) Bodies.class ? parseAll(stream) : parse(stream);
    }

    /** @throws Rejected for what is neither one JSON object nor a list of at most {@link Bodies#MAX} */
    public static Bodies parseAll(InputStream stream) throws IOException {
        try (JsonParser parser = Json.mapper().getFactory().createParser(stream)) {
            parser.setCodec(ELEMENTS);
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                Body body = Body.of(object(rest(parser)));
                // The path takes more for the sake of lists; one object alone has no use for it.
                if (parser.currentLocation().getByteOffset() > RequestFilter.MAX_BODY) {
                    throw RequestFilter.tooLarge(RequestFilter.MAX_BODY);
                }
                return Bodies.one(body);
            }
            // One by one: a list that is too long is refused before it is all in memory.
            List<Body> bodies = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (bodies.size() == Bodies.MAX) {
                    throw Rejected.field("non_field_errors", "Send at most " + Bodies.MAX + " items at once.");
                }
                JsonNode element = ELEMENTS.readTree(parser);
                bodies.add(element instanceof ObjectNode object ? Body.of(object) : Body.faulty(NO_OBJECT));
            }
            rest(parser);
            return Bodies.list(bodies);
        } catch (JsonProcessingException e) {
            throw Rejected.because("JSON parse error - " + describe(e));
        }
    }

    /** What stands at the parser, which must be the last. */
    private static JsonNode rest(JsonParser parser) throws IOException {
        JsonNode value = parser.currentToken() == null || parser.currentToken() == JsonToken.END_ARRAY
                ? MissingNode.getInstance()
                : ELEMENTS.readTree(parser);
        if (parser.nextToken() != null) {
            throw Rejected.because("JSON parse error - there is more after the end of the document");
        }
        return value;
    }

    /** @throws Rejected for what is not one JSON object */
    public static Body parse(InputStream stream) throws IOException {
        return Body.of(object(stream));
    }

    /** @throws Rejected for what is not one JSON object */
    public static ObjectNode object(InputStream stream) throws IOException {
        try {
            return object(Json.mapper().readTree(stream));
        } catch (JsonProcessingException e) {
            throw Rejected.because("JSON parse error - " + describe(e));
        }
    }

    /** @throws Rejected for what is not one JSON object */
    public static Body parse(String json) {
        try {
            return Body.of(object(Json.mapper().readTree(json)));
        } catch (JsonProcessingException e) {
            throw Rejected.because("JSON parse error - " + describe(e));
        }
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (node.isMissingNode()) {
            throw Rejected.because("JSON parse error - the body is empty");
        }
        throw Rejected.field("non_field_errors", NO_OBJECT);
    }

    private static String describe(JacksonException e) {
        // The first line is about the document; what follows is about the parser.
        String message = e.getOriginalMessage().lines().findFirst().orElse("malformed");
        String plain = message.replaceAll(" \\(start marker at .*", "").replaceAll("`[^`]*`", "a value");
        return e.getLocation() == null
                ? plain
                : plain + ": line " + e.getLocation().getLineNr() + " column "
                        + e.getLocation().getColumnNr();
    }
}
