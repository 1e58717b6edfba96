package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * A device of a share that has no result yet.
 *
 * @param target empty if the device has been deleted
 * @param attempts how often it was tried
 * @param retryAt when it is tried again; the past if it is its turn
 * @param ours whether this operation has it; else another works on it
 */
record PendingDevice(
        long deviceId, Optional<Target> target, long organizationId, int attempts, Instant retryAt, boolean ours) {}
