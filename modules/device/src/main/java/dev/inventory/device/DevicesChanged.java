package dev.inventory.device;

import java.util.Set;

/** Devices were created, changed by a user, or deleted; fired in the transaction that stores it. */
public record DevicesChanged(Set<Long> deviceIds) {}
