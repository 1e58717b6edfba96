package dev.inventory.platform.web;

import dev.inventory.platform.failure.PreconditionFailed;
import dev.inventory.platform.failure.Rejected;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, 13): the strong ETag of an object is its id and its version. */
public final class Conditional {

    private Conditional() {}

    public static EntityTag tag(long id, long version) {
        return new EntityTag(id + "-" + version);
    }

    /** The 304 that a GET deserves, if what the client has is still right. */
    public static Optional<Response> notModified(Request request, EntityTag current) {
        Response.ResponseBuilder answer = evaluate(request, current);
        return Optional.ofNullable(answer).map(builder -> {
            Response response = builder.tag(current).build();
            if (response.getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode()) {
                throw failed();
            }
            return response;
        });
    }

    /** @throws PreconditionFailed if the request carries a condition that no longer holds */
    public static void check(Request request, EntityTag current) {
        if (evaluate(request, current) != null) {
            throw failed();
        }
    }

    private static Response.@Nullable ResponseBuilder evaluate(Request request, EntityTag current) {
        try {
            return request.evaluatePreconditions(current);
        } catch (ProcessingException | IllegalArgumentException e) {
            throw Rejected.because("If-Match and If-None-Match take ETags in double quotes, or *.");
        }
    }

    private static PreconditionFailed failed() {
        return new PreconditionFailed("The object has been changed since: read it again.");
    }
}
