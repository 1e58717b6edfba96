package dev.inventory.auth.internal.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.form.Form;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The field {@code api_key}, in which clients of the Box API send their token: in the body, or in the query of a GET. */
final class ApiKeyField {

    private static final String NAME = "api_key";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_\\s\\\\\\-=/.,]+");

    private ApiKeyField() {}

    /**
     * Reads it; a body that had to be read for it can be read again. A body that cannot be read has none: what is wrong
     * with it is told to who may send it.
     *
     * @throws Rejected if no key could be written so
     */
    static Optional<String> of(ContainerRequestContext request) {
        String method = request.getMethod();
        if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
            return checked(Form.ofQuery(request.getUriInfo().getQueryParameters()));
        }
        MediaType type = request.getMediaType();
        if (type == null || !Form.isReadable(type)) {
            return Optional.empty();
        }
        byte[] body;
        try {
            body = request.getEntityStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        request.setEntityStream(new ByteArrayInputStream(body));
        return checked(form(type, body));
    }

    private static Form form(MediaType type, byte[] body) {
        try {
            return Form.read(type, body);
        } catch (Rejected e) {
            return Form.EMPTY;
        }
    }

    /** One text of the allowed characters; which of two is meant nobody knows. */
    private static Optional<String> checked(Form form) {
        if (!form.has(NAME)) {
            return Optional.empty();
        }
        boolean sound = form.texts(NAME).size() == 1
                && form.json(NAME).map(JsonNode::isTextual).orElse(true)
                && WELL_FORMED.matcher(form.texts(NAME).get(0)).matches();
        if (!sound) {
            throw Rejected.because("API key was malformed");
        }
        return form.text(NAME).map(String::strip);
    }
}
