package dev.inventory.headlessops.internal.execution;

import java.time.Instant;

/**
 * What a runner has to do.
 *
 * @param deadline when the operation ends as timed out, counted from its first start
 */
record Assignment(String operationType, OperationOptions options, Instant deadline) {}
