package dev.inventory.headlessops.internal.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.inventory.device.DeviceSelection;
import dev.inventory.platform.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The devices that an operation is for, as it was accepted: in the client's order, statuses already in the device
 * module's words. An empty part does not narrow.
 *
 * @param filters as in a query of the list of devices
 */
public record DeviceFilters(
        List<String> types,
        List<String> states,
        List<String> serialNumbers,
        List<Long> ids,
        Map<String, String> filters) {

    public static final DeviceFilters NONE = new DeviceFilters(List.of(), List.of(), List.of(), List.of(), Map.of());

    public DeviceFilters {
        types = List.copyOf(types);
        states = List.copyOf(states);
        serialNumbers = List.copyOf(serialNumbers);
        ids = List.copyOf(ids);
        // rows of before there were such filters have none
        filters = filters == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    }

    /** The same as a question to the device catalog. */
    public DeviceSelection selection() {
        return new DeviceSelection(
                Set.copyOf(types), Set.copyOf(states), Set.copyOf(serialNumbers), Set.copyOf(ids), filters);
    }

    /** Reads what {@link Json#write} made of it. */
    public static DeviceFilters parse(String json) {
        try {
            return Json.mapper().readValue(json, DeviceFilters.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an operation's filters", e);
        }
    }
}
