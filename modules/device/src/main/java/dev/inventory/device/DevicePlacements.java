package dev.inventory.device;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Implemented by modules that know where things are kept: a device's readers are told what is recorded of its serial
 * number there. Asked in the transaction that reads the device.
 */
public interface DevicePlacements {

    /**
     * Where an item with a device's serial number is recorded.
     *
     * @param boxId null if the item is in no box, as is its name
     */
    record Place(
            String itemId, @Nullable String boxId, @Nullable String boxName) {}

    /** The place of the first item with one of these serial numbers, if the caller may see it. */
    Optional<Place> of(Collection<String> serialNumbers);
}
