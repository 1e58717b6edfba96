package dev.inventory.platform.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must be read again: AES-256-GCM, written {@code v1:<key id>:<nonce>:<ciphertext>} in Base64. A
 * ciphertext is bound to its place (table, column, row): moved to another row it does not decrypt. A column of such
 * texts is named by a {@link SealedColumn}.
 */
@ApplicationScoped
public class Secrets {

    private static final String PURPOSE = "secrets-at-rest";

    /** The thread's own, begun anew for each text: to look for who implements it costs as much as to use it. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Secrets::cipher);

    @Inject
    MasterKey masterKey;

    private final SecureRandom random = new SecureRandom();

    /** @param place where it will stand, such as {@code device.snmp_community:<row key>} */
    public String encrypt(String secret, String place) {
        return encrypt(secret.getBytes(StandardCharsets.UTF_8), place);
    }

    /** @throws SecretUnreadable if it was not written by {@link #encrypt} for this place under a key that is known */
    public String decrypt(String sealed, String place) {
        return new String(open(sealed, place), StandardCharsets.UTF_8);
    }

    /**
     * The same secret for the same place, sealed with the key of now.
     *
     * @throws SecretUnreadable as {@link #decrypt}
     */
    String reseal(String sealed, String place) {
        return encrypt(open(sealed, place), place);
    }

    private String encrypt(byte[] secret, String place) {
        byte[] nonce = new byte[SealedText.NONCE_BYTES];
        random.nextBytes(nonce);
        Key key = masterKey.sealing();
        try {
            return new SealedText(key.id(), nonce, crypt(Cipher.ENCRYPT_MODE, key, nonce, secret, place)).text();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-256-GCM", e);
        }
    }

    private byte[] open(String text, String place) {
        SealedText sealed = SealedText.parse(text, place);
        for (Key key : candidates(sealed, place)) {
            Optional<byte[]> plain = open(sealed, key, place);
            if (plain.isPresent()) {
                return plain.get();
            }
        }
        throw new SecretUnreadable("The secret at " + place + " cannot be read with this master key: it was sealed with"
                + " another one, changed, or moved from its place");
    }

    private List<Key> candidates(SealedText sealed, String place) {
        Keyring ring = masterKey.ring();
        if (SealedText.UNNAMED.equals(sealed.keyId())) {
            return ring.known();
        }
        return List.of(ring.byId(sealed.keyId())
                .orElseThrow(() -> new SecretUnreadable("The secret at " + place + " is sealed with the master key "
                        + sealed.keyId() + "; this server has " + String.join(", ", ring.knownIds()))));
    }

    private static Optional<byte[]> open(SealedText sealed, Key key, String place) {
        try {
            return Optional.of(crypt(Cipher.DECRYPT_MODE, key, sealed.nonce(), sealed.ciphertext(), place));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-256-GCM", e);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-256-GCM", e);
        }
    }

    private static byte[] crypt(int mode, Key key, byte[] nonce, byte[] data, String place)
            throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        SecretKeySpec aes = new SecretKeySpec(key.derive(PURPOSE), "AES");
        cipher.init(mode, aes, new GCMParameterSpec(SealedText.TAG_BYTES * 8, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(data);
    }
}
