package dev.inventory.headlessops.internal.execution;

/** A device that an operation has yet to deal with, as it was recorded when the target list was fixed. */
record Target(long deviceId, String serialNumber) {}
