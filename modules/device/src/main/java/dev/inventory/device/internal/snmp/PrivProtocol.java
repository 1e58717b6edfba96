package dev.inventory.device.internal.snmp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.nonstandard.PrivAES192With3DESKeyExtension;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;

/**
 * How messages of a user are encrypted (RFC 3414 for DES, RFC 3826 for AES of 128 bits). No RFC says how a digest that is
 * too short becomes a key of 192 or 256 bits. There are two ways: the one of draft-blumenthal-aes-usm-04, which net-snmp
 * calls AES-192 and AES-256, and the one of draft-reeder-snmpv3-usm-3desede-00, which Cisco took and net-snmp calls
 * AES-192-C and AES-256-C. Where the digest is long enough they are the same.
 */
public enum PrivProtocol {
    NONE,
    DES,
    AES,
    AES192,
    AES256,
    /** With Reeder's extension of the key. */
    AES192C,
    /** With Reeder's extension of the key. */
    AES256C;

    private static final Map<PrivProtocol, PrivacyProtocol> PROTOCOLS = Map.of(
            DES, new PrivDES(),
            AES, new PrivAES128(),
            AES192, new PrivAES192(),
            AES256, new PrivAES256(),
            AES192C, new PrivAES192With3DESKeyExtension(),
            AES256C, new PrivAES256With3DESKeyExtension());

    /** As users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all protocols. */
    public static String[] words() {
        return Arrays.stream(values())
                .filter(value -> value != NONE)
                .map(PrivProtocol::word)
                .toArray(String[]::new);
    }

    /** @throws IllegalArgumentException if there is none of that word */
    public static PrivProtocol of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    Optional<PrivacyProtocol> protocol() {
        return Optional.ofNullable(PROTOCOLS.get(this));
    }
}
