package dev.inventory.platform.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must be read again: AES-256-GCM, written {@code v1:<key id>:<nonce>:<ciphertext>} in Base64. A
 * ciphertext is bound to its place (table, column, row): moved to another row it does not decrypt.
 */
@ApplicationScoped
public class Secrets {

    private static final String VERSION = "v1";
    private static final String KEY_ID = "1";
    private static final String PURPOSE = "secrets-at-rest";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    @Inject
    MasterKey masterKey;

    private final SecureRandom random = new SecureRandom();

    /** @param place where it will stand, such as {@code device.snmp_community:<row key>} */
    public String encrypt(String secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), place);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(":", VERSION, KEY_ID, base64.encodeToString(nonce), base64.encodeToString(sealed));
    }

    /** @throws IllegalStateException if it was not written by {@link #encrypt} for this place under this master key */
    public String decrypt(String sealed, String place) {
        String[] parts = sealed.split(":", -1);
        if (parts.length != 4 || !VERSION.equals(parts[0])) {
            throw new IllegalStateException("Not a sealed secret at " + place);
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] plain = crypt(Cipher.DECRYPT_MODE, base64.decode(parts[2]), base64.decode(parts[3]), place);
        return new String(plain, StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] data, String place) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            SecretKeySpec key = new SecretKeySpec(masterKey.derive(PURPOSE), "AES");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The secret at " + place + " cannot be read with this master key", e);
        }
    }
}
