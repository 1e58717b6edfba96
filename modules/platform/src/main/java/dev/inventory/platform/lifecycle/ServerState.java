package dev.inventory.platform.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;

/** How far the server has come. Requests are answered with 503 until it is {@link Phase#RUNNING}. */
@ApplicationScoped
public class ServerState {

    /** The phases of a server's life, in order. */
    public enum Phase {
        STARTING,
        WAITING_FOR_DATABASE,
        MIGRATING,
        RUNNING,
        STOPPING,
        FAILED
    }

    private volatile Phase phase = Phase.STARTING;

    public Phase phase() {
        return phase;
    }

    public boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    public void enter(Phase next) {
        phase = next;
    }
}
