package dev.inventory.device.internal.snmp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.AuthenticationProtocol;

/** How messages of a user are authenticated (RFC 3414 for MD5 and SHA-1, RFC 7860 for SHA-2). */
public enum AuthProtocol {
    NONE(""),
    MD5("MD5"),
    SHA("SHA-1"),
    SHA224("SHA-224"),
    SHA256("SHA-256"),
    SHA384("SHA-384"),
    SHA512("SHA-512");

    private static final Map<AuthProtocol, AuthenticationProtocol> PROTOCOLS = Map.of(
            MD5, new AuthMD5(),
            SHA, new AuthSHA(),
            SHA224, new AuthHMAC128SHA224(),
            SHA256, new AuthHMAC192SHA256(),
            SHA384, new AuthHMAC256SHA384(),
            SHA512, new AuthHMAC384SHA512());

    private final String digest;

    AuthProtocol(String digest) {
        this.digest = digest;
    }

    /** As users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all protocols. */
    public static String[] words() {
        return Arrays.stream(values())
                .filter(value -> value != NONE)
                .map(AuthProtocol::word)
                .toArray(String[]::new);
    }

    /** @throws IllegalArgumentException if there is none of that word */
    public static AuthProtocol of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    Optional<AuthenticationProtocol> protocol() {
        return Optional.ofNullable(PROTOCOLS.get(this));
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + digest, e);
        }
    }
}
