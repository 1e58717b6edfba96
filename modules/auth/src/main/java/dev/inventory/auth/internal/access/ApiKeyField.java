package dev.inventory.auth.internal.access;

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

    /** Reads it; a body that had to be read for it can be read again. */
    static Optional<String> of(ContainerRequestContext request) {
        String method = request.getMethod();
        if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
            return Optional.ofNullable(request.getUriInfo().getQueryParameters().getFirst(NAME));
        }
        MediaType type = request.getMediaType();
        if (type == null || !Form.isReadable(type)) {
            return Optional.empty();
        }
        try {
            byte[] body = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(body));
            return Form.read(type, body).text(NAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws Rejected if no key could be written so */
    static String checked(String key) {
        if (!WELL_FORMED.matcher(key).matches()) {
            throw Rejected.because("API key was malformed");
        }
        return key.strip();
    }
}
