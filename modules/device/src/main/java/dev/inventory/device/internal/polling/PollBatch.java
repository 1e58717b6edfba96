package dev.inventory.device.internal.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is to be written in one transaction. Rows are in the order of device ids, so that two writers never deadlock. */
final class PollBatch {

    /** A device went up or down. */
    record StatusChange(long deviceId, boolean up, String reason, Instant at) {}

    /** What a device said of itself. */
    record Facts(PolledDevice device, Map<String, String> values, Instant at) {}

    private final List<StatusChange> statuses = new ArrayList<>();
    private final Map<Long, PolledDevice> seen = new TreeMap<>();
    private final Map<Long, Facts> facts = new TreeMap<>();

    void status(StatusChange change) {
        statuses.add(change);
    }

    void seen(PolledDevice device) {
        seen.put(device.id, device);
    }

    void facts(PolledDevice device, Map<String, String> values, Instant at) {
        facts.put(device.id, new Facts(device, values, at));
        seen.put(device.id, device); // the hash of the facts stands beside the time
    }

    List<StatusChange> statuses() {
        return statuses.stream()
                .sorted(java.util.Comparator.comparingLong(StatusChange::deviceId))
                .toList();
    }

    List<PolledDevice> seen() {
        return List.copyOf(seen.values());
    }

    List<Facts> facts() {
        return List.copyOf(facts.values());
    }

    boolean isEmpty() {
        return statuses.isEmpty() && seen.isEmpty() && facts.isEmpty();
    }

    void clear() {
        statuses.clear();
        seen.clear();
        facts.clear();
    }
}
