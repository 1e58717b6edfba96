package dev.inventory.device;

import java.time.Instant;

/** A device went up or down; fired in the transaction that stores it. */
public record DeviceStatusChanged(long deviceId, boolean up, String reason, Instant since) {}
