package dev.inventory.headlessops.internal.execution;

/** Another server (or a later claim) works on the operation now: what this one still holds must not be written. */
final class LeaseLost extends RuntimeException {

    LeaseLost(Claim claim) {
        super("Operation " + claim.operationId() + " was claimed by another since fence " + claim.fence());
    }
}
