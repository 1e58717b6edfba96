package dev.inventory.platform.secrets;

import dev.inventory.platform.settings.IllegalSetting;
import dev.inventory.platform.settings.ServerSettings;
import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret that all others hang on: 256 bits from {@code INVENTORY_MASTER_KEY} or, made at the first start, from
 * {@code master.key} in the data directory (mode 0600). Keys for each purpose are derived from it by HKDF (RFC 5869),
 * so that it is never used itself. Keys that were current before are read with until no secret needs them any more.
 */
@ApplicationScoped
public class MasterKey implements Settings {

    static final String KEY = "inventory.master.key";
    static final String PREVIOUS = "inventory.master.key.previous";

    private static final String HMAC = "HmacSHA256";

    @Inject
    ServerSettings settings;

    /** What is known, and which of it seals at the moment. */
    private record Keys(Keyring ring, Key sealing) {}

    @SuppressWarnings("NullAway.Init") // read by load()
    private volatile Keys keys;

    private boolean ownFile;

    @PostConstruct
    void load() {
        Optional<String> configured = Setting.text(KEY);
        ownFile = configured.isEmpty();
        use(configured.isPresent() ? fromEnvironment(configured.get()) : fromFiles());
    }

    /** Master keys that are already known, the current one first. */
    static MasterKey of(byte[] current, byte[]... previous) {
        MasterKey master = new MasterKey();
        master.use(Keyring.of(
                new Key(current), Arrays.stream(previous).map(Key::new).toList()));
        return master;
    }

    /** A key of 256 bits for one purpose; the same purpose gives the same key as long as the master key is current. */
    public byte[] derive(String purpose) {
        return keys.ring.current().derive(purpose);
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

    Keyring ring() {
        return keys.ring;
    }

    /** The key that secrets are sealed with: the current one, unless another server does not have it yet. */
    Key sealing() {
        return keys.sealing;
    }

    /** Has secrets sealed with another known key; nothing if the keys have been exchanged meanwhile. */
    synchronized void sealWith(Key key) {
        if (keys.ring.byId(key.id()).isPresent()) {
            keys = new Keys(keys.ring, key);
        }
    }

    /** Whether the key is a file of this server's, which it may replace by itself. */
    boolean isOwnFile() {
        return ownFile;
    }

    /** Makes a new key and writes it to its file. It counts from {@link #useFiles} on, or from the next start. */
    void rotateFiles() throws IOException {
        files().rotate();
    }

    /** Takes over what is in the files now. */
    void useFiles() {
        use(fromFiles());
    }

    private synchronized void use(Keyring ring) {
        keys = new Keys(ring, ring.current());
    }

    private KeyFiles files() {
        return new KeyFiles(settings.dataDirectory());
    }

    private Keyring fromFiles() {
        Keyring ring = files().read();
        List<Key> others = new ArrayList<>(ring.previous());
        others.addAll(previousFromEnvironment());
        return Keyring.of(ring.current(), others);
    }

    private static Keyring fromEnvironment(String hex) {
        Key current = Key.read(hex).orElseThrow(() -> new IllegalSetting(KEY, "is not 64 hexadecimal digits"));
        return Keyring.of(current, previousFromEnvironment());
    }

    /** The message counts the keys and does not show them: even what is misspelt is nearly a key. */
    private static List<Key> previousFromEnvironment() {
        List<String> texts = Setting.list(PREVIOUS);
        List<Key> found = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int number = i + 1;
            found.add(Key.read(texts.get(i))
                    .orElseThrow(() ->
                            new IllegalSetting(PREVIOUS, "key " + number + " of it is not 64 hexadecimal digits")));
        }
        return found;
    }

    /** Files that nobody but the server's user may read. */
    public static final class PrivateFiles {

        private PrivateFiles() {}

        public static void createDirectory(Path directory) throws IOException {
            Files.createDirectories(directory, mode(directory, "rwx------"));
        }

        /** Writes a new file of mode 0600, complete on disk before it has its name. */
        public static void write(Path file, String text) throws IOException {
            Path fresh = written(file, text);
            try {
                Files.createLink(file, fresh);
            } finally {
                Files.delete(fresh);
            }
        }

        /** Writes a file of mode 0600 in the place of the one that is there: a reader finds the old or the new one. */
        public static void replace(Path file, String text) throws IOException {
            Path fresh = written(file, text);
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                forceNames(directory);
            }
        }

        private static Path written(Path file, String text) throws IOException {
            Path fresh = Files.createTempFile(file.getParent(), ".new", null, mode(file, "rw-------"));
            Files.writeString(fresh, text, StandardOpenOption.SYNC, StandardOpenOption.TRUNCATE_EXISTING);
            return fresh;
        }

        /** A directory can be forced to disk where it can be opened as a file. */
        private static void forceNames(Path directory) throws IOException {
            if (isPosix(directory)) {
                try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                    names.force(true);
                }
            }
        }

        private static FileAttribute<?>[] mode(Path path, String permissions) {
            return isPosix(path)
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                    }
                    : new FileAttribute<?>[0];
        }

        private static boolean isPosix(Path path) {
            return path.getFileSystem().supportedFileAttributeViews().contains("posix");
        }
    }
}
