package dev.inventory.benchmark;

import dev.inventory.benchmark.constant.ConstantApplication;
import dev.inventory.benchmark.constant.ConstantResource;
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

    private static final List<Class<?>> CLASSES = List.of(ConstantApplication.class, ConstantResource.class);

    private SmallWar() {}

    /** Writes one with a resource that answers {@code GET /constant/api/constant/<octets>}. */
    static Path constant(Path directory) throws IOException {
        return write(directory.resolve(CONSTANT.substring(1) + ".war"), CLASSES);
    }

    /** Writes one that holds nothing but a page. */
    static Path empty(Path directory) throws IOException {
        return write(directory.resolve("empty.war"), List.of());
    }

    private static Path write(Path file, List<Class<?>> classes) throws IOException {
        try (var war = new JarOutputStream(Files.newOutputStream(file))) {
            war.putNextEntry(new ZipEntry("index.html"));
            war.write("<!doctype html><title>.</title>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            war.closeEntry();
            for (Class<?> each : classes) {
                String name = each.getName().replace('.', '/') + ".class";
                try (InputStream code = each.getClassLoader().getResourceAsStream(name)) {
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
