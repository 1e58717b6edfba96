package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.Outcome;
import java.time.Instant;

/**
 * A device that is tried again later.
 *
 * @param failure how it failed, which is its result if the operation ends before its time comes
 */
record Retry(long deviceId, Instant at, Outcome failure) {}
