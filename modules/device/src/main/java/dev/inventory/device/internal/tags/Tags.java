package dev.inventory.device.internal.tags;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tags of a device, sorted without regard to case. Two that differ in case alone are one, written as the first was.
 *
 * @param names each of 1 to {@value #MAX_LENGTH} characters, trimmed; at most {@value #MAX}
 */
public record Tags(@JsonValue List<String> names) {

    public static final int MAX = 50;
    public static final int MAX_LENGTH = 64;
    public static final Tags NONE = new Tags(List.of());

    public Tags {
        names = List.copyOf(names);
    }

    /** Sorts them and drops what is there twice. */
    public static Tags of(Collection<String> names) {
        TreeMap<String, String> byKey = new TreeMap<>();
        names.forEach(name -> byKey.putIfAbsent(key(name), name.strip()));
        return new Tags(List.copyOf(byKey.values()));
    }

    /** The tags that a request sent; null or an empty list means none. */
    public static Value<Tags> read(Body body) {
        return body.texts("tags", MAX, MAX_LENGTH).map(Tags::of);
    }

    /** How a tag is compared. */
    public static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The tags by how they are compared. */
    Map<String, String> byKey() {
        Map<String, String> byKey = new TreeMap<>();
        names.forEach(name -> byKey.put(key(name), name));
        return byKey;
    }
}
