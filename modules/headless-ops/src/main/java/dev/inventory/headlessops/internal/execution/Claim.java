package dev.inventory.headlessops.internal.execution;

/** The right to work on an operation, for as long as nobody else has raised the fence. */
record Claim(long operationId, long fence) {}
