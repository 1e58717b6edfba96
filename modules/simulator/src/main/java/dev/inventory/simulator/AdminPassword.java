package dev.inventory.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The password of the first administrator, who registers the demo's network. */
final class AdminPassword {
    /** The environment variable by which the server is told it. */
    static final String VARIABLE = "INVENTORY_ADMIN_PASSWORD";

    private static final int RANDOM_BYTES = 18;

    private final Path data;
    private final Optional<String> given;

    /** Takes the server's data directory and environment. */
    AdminPassword(Path data, Map<String, String> environment) {
        this.data = data;
        given = Optional.ofNullable(environment.get(VARIABLE)).filter(text -> !text.isBlank());
    }

    /** Where the password is kept when nobody gave one. */
    Path file() {
        return data.resolve("initial-admin-password");
    }

    /** What the server's environment needs besides the demo's own: the password, as long as no administrator has one. */
    Map<String, String> forServer(Optional<String> password) {
        if (Files.exists(masterKey())) {
            return Map.of();
        }
        return password.map(text -> Map.of(VARIABLE, text)).orElse(Map.of());
    }

    /** Where a reader finds it, for a message. */
    String whereabouts() {
        return given.isPresent() ? "in " + VARIABLE : "in " + file();
    }

    /**
     * The password, when it can be known. At the very first start of a server one is made up, and kept in a file that
     * only the owner may read.
     */
    Optional<String> find() throws IOException {
        if (given.isPresent()) {
            return given;
        }
        if (Files.exists(file())) {
            return Optional.of(Files.readString(file()).strip());
        }
        if (Files.exists(masterKey())) {
            return Optional.empty();
        }
        return Optional.of(create());
    }

    /** The server makes this file at its first start. */
    private Path masterKey() {
        return data.resolve("master.key");
    }

    private String create() throws IOException {
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createDirectories(data, ownerOnly("rwx------"));
        Files.createFile(file(), ownerOnly("rw-------"));
        Files.write(file(), (password + System.lineSeparator()).getBytes(UTF_8));
        return password;
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        if (!data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
