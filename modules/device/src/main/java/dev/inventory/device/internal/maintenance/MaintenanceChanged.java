package dev.inventory.device.internal.maintenance;

/** A window was made, changed or deleted; fired in the transaction that stores it. */
record MaintenanceChanged() {}
