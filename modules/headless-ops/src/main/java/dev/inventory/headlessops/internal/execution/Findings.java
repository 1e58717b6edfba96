package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.Finding;
import java.time.Instant;
import java.util.List;

/** Keeps what operations found at addresses. */
public interface Findings {

    /** Notes what was found; called in the transaction that writes the results, once for each finding. */
    void record(long operationId, List<Finding> findings, Instant at);
}
