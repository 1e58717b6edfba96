package dev.inventory.platform.imports;

import org.jspecify.annotations.Nullable;

/**
 * Sixty-four bits of what another system says of an object, so that what has not changed is found without reading it. The
 * same on every server and at every time.
 */
public final class Fingerprint {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    /** Never 0, which means that there is none. An absent value and an empty text are not the same. */
    public static long of(@Nullable Object... values) {
        long hash = OFFSET;
        for (Object value : values) {
            if (value == null) {
                hash = (hash ^ 0xffff) * PRIME;
            } else {
                String text = value.toString();
                for (int i = 0; i < text.length(); i++) {
                    hash = (hash ^ text.charAt(i)) * PRIME;
                }
                hash = (hash ^ 0xfffe) * PRIME; // no character: what ends here cannot go on in the next
            }
        }
        // spreads the last characters over all bits (the finalizer of MurmurHash3)
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
