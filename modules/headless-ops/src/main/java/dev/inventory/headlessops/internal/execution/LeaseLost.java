package dev.inventory.headlessops.internal.execution;

/** Another server (or a later claim) works there now: what this one still holds must not be written. */
final class LeaseLost extends RuntimeException {

    LeaseLost(Claim claim) {
        super("Share " + claim.share() + " of operation " + claim.operationId() + " was claimed by another since fence "
                + claim.fence());
    }

    LeaseLost(StartClaim claim) {
        super("Operation " + claim.operationId() + " was started by another since fence " + claim.fence());
    }
}
