package dev.inventory.connection.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.connection.internal.source.SourceSettings;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets of a profile as they were sent.
 *
 * @param sent whether the field was sent at all; what is omitted is kept
 * @param values by name; empty if there are none
 */
record Credentials(boolean sent, Map<String, String> values) {

    private static final int MAX_SECRET = 4000;
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer");

    /** Which names an authentication type takes; those in the second list may be left out. */
    private record Names(List<String> needed, List<String> optional) {}

    private static final Map<String, Names> BY_TYPE = Map.of(
            "none", new Names(List.of(), List.of()),
            "basic", new Names(List.of("username", "password"), List.of()),
            "bearer", new Names(List.of("token"), List.of()),
            "api_key", new Names(List.of("api_key"), List.of("header")),
            "oauth2_client_credentials",
                    new Names(List.of("token_url", "client_id", "client_secret"), List.of("scope")));

    private static final Names DATABASE = new Names(List.of("password"), List.of());

    /** Reads {@code credentials}, of which the names depend on the authentication type. */
    static Credentials read(Body body, String authentication, boolean database) {
        boolean sent = body.has("credentials");
        Optional<Body> part = body.object("credentials");
        Names names = database
                ? ("none".equals(authentication) ? BY_TYPE.get("none") : DATABASE)
                : BY_TYPE.get(authentication);
        Map<String, String> values = new LinkedHashMap<>();
        if (part.isEmpty() || names == null) {
            return new Credentials(sent, values);
        }
        Body secrets = part.get();
        for (String name : names.needed()) {
            String value = secrets.secret(name, MAX_SECRET).required().orNull();
            if (value != null) {
                values.put(name, value);
            }
        }
        for (String name : names.optional()) {
            String value = secrets.secret(name, MAX_SECRET).orNull();
            if (value != null) {
                values.put(name, value);
            }
        }
        secrets.refuseUnknown();
        String header = values.get("header");
        if (header != null && !header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
            secrets.error("header", "Enter the name of an HTTP header.");
        } else if (header != null && OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT))) {
            secrets.error("header", "Enter a header of your own; " + header + " is set by the connection.");
        }
        String tokenUrl = values.get("token_url");
        if (tokenUrl != null && !isHttpUrl(tokenUrl)) {
            secrets.error("token_url", "Enter an http or https address without a user name.");
        }
        return new Credentials(sent, values);
    }

    /** Whether the type can do without any. */
    static boolean needed(String authentication) {
        return !"none".equals(authentication);
    }

    static boolean isHttpUrl(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() <= 65_535
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    /** As they are sealed. */
    String json() {
        return Json.write(values);
    }

    /** What was sealed; the other way round. */
    static Map<String, String> parse(String json) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : Json.read(json).properties()) {
            values.put(entry.getKey(), entry.getValue().asText());
        }
        return values;
    }

    /** Says nothing that is secret, as {@link SourceSettings} does. */
    @Override
    public String toString() {
        return "credentials";
    }
}
