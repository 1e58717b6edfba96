package dev.inventory.device;

import java.time.Instant;

/**
 * A device went up or down, or its state is another in some other way; fired in the transaction that stores it. Nothing
 * is fired while a device is in maintenance.
 *
 * @param up whether it answers
 * @param state tells a device that is down from one that cannot be reached, and one that flaps from both
 */
public record DeviceStatusChanged(long deviceId, boolean up, DeviceState state, String reason, Instant since) {}
