package dev.inventory.headlessops.internal.execution;

import java.time.Instant;

/** An operation was accepted; fired in the transaction that stores it. */
public record OperationAccepted(long operationId, Instant executeAt) {}
