package dev.inventory.platform.failure;

import java.util.Map;

/** The server cannot answer just now: it is starting, or its database is away. */
public final class Unavailable extends Failure {

    public Unavailable(String message) {
        super(503, message);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", "5");
    }
}
