package dev.inventory.headlessops.internal.execution;

/** The right to start an operation, for as long as nobody else has raised the fence. */
record StartClaim(long operationId, long fence) {}
