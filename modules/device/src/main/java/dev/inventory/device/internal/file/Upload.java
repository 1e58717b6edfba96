package dev.inventory.device.internal.file;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that was sent, kept on disk while it is worked on: what is written from it is one transaction, which must not be
 * open while a slow client sends, and may have to be repeated.
 */
public final class Upload implements Closeable {

    private final Path file;

    private Upload(Path file) {
        this.file = file;
    }

    /** Takes in all of a request's body. Only the server's user can read it: it may hold communities. */
    public static Upload receive(InputStream body) throws IOException {
        Path file = Files.createTempFile("inventory-import-", ".in");
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException failed) {
            Files.delete(file);
            throw failed;
        }
        return new Upload(file);
    }

    /** From its beginning. */
    public InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
