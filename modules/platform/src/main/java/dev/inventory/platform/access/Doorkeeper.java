package dev.inventory.platform.access;

import org.jspecify.annotations.Nullable;

/** Lets ordinary requests in before JAX-RS sees them. */
public interface Doorkeeper {

    /**
     * Lets a GET in as it would be let in later, and keeps in mind who sends it.
     *
     * @param path below the application, as it was sent
     * @param authorization the header
     * @param address where the request comes from
     * @return false if the sender is not known already; whoever asks in full may know better
     * @throws dev.inventory.platform.failure.Failure if the request is to be refused
     */
    boolean letsRead(String path, @Nullable String authorization, String address);
}
