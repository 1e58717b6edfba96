package dev.inventory.headlessops.internal.execution;

/**
 * The right to work on a share of an operation's devices, for as long as nobody else has raised the fence.
 *
 * @param firstDevice the least id of the share's devices, which are a range
 * @param lastDevice the greatest
 */
record Claim(long operationId, int share, long fence, long firstDevice, long lastDevice) {}
