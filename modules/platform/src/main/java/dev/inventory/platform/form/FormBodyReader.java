package dev.inventory.platform.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Reads a form into a {@link Body}, for the resources that take one beside JSON. All its values are texts. */
@Provider
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class FormBodyReader implements MessageBodyReader<Body> {

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
        return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }

    /** @throws Rejected if a field comes twice or is not properly encoded */
    static Body parse(String form) {
        ObjectNode fields = Json.mapper().createObjectNode();
        Form.urlencoded(form).all().forEach((name, texts) -> {
            if (texts.size() > 1) {
                throw Rejected.field(name, "This field came twice.");
            }
            fields.put(name, texts.get(0));
        });
        return Body.of(fields);
    }
}
