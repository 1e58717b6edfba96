package dev.inventory.device;

import java.util.Map;
import java.util.Set;

/**
 * Which devices are meant. Every part narrows the selection; an empty part does not. Values of one part are
 * alternatives.
 *
 * @param types slugs or ids (as digits) of device types
 * @param states {@code up}, {@code down} or {@code pending} (has configuration that was not applied yet)
 * @param serialNumbers serial numbers, exact
 * @param ids device ids
 * @param filters as in a query of the list of devices: {@code name__ic}, {@code location}, {@code tag}, …
 */
public record DeviceSelection(
        Set<String> types, Set<String> states, Set<String> serialNumbers, Set<Long> ids, Map<String, String> filters) {

    public static final DeviceSelection EVERYTHING =
            new DeviceSelection(Set.of(), Set.of(), Set.of(), Set.of(), Map.of());

    public DeviceSelection {
        types = Set.copyOf(types);
        states = Set.copyOf(states);
        serialNumbers = Set.copyOf(serialNumbers);
        ids = Set.copyOf(ids);
        filters = Map.copyOf(filters);
    }
}
