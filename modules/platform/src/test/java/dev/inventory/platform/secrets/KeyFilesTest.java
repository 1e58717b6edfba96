package dev.inventory.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.settings.IllegalSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    @TempDir
    Path directory;

    @Test
    void theFirstKeyIsMadeOnce() {
        String made = new KeyFiles(directory).read().current().id();

        assertThat(new KeyFiles(directory).read().knownIds()).containsExactly(made);
    }

    @Test
    void rotationKeepsTheKeysBefore() throws IOException {
        KeyFiles files = new KeyFiles(directory);
        String first = files.read().current().id();
        files.rotate();
        String second = files.read().current().id();
        files.rotate();

        Keyring ring = files.read();

        assertThat(ring.current().id()).isNotIn(first, second);
        assertThat(ring.previous().stream().map(Key::id)).containsExactly(second, first);
        for (String name : List.of("master.key", "master.key.previous")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("master.key", "master.key.previous");
    }

    /** Killed after the first of the two files: the key is still the current one, and known once. */
    @Test
    void aRotationThatWasKilledHasDoneNothing() throws IOException {
        KeyFiles files = new KeyFiles(directory);
        String key = files.read().current().id();
        Files.copy(directory.resolve("master.key"), directory.resolve("master.key.previous"));

        assertThat(files.read().knownIds()).containsExactly(key);
    }

    @Test
    void aFileThatHoldsNoKeyIsNamedAndNotShown() throws IOException {
        KeyFiles files = new KeyFiles(directory);
        files.read();
        String nearly = "ab".repeat(31);
        Files.writeString(directory.resolve("master.key.previous"), "cd".repeat(32) + "\n\n" + nearly + "\n");

        assertThatThrownBy(files::read)
                .isInstanceOf(IllegalSetting.class)
                .hasMessageContaining("key 2 of " + directory.resolve("master.key.previous"))
                .hasMessageNotContaining(nearly);

        Files.writeString(directory.resolve("master.key"), nearly);
        assertThatThrownBy(files::read)
                .isInstanceOf(IllegalSetting.class)
                .hasMessageContaining("master.key does not hold 64 hexadecimal digits")
                .hasMessageNotContaining(nearly);
    }
}
