package dev.inventory.connection.internal.sync;

/** Another server works on the run, or the profile is gone. */
final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLost(Claim claim) {
        super("Sync run " + claim.runId() + " is no longer this server's");
    }
}
