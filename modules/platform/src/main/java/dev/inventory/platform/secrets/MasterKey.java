package dev.inventory.platform.secrets;

import dev.inventory.platform.settings.IllegalSetting;
import dev.inventory.platform.settings.ServerSettings;
import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret that all others hang on: 256 bits from {@code INVENTORY_MASTER_KEY} or, made at the first start, from
 * {@code master.key} in the data directory (mode 0600). Keys for each purpose are derived from it by HKDF (RFC 5869),
 * so that it is never used itself.
 */
@ApplicationScoped
public class MasterKey implements Settings {

    private static final String KEY = "inventory.master.key";
    private static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    @Inject
    ServerSettings settings;

    private byte[] key = new byte[0];

    @jakarta.annotation.PostConstruct
    void load() {
        Optional<String> configured = Setting.text(KEY);
        if (configured.isPresent()) {
            key = decode(configured.get(), "is not 64 hexadecimal digits");
            return;
        }
        Path file = settings.dataDirectory().resolve("master.key");
        try {
            if (!Files.exists(file)) {
                create(settings.dataDirectory(), file);
            }
            key = decode(Files.readString(file).strip(), file + " does not hold 64 hexadecimal digits");
        } catch (IOException e) {
            throw new IllegalSetting("inventory.data.dir", "the master key " + file + " cannot be read or made: " + e);
        }
    }

    /** A master key that is already known. */
    static MasterKey of(byte[] bytes) {
        MasterKey master = new MasterKey();
        master.key = bytes.clone();
        return master;
    }

    /** A key of 256 bits for one purpose; the same purpose always gives the same key. */
    public byte[] derive(String purpose) {
        byte[] extracted = hmac("inventory".getBytes(StandardCharsets.UTF_8), key);
        byte[] info = (purpose + "\u0001").getBytes(StandardCharsets.ISO_8859_1);
        return hmac(extracted, info);
    }

    /** HMAC-SHA-256 of the data under the key. */
    public static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] decode(String hex, String why) {
        try {
            byte[] decoded = HexFormat.of().parseHex(hex);
            if (decoded.length == BYTES) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalSetting(KEY, why);
    }

    private static void create(Path directory, Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        PrivateFiles.createDirectory(directory);
        try {
            PrivateFiles.write(file, HexFormat.of().formatHex(random) + "\n");
        } catch (FileAlreadyExistsException e) {
            // Another server on the same directory was faster; its key counts.
        }
    }

    /** Files that nobody but the server's user may read. */
    public static final class PrivateFiles {

        private PrivateFiles() {}

        public static void createDirectory(Path directory) throws IOException {
            Files.createDirectories(directory, mode(directory, "rwx------"));
        }

        /** Writes a new file of mode 0600, complete on disk before it has its name. */
        public static void write(Path file, String text) throws IOException {
            Path fresh = Files.createTempFile(file.getParent(), ".new", null, mode(file, "rw-------"));
            try {
                Files.writeString(fresh, text, StandardOpenOption.SYNC, StandardOpenOption.TRUNCATE_EXISTING);
                Files.createLink(file, fresh);
            } finally {
                Files.delete(fresh);
            }
        }

        private static FileAttribute<?>[] mode(Path path, String permissions) {
            boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
            return posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                    }
                    : new FileAttribute<?>[0];
        }
    }
}
