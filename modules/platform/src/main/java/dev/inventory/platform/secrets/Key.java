package dev.inventory.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One master key, by its name: a fingerprint, so that all servers call it alike without asking each other. What is
 * derived from it by HKDF (RFC 5869) is derived once for each purpose.
 */
final class Key {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 4;

    private final String id;
    private final byte[] extracted;
    private final Map<String, byte[]> derived = new ConcurrentHashMap<>();

    Key(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A master key has " + BYTES + " bytes");
        }
        extracted = MasterKey.hmac("inventory".getBytes(StandardCharsets.UTF_8), bytes);
        id = HexFormat.of().formatHex(Arrays.copyOf(derive("key-id"), ID_BYTES));
    }

    /** Reads 64 hexadecimal digits; empty for anything else. */
    static Optional<Key> read(String hex) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex);
            return bytes.length == BYTES ? Optional.of(new Key(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text of a key that nobody has had before. */
    static String newText() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Eight hexadecimal digits, from which the key cannot be told. */
    String id() {
        return id;
    }

    byte[] derive(String purpose) {
        return derived.computeIfAbsent(
                        purpose, p -> MasterKey.hmac(extracted, (p + "\u0001").getBytes(StandardCharsets.ISO_8859_1)))
                .clone();
    }
}
