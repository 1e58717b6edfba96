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

    /**
     * Whether there is an item with a serial number, within a statement that reads devices: most have none, and then
     * {@link #of} need not be asked.
     *
     * @param serialNumber an expression in SQL; null is the serial number of no item
     * @return a condition in SQL
     */
    String isPlaced(String serialNumber);

    /** The table that {@link #isPlaced} looks into. */
    String table();

    /** Whether the caller may see such places. */
    boolean areVisible();

    /**
     * Where the first item with each of these serial numbers is recorded, whoever asks.
     *
     * @return by serial number; without those that no item has
     */
    Map<String, Place> of(Collection<String> serialNumbers);
}
