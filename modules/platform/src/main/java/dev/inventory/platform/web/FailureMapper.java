package dev.inventory.platform.web;

import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.Unavailable;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.ContentionRetry;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns whatever was thrown into an answer in the dialect of the path. Nothing about the inside gets out. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(FailureMapper.class.getName());
    private static final int INTERNAL = 500;

    @Inject
    RequestInfo info;

    @Context
    UriInfo uri;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException http
                && find(thrown, Failure.class).isEmpty()) {
            return answer(http);
        }
        Optional<Failure> failure = known(thrown);
        failure.filter(Unavailable.class::isInstance).ifPresent(away -> find(thrown, SQLException.class)
                .ifPresent(sql -> LOG.log(
                        Level.WARNING,
                        "Request " + info.requestId() + ": the database is away or busy: " + sql.getMessage())));
        return failure.map(this::answer).orElseGet(() -> unexpected(thrown));
    }

    /** The failure that a client is told of for what was thrown; empty if it is an error of the server. */
    public static Optional<Failure> known(Throwable thrown) {
        return find(thrown, Failure.class)
                .or(() -> find(thrown, SQLException.class).flatMap(FailureMapper::ofDatabase));
    }

    private Response answer(Failure failure) {
        Response.ResponseBuilder response = Response.status(failure.status(), reason(failure.status()));
        failure.headers().forEach(response::header);
        return entity(response, dialect().body(failure, reason(failure.status()), info.requestId()));
    }

    private static String reason(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return switch (status) {
            case 422 -> "Unprocessable Entity";
            case 429 -> "Too Many Requests";
            default -> known == null ? "Error" : known.getReasonPhrase();
        };
    }

    private Response answer(WebApplicationException http) {
        Response given = http.getResponse();
        int status = given.getStatus();
        if (status < 400) {
            return given;
        }
        if (status >= INTERNAL) {
            return unexpected(http);
        }
        Response.ResponseBuilder response = Response.status(status);
        given.getStringHeaders().forEach((name, values) -> {
            if ("Allow".equalsIgnoreCase(name)) {
                response.header(name, withHead(values));
            }
        });
        return entity(
                response,
                dialect().body(status, given.getStatusInfo().getReasonPhrase(), sentence(status), Map.of(), ""));
    }

    /** What answers GET answers HEAD, which JAX-RS leaves out. */
    static String withHead(List<String> allowed) {
        Set<String> methods = new TreeSet<>();
        allowed.forEach(
                value -> Arrays.stream(value.split(",")).map(String::strip).forEach(methods::add));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /** The databases agree on the SQL state's class, and on nothing else. */
    private static Optional<Failure> ofDatabase(SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        if ("23505".equals(state)) {
            return Optional.of(new Conflict("An object with the same unique value already exists."));
        }
        if (state.startsWith("23")) {
            return Optional.of(new Conflict("The change breaks a link between objects."));
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("XJ")) {
            return Optional.of(new Unavailable("The database cannot be reached."));
        }
        return ContentionRetry.isContention(sql)
                ? Optional.of(new Unavailable("Too much else is being written here. Nothing was changed; try again."))
                : Optional.empty();
    }

    private Response unexpected(Throwable thrown) {
        LOG.log(Level.SEVERE, "Request " + info.requestId() + " failed: " + uri.getPath(), thrown);
        return entity(
                Response.status(INTERNAL),
                dialect()
                        .body(
                                INTERNAL,
                                "Internal Server Error",
                                "A server error occurred. The log has the details under this request id.",
                                Map.of(),
                                info.requestId()));
    }

    private Dialect dialect() {
        return Dialect.of(uri.getPath());
    }

    private static Response entity(Response.ResponseBuilder response, Object body) {
        // Written here, since the request's Accept may be the very thing that is wrong.
        return response.entity(Json.write(body))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 404 -> "Not found.";
            case 405 -> "Method not allowed.";
            case 406 -> "Could not satisfy the request Accept header.";
            case 415 -> "Unsupported media type in request.";
            default ->
                Optional.ofNullable(Response.Status.fromStatusCode(status))
                        .map(Response.Status::getReasonPhrase)
                        .orElse("Error");
        };
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
