package dev.inventory.device;

import java.time.Instant;
import java.util.Map;

/** Takes in what other modules learned about devices, in their transaction. */
public interface DeviceRecords {

    /**
     * Records identities as facts. A known value is never blanked; a serial number that differs from the recorded one
     * is kept as a fact and does not overwrite the record.
     *
     * @param updateFirmware whether an observed firmware version becomes the device's {@code firmware_version}
     */
    void identitiesObserved(Map<Long, ObservedIdentity> identities, Instant observedAt, boolean updateFirmware);

    /** Notes how devices took their pending settings. One that was changed meanwhile stays pending. */
    void settingsApplied(Map<Long, AppliedSettings> applied, Instant appliedAt);
}
