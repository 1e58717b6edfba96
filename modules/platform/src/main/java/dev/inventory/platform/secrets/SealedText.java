package dev.inventory.platform.secrets;

import java.util.Base64;

/**
 * A sealed secret as it is stored: {@code v1:<key id>:<nonce>:<ciphertext>}, the last two in Base64. The key id is the
 * master key's name, {@link #UNNAMED} in what was written before keys had names.
 */
final class SealedText {

    /** Stands for whatever master key the server had. */
    static final String UNNAMED = "1";

    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final String VERSION = "v1";
    private static final String SEPARATOR = ":";

    private final String keyId;
    private final byte[] nonce;
    private final byte[] ciphertext;

    /** The arrays become its own. */
    SealedText(String keyId, byte[] nonce, byte[] ciphertext) {
        this.keyId = keyId;
        this.nonce = nonce;
        this.ciphertext = ciphertext;
    }

    /** @throws SecretUnreadable if it is none */
    static SealedText parse(String text, String place) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length == 4 && VERSION.equals(parts[0])) {
            try {
                Base64.Decoder base64 = Base64.getDecoder();
                byte[] nonce = base64.decode(parts[2]);
                byte[] ciphertext = base64.decode(parts[3]);
                if (nonce.length == NONCE_BYTES && ciphertext.length >= TAG_BYTES) {
                    return new SealedText(parts[1], nonce, ciphertext);
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        throw new SecretUnreadable("Not a sealed secret at " + place);
    }

    /** What every secret starts with that is sealed with this key. */
    static String prefix(String keyId) {
        return VERSION + SEPARATOR + keyId + SEPARATOR;
    }

    String keyId() {
        return keyId;
    }

    byte[] nonce() {
        return nonce;
    }

    byte[] ciphertext() {
        return ciphertext;
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return prefix(keyId) + base64.encodeToString(nonce) + SEPARATOR + base64.encodeToString(ciphertext);
    }
}
