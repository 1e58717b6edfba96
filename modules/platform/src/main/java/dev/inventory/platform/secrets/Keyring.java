package dev.inventory.platform.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The master keys that this server knows.
 *
 * @param current the one that secrets shall be sealed with
 * @param previous those that are only read with, none of them the current one or twice
 */
record Keyring(Key current, List<Key> previous) {

    static Keyring of(Key current, List<Key> others) {
        List<Key> previous = new ArrayList<>();
        for (Key other : others) {
            if (!other.id().equals(current.id())
                    && previous.stream().noneMatch(key -> key.id().equals(other.id()))) {
                previous.add(other);
            }
        }
        return new Keyring(current, List.copyOf(previous));
    }

    /** All of them, the current one first. */
    List<Key> known() {
        List<Key> known = new ArrayList<>();
        known.add(current);
        known.addAll(previous);
        return known;
    }

    List<String> knownIds() {
        return known().stream().map(Key::id).toList();
    }

    Optional<Key> byId(String id) {
        return known().stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
