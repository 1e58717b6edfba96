package dev.inventory.app;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Cross-origin requests of browsers (the fetch standard's CORS protocol): none, unless {@code INVENTORY_CORS_ORIGINS}
 * names the origin. Credentials are never asked for: a page of another origin sends a token in a header, as everybody.
 */
public class CrossOrigin extends HttpFilter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, X-Request-Id";
    private static final String RESPONSE_HEADERS =
            "ETag, Location, Allow, Retry-After, X-Request-Id, Content-Disposition";
    private static final String A_DAY = "86400";

    @Inject
    CrossOriginSettings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String origin = request.getHeader("Origin");
        if (origin == null || !settings.allows(origin)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Vary", "Origin");
        if ("OPTIONS".equals(request.getMethod()) && request.getHeader("Access-Control-Request-Method") != null) {
            // The browser asks before it sends: without credentials, so it must be answered before anybody wants some.
            response.setHeader("Access-Control-Allow-Methods", METHODS);
            response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
            response.setHeader("Access-Control-Max-Age", A_DAY);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        chain.doFilter(request, response);
    }
}
