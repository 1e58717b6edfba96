package dev.inventory.device;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Implemented by modules that know where things are kept: a device's readers are told what is recorded of its serial
 * number there.
 */
public interface DevicePlacements {

    /**
     * Where an item with a device's serial number is recorded.
     *
     * @param boxId null if the item is in no box, as is its name
     */
    record Place(
            String itemId, @Nullable String boxId, @Nullable String boxName) {}

    /** Whether the caller may see such places. */
    boolean areVisible();

    /**
     * Where the first item with each of these serial numbers is recorded, whoever asks.
     *
     * @return by serial number; without those that no item has
     */
    Map<String, Place> of(Collection<String> serialNumbers);
}
