package dev.inventory.platform.failure;

import java.time.Duration;
import java.util.Map;

/** The caller has to wait before the next try. */
public final class TooManyRequests extends Failure {

    private final Duration retryAfter;

    public TooManyRequests(String message, Duration retryAfter) {
        super(429, message);
        this.retryAfter = retryAfter;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
}
