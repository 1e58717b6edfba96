package dev.inventory.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The few requests to the inventory's REST interface that register the demo's network. */
final class InventoryClient {
    private static final String TOKEN = "/api/user/token/?name=demo";
    private static final String ORGANIZATIONS = "/api/v1/organization/";
    private static final String DEVICES = "/api/v1/inventory_device/";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PAGE = 100;
    private static final int TRIES = 5;
    private static final long MAX_RETRY_AFTER_SECONDS = 10;
    private static final int SHOWN_CHARACTERS = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI base;

    /** Takes the URI of the server's root. */
    InventoryClient(URI base) {
        this.base = base;
    }

    /** Whether the server says that it can serve. */
    boolean ready() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/health/ready"))
                .timeout(TIMEOUT)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A token for admin: it stays good when somebody changes the password while the demo is being registered. */
    String token(String password) throws DemoFailure, IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
        Map<String, Object> answer =
                object(TOKEN, accepted(TOKEN, send("Basic " + credentials, TOKEN, Optional.empty())));
        if (answer.get("token") instanceof String token) {
            return "Token " + token;
        }
        throw new DemoFailure(TOKEN + " answered no token");
    }

    /** The id of the organization of that name, which is made when there is none. */
    long organization(String authorization, String name, String contact)
            throws DemoFailure, IOException, InterruptedException {
        for (int offset = 0; ; offset += PAGE) {
            String path = ORGANIZATIONS + "?limit=" + PAGE + "&offset=" + offset;
            Map<String, Object> page = object(path, accepted(path, send(authorization, path, Optional.empty())));
            if (page.get("results") instanceof List<?> rows) {
                for (Object row : rows) {
                    if (row instanceof Map<?, ?> found && name.equals(found.get("name"))) {
                        return id(path, found);
                    }
                }
            }
            if (!page.containsKey("next")) {
                break;
            }
        }
        Map<String, Object> body = Map.of("name", name, "contact_email", contact);
        return id(
                ORGANIZATIONS,
                object(ORGANIZATIONS, accepted(ORGANIZATIONS, send(authorization, ORGANIZATIONS, Optional.of(body)))));
    }

    /** Registers a device; one that is there already stays as it is. */
    void device(String authorization, Map<String, Object> body) throws DemoFailure, IOException, InterruptedException {
        HttpResponse<String> response = send(authorization, DEVICES, Optional.of(body));
        if (response.statusCode() != 409) {
            accepted(DEVICES, response);
        }
    }

    private HttpResponse<String> send(String authorization, String path, Optional<Map<String, Object>> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Accept", "application/json");
        body.ifPresent(value ->
                request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(Json.write(value))));
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        for (int i = 1; i < TRIES && busy(response); i++) {
            TimeUnit.SECONDS.sleep(retryAfter(response));
            response = http.send(request.build(), BodyHandlers.ofString());
        }
        return response;
    }

    private static boolean busy(HttpResponse<String> response) {
        return response.statusCode() == 429 || response.statusCode() == 503;
    }

    private static long retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::valueOf)
                .map(seconds -> Math.min(seconds, MAX_RETRY_AFTER_SECONDS))
                .orElse(1L);
    }

    private static String accepted(String path, HttpResponse<String> response) throws DemoFailure {
        if (response.statusCode() / 100 != 2) {
            String body = response.body().replaceAll("\\s+", " ");
            throw new DemoFailure(path + " answered " + response.statusCode() + ": "
                    + body.substring(0, Math.min(SHOWN_CHARACTERS, body.length())));
        }
        return response.body();
    }

    private static Map<String, Object> object(String path, String body) throws DemoFailure {
        try {
            return Json.readObject(body);
        } catch (IllegalArgumentException notJson) {
            throw new DemoFailure(path + " answered what is " + notJson.getMessage());
        }
    }

    private static long id(String path, Map<?, ?> object) throws DemoFailure {
        if (object.get("id") instanceof Long id) {
            return id;
        }
        throw new DemoFailure(path + " answered an organization without an id");
    }
}
