package dev.inventory.device;

import java.util.List;

/**
 * Implemented by modules whose work needs a device to stay: the device is not deleted while any implementation names a
 * reason. Asked in the transaction of the deletion.
 */
public interface DeviceHold {

    /** What holds the device, in words for the user; empty if nothing does. */
    List<String> reasonsToKeep(long deviceId);
}
