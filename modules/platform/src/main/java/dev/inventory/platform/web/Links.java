package dev.inventory.platform.web;

import dev.inventory.platform.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Absolute links to this server. They start with the configured public URL or, without one, with the request's Host if
 * that host is allowed; a Host that anybody made up is never repeated.
 */
@ApplicationScoped
public class Links {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What a server listens on, and no address that anybody could call. */
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

    @Inject
    ServerSettings settings;

    @Inject
    HttpServletRequest servlet;

    /** The link to a path such as {@code /api/v1/organization/5/}. */
    public URI to(UriInfo uri, String path) {
        return URI.create(base(uri.getRequestUri()) + path);
    }

    /** The link to the request's own collection, always with a trailing slash, with these parameters in order. */
    public String page(UriInfo uri, Map<String, List<String>> parameters) {
        return page(uri.getRequestUri(), parameters);
    }

    /** The same for a request that was sent to that URI. */
    public String page(URI requested, Map<String, List<String>> parameters) {
        String path = requested.getRawPath();
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                        .collect(Collectors.joining("&"));
        return base(requested) + (path.endsWith("/") ? path : path + "/") + "?" + query;
    }

    private String base(URI request) {
        return settings.publicUrl()
                .map(URI::toString)
                .or(() -> asked(request, settings.listenAddress(), settings.allowedHosts()))
                .orElseGet(() ->
                        reached(request, settings.listenAddress(), servlet.getLocalAddr(), servlet.getLocalPort()));
    }

    /** The address by which the server was asked, if that host is allowed. */
    static Optional<String> asked(URI request, String listening, List<String> allowed) {
        String host = String.valueOf(request.getHost()).toLowerCase(Locale.ROOT);
        boolean listenedOn = host.equals(listening.toLowerCase(Locale.ROOT)) && !WILDCARDS.contains(host);
        return LOCAL.contains(host) || listenedOn || allowed.contains(host)
                ? Optional.of(
                        request.getScheme() + "://" + host + (request.getPort() < 0 ? "" : ":" + request.getPort()))
                : Optional.empty();
    }

    /** The address that the server was reached at, whatever it was called. */
    static String reached(URI request, String listening, String localAddress, int localPort) {
        String own = WILDCARDS.contains(listening) ? localAddress.replaceFirst("%.*", "") : listening;
        String literal = own.contains(":") && !own.startsWith("[") ? "[" + own + "]" : own;
        return request.getScheme() + "://" + literal + ":" + localPort;
    }

    private static String encode(String text) {
        // ISO instants keep their colons and commas readable, as the clients write them.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%3A", ":")
                .replace("%2C", ",");
    }
}
