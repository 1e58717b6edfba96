package dev.inventory.device;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Asks devices over the network, asynchronously and many at once. Never called with a transaction open. The stages
 * complete on a thread of the poller: what follows must only hand the result on.
 */
public interface DeviceProbes {

    /** Reads the serial number and, if told so, model and firmware. A device without ENTITY-MIB is refused. */
    CompletionStage<Probe<ObservedIdentity>> readIdentity(long deviceId, boolean withFirmware);

    /**
     * Asks the device's status now. The stage completes when the result is stored like any poll's. Equal requests in
     * flight share one check.
     */
    CompletionStage<Probe<ObservedStatus>> checkStatus(long deviceId);

    /**
     * Writes the settings that are pending for a device, and reads them back. Nothing is stored of it: that is up to the
     * caller, by {@link DeviceRecords#settingsApplied}. Answered with nothing desired if nothing is pending.
     */
    CompletionStage<Probe<AppliedSettings>> applySettings(long deviceId);

    /**
     * Checks many devices at once within one budget.
     *
     * @return the devices whose answer was not in when the budget was used up
     */
    Set<Long> checkStatus(Collection<Long> deviceIds, Duration budget);
}
