package dev.inventory.platform.idempotency;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.idempotency.IdempotencyKeys.Owner;
import dev.inventory.platform.json.Json;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Answers a POST that was carried out before with the answer it had then. Only what was done is remembered: a request that
 * was refused changed nothing and may be sent again with its key. It comes after authentication and the checks of the
 * role, so that an answer is given to nobody but its owner.
 */
@Provider
@Priority(IdempotencyFilter.PRIORITY)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

    static final int PRIORITY = Priorities.USER + 100;

    /** Tells a client that nothing was done this time. */
    static final String REPLAYED = "Idempotent-Replayed";

    private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class.getName());
    private static final String PROPERTY = IdempotencyFilter.class.getName();
    private static final Pattern WELL_FORMED = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int MULTIPLE_CHOICES = 300;

    @Inject
    IdempotencyKeys keys;

    @Inject
    Caller caller;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(IdempotencyKeys.HEADER);
        if (key == null || !HttpMethod.POST.equals(request.getMethod()) || caller.userId() <= 0) {
            return; // who is nobody has nothing that could be told apart from others'
        }
        if (!WELL_FORMED.matcher(key).matches()) {
            throw Rejected.field(IdempotencyKeys.HEADER, "1 to 255 visible ASCII characters are required.");
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        Owner owner = new Owner(caller.userId(), key);
        keys.take(owner, hash(request, body))
                .ifPresentOrElse(
                        answer -> request.abortWith(again(answer)), () -> request.setProperty(PROPERTY, owner));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!(request.getProperty(PROPERTY) instanceof Owner owner)) {
            return;
        }
        boolean done = response.getStatus() < MULTIPLE_CHOICES && !(response.getEntity() instanceof StreamingOutput);
        try {
            if (done) {
                keys.answered(owner, answer(response));
            } else {
                keys.free(owner);
            }
        } catch (RuntimeException e) {
            // What was done is done and must be told; until the key is given up, a repetition gets a 409.
            LOG.log(Level.WARNING, "The answer to a request with an Idempotency-Key could not be kept", e);
        }
    }

    private static KeptAnswer answer(ContainerResponseContext response) throws IOException {
        Object entity = response.getEntity();
        String body = "";
        if (entity instanceof CharSequence text) {
            body = text.toString();
        } else if (entity != null) {
            body = Json.mapper().writeValueAsString(entity);
        }
        String type =
                response.getMediaType() == null ? null : response.getMediaType().toString();
        return new KeptAnswer(response.getStatus(), type, response.getHeaderString(HttpHeaders.LOCATION), body);
    }

    private static Response again(KeptAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        if (!answer.body().isEmpty()) {
            response.entity(answer.body()).type(answer.contentType());
        }
        return response.build();
    }

    private static String hash(ContainerRequestContext request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(request.getUriInfo().getRequestUri().getRawPath().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '?');
            digest.update(String.valueOf(request.getUriInfo().getRequestUri().getRawQuery())
                    .getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
