package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * A device or an address of a share that has no result yet.
 *
 * @param deviceId for an address the number that stands for it ({@link AddressNumbers})
 * @param name as it was when the target list was fixed; of an address the address
 * @param target empty if the device has been deleted, and for an address
 * @param attempts how often it was tried
 * @param retryAt when it is tried again; the past if it is its turn
 * @param ours whether this operation has it; else another works on it
 */
record PendingDevice(
        long deviceId,
        String name,
        Optional<Target> target,
        long organizationId,
        int attempts,
        Instant retryAt,
        boolean ours) {

    boolean isAddress() {
        return AddressNumbers.isAddress(deviceId);
    }

    /** Whether it is a device that is no longer there. */
    boolean isGone() {
        return !isAddress() && target.isEmpty();
    }
}
