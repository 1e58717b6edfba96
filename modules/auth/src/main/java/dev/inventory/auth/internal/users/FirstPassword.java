package dev.inventory.auth.internal.users;

import dev.inventory.platform.secrets.MasterKey.PrivateFiles;
import dev.inventory.platform.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The password that the server makes up at its first start, and the file that keeps it until it is changed. */
@ApplicationScoped
public class FirstPassword {

    /** The login name of the first administrator. */
    public static final String USERNAME = "admin";

    private static final Logger LOG = Logger.getLogger(FirstPassword.class.getName());

    /** Without what is read as something else: 0 O, 1 l I. */
    private static final String ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 24;

    @Inject
    ServerSettings settings;

    public static String random() {
        return new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }

    public Path file() {
        return settings.dataDirectory().resolve("initial-admin-password");
    }

    /** Writes the file, in place of one that a failed start may have left. */
    public void write(String password) {
        try {
            PrivateFiles.createDirectory(settings.dataDirectory());
            Files.deleteIfExists(file());
            PrivateFiles.write(file(), password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The first administrator's password cannot be written to " + file(), e);
        }
    }

    /** The password has been changed: the file tells nothing any more. */
    public void forget() {
        try {
            if (Files.deleteIfExists(file())) {
                LOG.info("The first administrator's password has been changed; " + file() + " is deleted");
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Please delete " + file() + ": the server could not", e);
        }
    }
}
