package dev.inventory.auth.internal.passwords;

import dev.inventory.platform.secrets.MasterKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Passwords that were found right a short while ago, so that a client which sends its password with every request pays
 * for the slow hash once. Only keyed hashes over account, stored hash and password are held: a changed password is
 * another key, and the memory tells no password. Wrong ones are never held.
 */
final class VerifiedPasswords {

    private final byte[] key;
    private final Clock clock;
    private final Duration lifetime;
    private final Map<String, Instant> expiries;

    VerifiedPasswords(byte[] key, Clock clock, Duration lifetime, int capacity) {
        this.key = key.clone();
        this.clock = clock;
        this.lifetime = lifetime;
        this.expiries = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                return size() > capacity;
            }
        };
    }

    /** What stands for the three here. */
    String keyOf(String account, String storedHash, String password) {
        // Neither an account nor a hash has a NUL, so that no two triples read alike.
        String text = account + '\0' + storedHash + '\0' + password;
        return HexFormat.of().formatHex(MasterKey.hmac(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    synchronized boolean holds(String keyOfPassword) {
        Instant expiry = expiries.get(keyOfPassword);
        if (expiry == null) {
            return false;
        }
        if (clock.instant().isBefore(expiry)) {
            return true;
        }
        expiries.remove(keyOfPassword);
        return false;
    }

    synchronized void add(String keyOfPassword) {
        expiries.remove(keyOfPassword);
        expiries.put(keyOfPassword, clock.instant().plus(lifetime));
    }
}
