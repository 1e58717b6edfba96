package dev.inventory.device.internal.file;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of a file have taken which unique values, and which values were given up by them. What a batch of rows
 * claims counts for the following ones when it is {@link #keep kept}.
 */
public final class FileKeys {

    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Integer> claimed = new HashMap<>();
    private final Map<String, Long> free = new HashMap<>();
    private final Map<String, Long> freed = new HashMap<>();

    /** A value of a field within an organization. */
    public static String of(String field, long organization, String value) {
        return field + '\n' + organization + '\n' + value;
    }

    /** The line that has taken it. */
    public Optional<Integer> holder(String key) {
        return Optional.ofNullable(claimed.getOrDefault(key, taken.get(key)));
    }

    public void claim(String key, int line) {
        claimed.put(key, line);
    }

    /** The device that had it in the database has another now. */
    public void giveUp(String key, long device) {
        freed.put(key, device);
    }

    /**
     * Whether the database's own holder of it is, or will be, none any more.
     *
     * @param holder the device that has it in the database; one that has taken it after it was given up keeps it
     */
    public boolean isGivenUp(String key, long holder) {
        Long giver = freed.getOrDefault(key, free.get(key));
        return giver != null && giver == holder;
    }

    /** The batch is written. */
    public void keep() {
        taken.putAll(claimed);
        free.putAll(freed);
        drop();
    }

    /** The batch is to be written once more. */
    public void drop() {
        claimed.clear();
        freed.clear();
    }
}
