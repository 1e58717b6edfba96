package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Archives that are deployed for comparison. */
final class SmallWar {

    /** The context root, which is the archive's name. */
    static final String CONSTANT = "/constant";

    /** By their names: loaded they are by the server, which has JAX-RS. */
    private static final List<String> CLASSES = List.of("ConstantApplication", "ConstantResource");

    private SmallWar() {}

    /** Writes one with a resource that answers {@code GET /constant/api/constant/<octets>}. */
    static Path constant(Path directory) throws IOException {
        return write(directory.resolve(CONSTANT.substring(1) + ".war"), CLASSES);
    }

    /** Writes one that holds nothing but a page. */
    static Path empty(Path directory) throws IOException {
        return write(directory.resolve("empty.war"), List.of());
    }

    private static Path write(Path file, List<String> classes) throws IOException {
        try (var war = new JarOutputStream(Files.newOutputStream(file))) {
            war.putNextEntry(new ZipEntry("index.html"));
            war.write("<!doctype html><title>.</title>".getBytes(UTF_8));
            war.closeEntry();
            for (String each : classes) {
                String name = "dev/inventory/benchmark/constant/" + each + ".class";
                try (InputStream code = SmallWar.class.getClassLoader().getResourceAsStream(name)) {
                    if (code == null) {
                        throw new FileNotFoundException(name);
                    }
                    war.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
                    code.transferTo(war);
                    war.closeEntry();
                }
            }
        }
        return file;
    }
}
