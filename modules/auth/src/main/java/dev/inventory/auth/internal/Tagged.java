package dev.inventory.auth.internal;

import jakarta.ws.rs.core.EntityTag;

/**
 * What the API shows of an object, and the ETag of the version that it shows.
 *
 * @param <T> what is shown
 */
public record Tagged<T>(EntityTag tag, T shown) {}
