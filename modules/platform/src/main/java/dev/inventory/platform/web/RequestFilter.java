package dev.inventory.platform.web;

import dev.inventory.platform.failure.TooLarge;
import dev.inventory.platform.failure.Unavailable;
import dev.inventory.platform.lifecycle.ServerState;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first and last thing that happens to every request of the API: it gets an id, is turned away while the server is
 * not ready, its body is limited, and its answer carries the headers that all answers carry.
 */
@Provider
@PreMatching
@Priority(RequestFilter.PRIORITY)
public class RequestFilter implements ContainerRequestFilter, ContainerResponseFilter {

    /** Before authentication. */
    public static final int PRIORITY = 100;

    /** Largest body that an ordinary endpoint takes, in bytes. */
    public static final long MAX_BODY = 1 << 20;

    /** Largest body where many objects are taken at once, in bytes. */
    public static final long MAX_BULK_BODY = 32 << 20;

    /** The header that carries the request's id. */
    public static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[A-Za-z0-9._\\-]{1,64}");

    @Inject
    RequestInfo info;

    @Inject
    ServerState state;

    @Inject
    Routes routes;

    @Context
    HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        info.begin(idOf(request.getHeaderString(REQUEST_ID)), servletRequest.getRemoteAddr());
        if (!state.isRunning()) {
            throw new Unavailable("The server is not ready yet: "
                    + state.phase().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ".");
        }
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        // Judged when the body is read: who may not send it at all is told that first.
        long limit = limit(request);
        boolean tooLong = length != null && parse(length) > limit;
        request.setEntityStream(new LimitedStream(request.getEntityStream(), limit, tooLong));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        List<Object> cached = response.getHeaders().get(HttpHeaders.CACHE_CONTROL);
        head(response.getHeaders()::putSingle, info.requestId());
        if (cached != null) {
            response.getHeaders().put(HttpHeaders.CACHE_CONTROL, cached);
        }
    }

    /** Sets the headers that all answers carry, unless they say otherwise afterwards. */
    public static void head(BiConsumer<String, String> header, String requestId) {
        header.accept(REQUEST_ID, requestId);
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("Vary", "Authorization, Accept, Origin");
        // Kept only to be asked about again: an ETag saves the transfer, never the question.
        header.accept(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    /** The id that a request was sent with; if that is none, one unlike any other, which anybody may guess. */
    public static String idOf(@Nullable String sent) {
        if (sent != null && ACCEPTABLE_ID.matcher(sent).matches()) {
            return sent;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private long limit(ContainerRequestContext request) {
        if (HttpMethod.GET.equals(request.getMethod())) {
            return MAX_BODY; // what is taken in bulk is written
        }
        boolean bulk = routes.at(request.getUriInfo().getPath(false))
                .flatMap(route -> route.method(request.getMethod()))
                .filter(method -> method.isAnnotationPresent(Bulk.class))
                .isPresent();
        return bulk ? MAX_BULK_BODY : MAX_BODY;
    }

    /** The refusal of a body of more bytes than that. */
    public static TooLarge tooLarge(long limit) {
        return new TooLarge("The body is larger than " + limit + " bytes.");
    }

    private static long parse(String length) {
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0; // the container has already judged the header
        }
    }
}
