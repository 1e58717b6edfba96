package dev.inventory.auth.internal.tokens;

import dev.inventory.platform.secrets.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The values of tokens: {@code inv-<40 hex digits>-<yyyymmdd>}, the date being that of the expiry. A value is derived
 * from the master key and the token's public id, so that it can be shown again to its owner, while the database, with
 * hashes only, gives none away.
 */
final class TokenValues {

    private static final Pattern FORMAT = Pattern.compile("inv-[0-9a-f]{40}-[0-9]{8}");
    private static final int SECRET_BYTES = 20;
    private static final int PUBLIC_ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    /** @param key derived from the master key for tokens */
    TokenValues(byte[] key) {
        this.key = key.clone();
    }

    static String newPublicId() {
        byte[] id = new byte[PUBLIC_ID_BYTES];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** The value of the token with this public id that expires on this date. */
    String value(String publicId, LocalDate expiry) {
        byte[] derived = MasterKey.hmac(key, publicId.getBytes(StandardCharsets.US_ASCII));
        return "inv-" + HexFormat.of().formatHex(derived, 0, SECRET_BYTES) + "-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(expiry);
    }

    /** What is shown of a value to who may not have it. */
    static String redacted(LocalDate expiry) {
        return "inv-…-" + DateTimeFormatter.BASIC_ISO_DATE.format(expiry);
    }

    /** Whether two hashes are the same; how long it takes tells nothing. */
    static boolean isSame(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the text could be a token of this server at all. */
    static boolean looksLikeOne(String text) {
        return FORMAT.matcher(text).matches();
    }

    /** What the database holds of a value: its SHA-256 in hex. The value is random enough to need no salt. */
    static String hash(String value) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
