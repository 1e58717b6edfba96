package dev.inventory.device;

import java.util.Map;
import java.util.Optional;

/**
 * How a device took the settings that were pending for it.
 *
 * @param desired what was written, by parameter
 * @param before what the device told before, by parameter; without those it did not tell
 * @param told what it told afterwards; empty if the write was refused
 * @param refusal why it did not take the write; nothing of it counts as applied then
 */
public record AppliedSettings(
        Map<String, String> desired, Map<String, String> before, Map<String, String> told, Optional<String> refusal) {

    public AppliedSettings {
        desired = Map.copyOf(desired);
        before = Map.copyOf(before);
        told = Map.copyOf(told);
    }

    /** Whether the device tells this parameter as it was written. */
    public boolean isApplied(String parameter) {
        return refusal.isEmpty() && desired.getOrDefault(parameter, "").equals(told.get(parameter));
    }

    /** Whether it tells all of them so. */
    public boolean isApplied() {
        return desired.keySet().stream().allMatch(this::isApplied);
    }
}
