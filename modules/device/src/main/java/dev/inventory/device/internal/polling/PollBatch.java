package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be written in one transaction, and the devices of which can wait what there is to write: of many thousands
 * that have answered, some with each transaction. Rows are in the order of device ids, so that two writers never deadlock.
 */
final class PollBatch {

    /** A device has another status. */
    record StatusChange(long deviceId, boolean up, DeviceState state, String reason, Instant at) {}

    /** What a device said of itself. */
    record Facts(PolledDevice device, Map<String, String> values, Instant at) {}

    /** A device has started anew. */
    record Reboot(long deviceId, String reason, Instant at) {}

    private final Map<Long, Reboot> reboots = new TreeMap<>();
    private final List<StatusChange> statuses = new ArrayList<>();
    private final Map<PolledDevice, StatusChange> decided = new HashMap<>();
    private final Map<Long, PolledDevice> later = new HashMap<>();

    /** Of what could wait, what does so no more; by the ids, since neighbours are on the same page. */
    private final Deque<PolledDevice> due = new ArrayDeque<>();

    private final Map<Long, PolledDevice> seen = new TreeMap<>();
    private final Map<Long, Facts> facts = new TreeMap<>();

    void status(PolledDevice device, StatusChange change) {
        statuses.add(change);
        decided.put(device, change);
    }

    /** The device answered, which need not be written at once. */
    void seenLater(PolledDevice device) {
        later.put(device.id, device);
    }

    /** Whether what waits no longer is all among what is to be written. */
    boolean isAbreast() {
        return due.isEmpty();
    }

    /** Whether nothing could wait, or does not any more. */
    boolean holdsNothingBack() {
        return due.isEmpty() && later.isEmpty();
    }

    /** Lets wait no longer what has waited until now. */
    void endWait() {
        later.values().stream()
                .sorted(Comparator.comparingLong(device -> device.id))
                .forEach(due::add);
        later.clear();
    }

    /** Has some of what waits no longer written, as long as it is no more altogether. */
    void bringForward(int most) {
        while (seen.size() < most && !due.isEmpty()) {
            seen(due.remove());
        }
    }

    /** The devices whose status is another now, with the last change of each. */
    Map<PolledDevice, StatusChange> decided() {
        return decided;
    }

    void seen(PolledDevice device) {
        seen.put(device.id, device);
    }

    void reboot(PolledDevice device, Instant at) {
        reboots.put(device.id, new Reboot(device.id, StatusReason.rebooted(device), at));
    }

    void facts(PolledDevice device, Map<String, String> values, Instant at) {
        facts.put(device.id, new Facts(device, values, at));
        seen.put(device.id, device); // the hash of the facts stands beside the time
    }

    List<StatusChange> statuses() {
        return statuses.stream()
                .sorted(Comparator.comparingLong(StatusChange::deviceId))
                .toList();
    }

    List<PolledDevice> seen() {
        return List.copyOf(seen.values());
    }

    List<Facts> facts() {
        return List.copyOf(facts.values());
    }

    List<Reboot> reboots() {
        return List.copyOf(reboots.values());
    }

    boolean isEmpty() {
        return statuses.isEmpty() && reboots.isEmpty() && seen.isEmpty() && facts.isEmpty();
    }

    void clear() {
        statuses.clear();
        decided.clear();
        reboots.clear();
        seen.clear();
        facts.clear();
    }
}
