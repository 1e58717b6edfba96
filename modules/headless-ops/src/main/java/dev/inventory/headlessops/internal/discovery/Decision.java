package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.listing.ListQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which candidates a request is about, and what their devices are to be like.
 *
 * @param items ids, in the order in which they were sent
 * @param query if it is about those that a list with some filters would hold
 * @param all whether it is about all that are new
 * @param devices fields of single devices by the candidate's id; those candidates are meant, too
 */
record Decision(
        List<Long> items, Optional<ListQuery> query, boolean all, Map<Long, ObjectNode> devices, Overrides overrides) {

    private static final int MAX_PREFIX = 100;
    private static final List<String> OF_THE_DISCOVERY = List.of("organization", "snmp", "snmp_community");
    private static final List<String> OF_ONE_DEVICE = List.of("name", "hostname", "serial_number", "mac_address");

    /** What stands in for a serial number that an agent does not tell. */
    enum SerialFallback {
        MAC_ADDRESS,
        ENGINE_ID,
        ADDRESS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The words of all. */
        static List<String> words() {
            return Arrays.stream(values()).map(SerialFallback::word).toList();
        }

        static Optional<SerialFallback> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(value -> value.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * What all devices of the request are to be like.
     *
     * @param fields of the device as the API takes them, in place of what was found
     * @param namePrefix goes before every name that was found
     * @param serialFallback what stands in for the serial number of an agent that tells none, the first that there is
     */
    record Overrides(ObjectNode fields, String namePrefix, List<SerialFallback> serialFallback) {}

    /** The candidates that a request ignores, which become no devices. */
    static Decision toIgnore(Body body) {
        Selected selected = Selected.read(body);
        body.finish();
        return selected.decision(Map.of(), new Overrides(Json.mapper().createObjectNode(), "", List.of()));
    }

    /** The candidates that a request accepts. */
    static Decision toAccept(Body body) {
        Map<Long, ObjectNode> devices = new LinkedHashMap<>();
        List<ObjectNode> sent = body.documents("devices", Bodies.MAX).or(List.of());
        for (int i = 0; i < sent.size(); i++) {
            ObjectNode device = sent.get(i).deepCopy();
            JsonNode id = device.remove("id");
            if (id == null || !id.isIntegralNumber() || !id.canConvertToLong()) {
                body.error("devices." + i + ".id", "The id of a candidate is required.");
            } else {
                devices.put(id.longValue(), device);
            }
            refuse(body, "devices." + i + ".", device, OF_THE_DISCOVERY, "This follows from the discovery.");
        }
        Overrides overrides = overrides(body);
        Selected selected = Selected.read(body, devices.keySet());
        body.finish();
        return selected.decision(devices, overrides);
    }

    private static Overrides overrides(Body body) {
        ObjectNode fields = body.document("overrides").or(Json.mapper().createObjectNode());
        refuse(body, "overrides.", fields, OF_THE_DISCOVERY, "This follows from the discovery.");
        refuse(body, "overrides.", fields, OF_ONE_DEVICE, "Devices have one each: name it under devices.");
        String prefix = body.text("name_prefix", MAX_PREFIX).or("");
        List<SerialFallback> fallbacks = new ArrayList<>();
        for (String word : body.words("serial_fallback", SerialFallback.values().length, MAX_PREFIX)
                .or(List.of())) {
            SerialFallback.ofWord(word)
                    .ifPresentOrElse(
                            fallbacks::add,
                            () -> body.error(
                                    "serial_fallback",
                                    "\"" + word + "\" is not a valid choice. Valid choices: "
                                            + String.join(
                                                    ", ",
                                                    Arrays.stream(SerialFallback.values())
                                                            .map(SerialFallback::word)
                                                            .toList())
                                            + "."));
        }
        return new Overrides(fields, prefix, fallbacks);
    }

    private static void refuse(Body body, String prefix, ObjectNode fields, List<String> names, String message) {
        names.stream().filter(fields::has).forEach(name -> body.error(prefix + name, message));
    }

    /** Which candidates are meant. */
    private record Selected(List<Long> items, Optional<Map<String, String>> filters, boolean all) {

        static Selected read(Body body) {
            return read(body, Set.of());
        }

        static Selected read(Body body, Set<Long> named) {
            Value<List<Long>> items = body.ids("items", Bodies.MAX).notNull();
            Value<ObjectNode> filters = body.document("filters").notNull();
            boolean all = body.bool("all").or(false);
            Map<String, String> parameters = new LinkedHashMap<>();
            if (filters.orNull() != null) {
                filters.get().properties().forEach(filter -> {
                    String text = filter.getValue().isValueNode()
                            ? filter.getValue().asText().strip()
                            : "";
                    if (text.isEmpty() || filter.getValue().isNull()) {
                        body.error("filters." + filter.getKey(), "A filter needs a value.");
                    }
                    parameters.put(filter.getKey(), text);
                });
            }
            Set<Long> ids = new LinkedHashSet<>(items.or(List.of()));
            ids.addAll(named);
            int ways = (ids.isEmpty() ? 0 : 1) + (filters.isPresent() ? 1 : 0) + (all ? 1 : 0);
            if (ways != 1 && !body.hasErrors()) {
                body.error(
                        "non_field_errors",
                        "Name the candidates either by items (or devices), or by filters, or by all.");
            }
            return new Selected(
                    List.copyOf(ids), filters.isPresent() ? Optional.of(parameters) : Optional.empty(), all);
        }

        Decision decision(Map<Long, ObjectNode> devices, Overrides overrides) {
            return new Decision(
                    items,
                    filters.map(parameters -> ListQuery.filters(Candidates.LISTING, parameters)),
                    all,
                    devices,
                    overrides);
        }
    }
}
