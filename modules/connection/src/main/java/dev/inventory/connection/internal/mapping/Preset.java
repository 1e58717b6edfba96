package dev.inventory.connection.internal.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a system by its name, so that nobody has to map it again. Each is a data file: the list's path, how it
 * is paged, in which header it takes its key, and which field is which.
 */
public final class Preset {

    private static final String FOLDER = "/dev/inventory/connection/presets/";
    private static final List<String> NAMES = List.of("inventree", "librenms", "netbox");
    private static final Map<String, Preset> ALL = load();

    private final ObjectNode document;

    private Preset(ObjectNode document) {
        this.document = document;
    }

    public static List<String> names() {
        return NAMES;
    }

    public static Optional<Preset> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    public TargetKind target() {
        return TargetKind.ofWord(document.path("target").asText()).orElseThrow();
    }

    /** The path of the list below the system's address. */
    public String path() {
        return document.path("path").asText();
    }

    String keyHeader() {
        return document.at("/api_key/header").asText();
    }

    String keyPrefix() {
        return document.at("/api_key/prefix").asText("");
    }

    /** A profile's configuration with all that it leaves to the preset. */
    ObjectNode complete(ObjectNode configuration) {
        ObjectNode base = document.path("configuration").deepCopy();
        return Documents.merged(base, configuration);
    }

    private static Map<String, Preset> load() {
        Map<String, Preset> all = new TreeMap<>();
        for (String name : NAMES) {
            try (InputStream file = Preset.class.getResourceAsStream(FOLDER + name + ".json")) {
                if (file == null) {
                    throw new IllegalStateException("There is no preset " + name);
                }
                String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                all.put(name, new Preset((ObjectNode) Json.read(json)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
