package dev.inventory.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.failure.Rejected;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads a request's JSON into a {@link Body}. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
public class BodyReader implements MessageBodyReader<Body> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Body.class;
    }

    @Override
    public Body readFrom(
            Class<Body> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        return parse(stream);
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
        throw Rejected.field("non_field_errors", "Invalid data. Expected a dictionary.");
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
