package dev.inventory.app;

import dev.inventory.platform.settings.ServerSettings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What browsers are told about every answer: load nothing from elsewhere, embed nowhere, guess no content type. */
public class PageHeaders extends HttpFilter {

    private static final String STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
    /** The API page writes styles into the document and draws its icons from data addresses. */
    private static final String API_PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
            + " form-action 'self'";

    @Inject
    ServerSettings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        boolean page = path.startsWith("/api-doc") || path.startsWith("/webjars");
        response.setHeader("Content-Security-Policy", page ? API_PAGE : STRICT);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (overTls()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (path.startsWith("/webjars/")) {
            // the version stands in the path
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        }
        chain.doFilter(request, response);
    }

    /** Whether users reach the server over TLS, which a proxy before it ends. */
    private boolean overTls() {
        return settings.publicUrl()
                .filter(url -> "https".equals(url.getScheme()))
                .isPresent();
    }
}
