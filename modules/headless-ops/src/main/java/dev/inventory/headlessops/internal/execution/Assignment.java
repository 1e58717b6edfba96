package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.OperationOptions;
import java.time.Instant;

/**
 * What a runner has to do.
 *
 * @param lane whose turn it takes
 * @param deadline when the operation ends as timed out
 * @param window how many devices may be asked at once, to begin with
 */
record Assignment(
        Claim claim, String operationType, OperationOptions options, long lane, Instant deadline, int window) {}
