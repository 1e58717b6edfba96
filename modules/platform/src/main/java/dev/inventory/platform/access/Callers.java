package dev.inventory.platform.access;

/** Keeps in mind who sends a request, for what goes on after the request was let in. */
public interface Callers {

    /**
     * Who sends the request in progress.
     *
     * @throws dev.inventory.platform.failure.Unauthenticated if nobody has proved to be the caller
     */
    Standing standing();
}
