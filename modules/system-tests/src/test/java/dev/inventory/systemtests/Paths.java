package dev.inventory.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where things are: what was built, and what a run writes. */
final class Paths {

    static final Path APP = Path.of("..", "app").toAbsolutePath().normalize();
    static final Path WAR = APP.resolve("target/inventory.war");
    static final Path JAR = APP.resolve("target/inventory.jar");
    static final Path PAYARA_MICRO = APP.resolve("target/payara/payara-micro.jar");
    static final Path PRE_BOOT = APP.resolve("src/main/payara/pre-boot.txt");

    private Paths() {}

    /** An empty directory of this run, by the name of its use. */
    static Path fresh(String name) {
        Path directory = Path.of(
                        "target", "runs", TestDatabase.current().name().toLowerCase(java.util.Locale.ROOT), name)
                .toAbsolutePath();
        try {
            if (Files.exists(directory)) {
                for (Path path : tree(directory)) {
                    Files.delete(path);
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files and directories, the deepest first. */
    static List<Path> tree(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
