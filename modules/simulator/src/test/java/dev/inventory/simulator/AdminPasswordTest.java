package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordTest {
    @TempDir
    private Path folder;

    private Path data;
    private AdminPassword admin;

    @BeforeEach
    void atFirstStart() {
        data = folder.resolve("data");
        admin = new AdminPassword(data, Map.of());
    }

    @Test
    void theFirstStartMakesOneThatOnlyTheOwnerMayRead() throws IOException {
        String password = admin.find().orElseThrow();

        assertThat(password).hasSize(24);
        assertThat(admin.file()).hasContent(password);
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(admin.file())).isEqualTo("rw-------");
        assertThat(admin.forServer(Optional.of(password))).isEqualTo(Map.of("INVENTORY_ADMIN_PASSWORD", password));
        assertThat(admin.whereabouts()).isEqualTo("in " + data.resolve("initial-admin-password"));
    }

    @Test
    void laterStartsFindItAndDoNotTellTheServer() throws IOException {
        Optional<String> password = admin.find();
        Files.createFile(data.resolve("master.key"));

        assertThat(admin.find()).isEqualTo(password);
        assertThat(admin.forServer(password)).isEmpty();
    }

    @Test
    void aServerThatWasStartedWithoutTheDemoKeepsItsOwn() throws IOException {
        Files.createDirectories(data);
        Files.createFile(data.resolve("master.key"));

        assertThat(admin.find()).isEmpty();
        assertThat(admin.forServer(Optional.empty())).isEmpty();
    }

    @Test
    void aGivenOneIsTakenAndNotWrittenDown() throws IOException {
        var given = new AdminPassword(data, Map.of("INVENTORY_ADMIN_PASSWORD", "mine"));

        assertThat(given.find()).contains("mine");
        assertThat(given.whereabouts()).isEqualTo("in INVENTORY_ADMIN_PASSWORD");
        assertThat(data).doesNotExist();
        assertThat(new AdminPassword(data, Map.of("INVENTORY_ADMIN_PASSWORD", " ")).find())
                .get()
                .asString()
                .hasSize(24);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
