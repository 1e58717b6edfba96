package dev.inventory.headlessops.internal.execution;

/** A user wants an operation to pause, to go on, or to end; fired in the transaction that stores it. */
public record OperationControlled(long operationId) {}
