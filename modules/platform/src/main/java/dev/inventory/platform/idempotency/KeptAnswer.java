package dev.inventory.platform.idempotency;

import org.jspecify.annotations.Nullable;

/** An answer as it was sent, to be sent again. */
record KeptAnswer(
        int status, @Nullable String contentType, @Nullable String location, String body) {}
