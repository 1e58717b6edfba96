package dev.inventory.headlessops;

import dev.inventory.device.DeviceCatalog;

/**
 * A device that an operation has yet to deal with.
 *
 * @param serialNumber as it was recorded when the target list was fixed
 * @param device what the inventory holds of the device now
 */
public record Target(long deviceId, String serialNumber, DeviceCatalog.Entry device) {}
