package dev.inventory.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;

/** A client of a server's API under one identity. Follows no redirects; thread safe. */
final class Api {

    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "a-quiet-harbour-71";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final String authorization;

    private Api(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    static Api anonymous(URI base) {
        return new Api(base, "");
    }

    Api anonymous() {
        return new Api(base, "");
    }

    /** With any {@code Authorization} header. */
    Api with(String header) {
        return new Api(base, header);
    }

    Api basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    Api bearer(String token) {
        return with("Bearer " + token);
    }

    /** The same user by a token, which is what programs use. */
    Api byToken() {
        return bearer(get("/api/user/token/").expect(200).json().path("token").asText());
    }

    /** The header that it sends; empty for nobody. */
    String authorization() {
        return authorization;
    }

    URI base() {
        return base;
    }

    Answer get(String path) {
        return send("GET", path, request -> {});
    }

    Answer get(String path, String header, String value) {
        return send("GET", path, request -> request.header(header, value));
    }

    Answer delete(String path) {
        return send("DELETE", path, request -> {});
    }

    Answer post(String path, Object body) {
        return write("POST", path, body);
    }

    Answer put(String path, Object body) {
        return write("PUT", path, body);
    }

    Answer patch(String path, Object body) {
        return write("PATCH", path, body);
    }

    /** Sends JSON: a text as it is, anything else written as JSON. */
    Answer write(String method, String path, Object body, String... headers) {
        return send(method, path, publisher(body), request -> {
            request.header("Content-Type", "application/json");
            if (headers.length > 0) {
                request.headers(headers);
            }
        });
    }

    Answer send(String method, String path, Consumer<HttpRequest.Builder> headers) {
        return send(method, path, BodyPublishers.noBody(), headers);
    }

    Answer send(String method, String path, BodyPublisher body, Consumer<HttpRequest.Builder> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).method(method, body);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        headers.accept(request);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether the server says that it is ready; it need not be there yet. */
    boolean ready() {
        try {
            return get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static BodyPublisher publisher(Object body) {
        return BodyPublishers.ofString(body instanceof String text ? text : Json.write(body));
    }
}
