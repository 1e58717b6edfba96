package dev.inventory.auth.internal.passwords;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords at rest: PBKDF2-HMAC-SHA-512 (RFC 8018) with a salt of 16 bytes, written
 * {@code pbkdf2-sha512:<iterations>:<salt>:<hash>} in Base64. The iterations stand in each hash, so that they can be
 * raised while old hashes still work.
 */
public final class PasswordHash {

    /** What OWASP asks of PBKDF2-HMAC-SHA-512. */
    static final int ITERATIONS = 210_000;

    private static final String SCHEME = "pbkdf2-sha512";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NOBODYS = write(ITERATIONS, random(SALT_BYTES), random(HASH_BYTES));

    private PasswordHash() {}

    /** A new hash of the password; another one each time. */
    public static String of(String password) {
        return of(password, ITERATIONS);
    }

    static String of(String password, int iterations) {
        byte[] salt = random(SALT_BYTES);
        return write(iterations, salt, derive(password, salt, iterations));
    }

    /** A hash that no password has. Checking against it costs what a real one costs. */
    public static String nobodys() {
        return NOBODYS;
    }

    /** Whether the password has this hash; the time it takes tells nothing. */
    public static boolean matches(String password, String stored) {
        Parts parts = Parts.of(stored);
        return MessageDigest.isEqual(derive(password, parts.salt, parts.iterations), parts.hash);
    }

    /** Whether the hash was made with weaker parameters than today's. */
    public static boolean isOutdated(String stored) {
        return Parts.of(stored).iterations < ITERATIONS;
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java platform lacks PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String write(int iterations, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                ":", SCHEME, Integer.toString(iterations), base64.encodeToString(salt), base64.encodeToString(hash));
    }

    private static final class Parts {

        private final int iterations;
        private final byte[] salt;
        private final byte[] hash;

        private Parts(int iterations, byte[] salt, byte[] hash) {
            this.iterations = iterations;
            this.salt = salt;
            this.hash = hash;
        }

        static Parts of(String stored) {
            String[] parts = stored.split(":", -1);
            if (parts.length != 4 || !SCHEME.equals(parts[0])) {
                throw new IllegalStateException("A stored password is in no format that this server writes");
            }
            Base64.Decoder base64 = Base64.getDecoder();
            return new Parts(Integer.parseInt(parts[1]), base64.decode(parts[2]), base64.decode(parts[3]));
        }
    }
}
