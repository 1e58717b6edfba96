package dev.inventory.platform.failure;

import java.util.Map;

/** Nobody we know is asking. */
public final class Unauthenticated extends Failure {

    public Unauthenticated(String message) {
        super(401, message);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("WWW-Authenticate", "Basic realm=\"inventory\", Bearer realm=\"inventory\", Token");
    }
}
