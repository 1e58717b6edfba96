package dev.inventory.headlessops.internal.execution;

import java.time.Instant;

/**
 * An operation that somebody should work on.
 *
 * @param started whether its target list is fixed
 * @param lane whose turn it takes
 * @param priority the more urgent, the higher
 */
record Due(long operationId, boolean started, long lane, int priority, Instant executeAt, long fence) {}
