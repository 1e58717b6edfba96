package dev.inventory.device;

import java.time.Instant;

/** The status of a device after a check, as it is stored now. */
public record ObservedStatus(boolean up, String reason, Instant checkedAt) {}
