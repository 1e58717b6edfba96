package dev.inventory.platform.secrets;

import dev.inventory.platform.secrets.MasterKey.PrivateFiles;
import dev.inventory.platform.settings.IllegalSetting;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of a server that made its own: {@code master.key}, and in {@code master.key.previous} those before it, one a
 * line, the newest first.
 */
final class KeyFiles {

    private static final String DATA_DIRECTORY = "inventory.data.dir";

    private final Path directory;
    private final Path current;
    private final Path previous;

    KeyFiles(Path directory) {
        this.directory = directory;
        this.current = directory.resolve("master.key");
        this.previous = directory.resolve("master.key.previous");
    }

    /**
     * Reads the keys; makes the first one if there is none.
     *
     * @throws IllegalSetting if a file cannot be read, or holds something else
     */
    Keyring read() {
        try {
            if (!Files.exists(current)) {
                create();
            }
            Key key = Key.read(Files.readString(current).strip())
                    .orElseThrow(
                            () -> new IllegalSetting(MasterKey.KEY, current + " does not hold 64 hexadecimal digits"));
            List<Key> others = new ArrayList<>();
            List<String> lines = previousLines();
            for (int i = 0; i < lines.size(); i++) {
                int line = i + 1;
                others.add(Key.read(lines.get(i))
                        .orElseThrow(() -> new IllegalSetting(
                                MasterKey.PREVIOUS,
                                "key " + line + " of " + previous + " is not 64 hexadecimal digits")));
            }
            return Keyring.of(key, others);
        } catch (IOException e) {
            throw new IllegalSetting(DATA_DIRECTORY, "the master key " + current + " cannot be read or made: " + e);
        }
    }

    /**
     * Makes a new key the current one. The present one is written among the previous ones first: whenever the server
     * dies, both are on disk.
     */
    void rotate() throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        lines.add(Files.readString(current).strip());
        lines.addAll(previousLines());
        PrivateFiles.replace(previous, String.join("\n", lines) + "\n");
        PrivateFiles.replace(current, Key.newText() + "\n");
    }

    private List<String> previousLines() throws IOException {
        if (!Files.exists(previous)) {
            return List.of();
        }
        return Files.readAllLines(previous).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void create() throws IOException {
        PrivateFiles.createDirectory(directory);
        try {
            PrivateFiles.write(current, Key.newText() + "\n");
        } catch (FileAlreadyExistsException e) {
            // Another server on the same directory was faster; its key counts.
        }
    }
}
