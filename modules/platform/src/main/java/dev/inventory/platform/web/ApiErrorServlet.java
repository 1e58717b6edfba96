package dev.inventory.platform.web;

import dev.inventory.platform.json.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the errors that arise outside JAX-RS (an unknown path, a broken request) in the same dialects. */
public class ApiErrorServlet extends HttpServlet {

    private static final Logger LOG = Logger.getLogger(ApiErrorServlet.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer given ? given : HttpServletResponse.SC_NOT_FOUND;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        String requestId = UUID.randomUUID().toString();
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (thrown instanceof Throwable failure) {
            LOG.log(Level.SEVERE, "Request " + requestId + " failed: " + path, failure);
        }
        Response.Status known = Response.Status.fromStatusCode(code);
        String reason = known == null ? "Error" : known.getReasonPhrase();
        String sentence = sentence(code, reason, request.getContentType());
        byte[] body = Json.write(Dialect.of(path).body(code, reason, sentence, Map.of(), requestId))
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(code);
        response.setHeader(RequestFilter.REQUEST_ID, requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String sentence(int code, String reason, @Nullable String contentType) {
        if (code == HttpServletResponse.SC_NOT_FOUND) {
            return "Not found.";
        }
        // JAX-RS fails on it without a word, before any of its filters.
        return code == HttpServletResponse.SC_BAD_REQUEST && !isMediaType(contentType)
                ? "The Content-Type header is malformed."
                : reason + ".";
    }

    private static boolean isMediaType(@Nullable String contentType) {
        try {
            return contentType == null || MediaType.valueOf(contentType) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
