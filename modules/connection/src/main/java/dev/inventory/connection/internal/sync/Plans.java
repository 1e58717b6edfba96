package dev.inventory.connection.internal.sync;

import java.util.Optional;

/** Reads profiles for those who run them, with their secrets. */
public interface Plans {

    /**
     * Called outside of any transaction.
     *
     * @return empty if the profile is gone
     * @throws dev.inventory.platform.failure.Failure if it cannot be run as it is
     */
    Optional<SyncPlan> plan(long profileId);
}
