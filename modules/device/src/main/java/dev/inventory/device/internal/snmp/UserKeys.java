package dev.inventory.device.internal.snmp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.inventory.device.internal.snmp.SnmpCredentials.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.SecretOctetString;
import org.snmp4j.smi.OctetString;

/**
 * From passphrases to the keys of an engine (RFC 3414, A.2). What costs, some milliseconds for each passphrase, is done
 * once for a passphrase and never on a thread of the session; both caches are bounded.
 */
final class UserKeys implements AutoCloseable {

    /** So many octets of the repeated passphrase are digested. */
    private static final int EXPANDED = 1 << 20;

    private static final int BLOCK = 4096;
    private static final long MAX_PASSPHRASES = 20_000;
    /** Some 400 octets each. */
    private static final long MAX_LOCALIZED = 100_000;
    /** More than devices are ever asked at the same time. */
    private static final int MAX_WAITING = 100_000;

    /** The keys of a user at one engine; empty where the user has none. */
    record Localized(Optional<OctetString> auth, Optional<OctetString> priv) {}

    private record Passphrase(AuthProtocol protocol, String text) {}

    private record Place(User user, OctetString engineId) {}

    private final Cache<Passphrase, byte[]> expanded =
            Caffeine.newBuilder().maximumSize(MAX_PASSPHRASES).build();
    private final Cache<Place, Localized> localized =
            Caffeine.newBuilder().maximumSize(MAX_LOCALIZED).build();
    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                Thread thread = new Thread(task, "snmp-keys");
                thread.setDaemon(true);
                return thread;
            });

    UserKeys() {
        worker.allowCoreThreadTimeOut(true);
    }

    /** The keys: at once if they are known, else completed on a thread of its own. Fails when the server is stopping. */
    CompletableFuture<Localized> of(User user, OctetString engineId) {
        Place place = new Place(user, engineId);
        Localized known = localized.getIfPresent(place);
        return known == null
                ? CompletableFuture.supplyAsync(
                        () -> localized.get(place, missing -> localize(user, engineId.getValue())), worker)
                : CompletableFuture.completedFuture(known);
    }

    Localized localize(User user, byte[] engineId) {
        Optional<OctetString> auth = user.auth() == AuthProtocol.NONE
                ? Optional.empty()
                : Optional.of(new SecretOctetString(localize(user.auth(), user.authKey(), engineId)));
        Optional<OctetString> priv =
                user.priv().protocol().map(protocol -> new SecretOctetString(privacyKey(user, protocol, engineId)));
        return new Localized(auth, priv);
    }

    private byte[] privacyKey(User user, PrivacyProtocol protocol, byte[] engineId) {
        byte[] key = localize(user.auth(), user.privKey(), engineId);
        if (key.length > protocol.getMaxKeyLength()) {
            return Arrays.copyOf(key, protocol.getMaxKeyLength());
        }
        if (key.length < protocol.getMinKeyLength()) {
            OctetString passphrase = new SecretOctetString(user.privKey().getBytes(StandardCharsets.UTF_8));
            return protocol.extendShortKey(
                    key, passphrase, engineId, user.auth().protocol().orElseThrow());
        }
        return key;
    }

    private byte[] localize(AuthProtocol protocol, String passphrase, byte[] engineId) {
        byte[] key =
                expanded.get(new Passphrase(protocol, passphrase), missing -> expand(protocol.digest(), passphrase));
        MessageDigest digest = protocol.digest();
        digest.update(key);
        digest.update(engineId);
        return digest.digest(key);
    }

    /** The key that a passphrase stands for, before it is bound to an engine. */
    static byte[] expand(MessageDigest digest, String passphrase) {
        byte[] octets = passphrase.getBytes(StandardCharsets.UTF_8);
        // A whole number of passphrases, so that every block but the last is the same.
        byte[] block = new byte[octets.length * Math.max(1, BLOCK / octets.length)];
        for (int i = 0; i < block.length; i++) {
            block[i] = octets[i % octets.length];
        }
        for (int left = EXPANDED; left > 0; left -= block.length) {
            digest.update(block, 0, Math.min(left, block.length));
        }
        return digest.digest();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
