package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.snmp.SnmpAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A device as the poller holds it in memory. What the record says of it may be replaced at any time; what polls learned
 * is changed by the one thread that draws the conclusions.
 */
final class PolledDevice {

    /**
     * What the record says.
     *
     * @param agent null if the device cannot be asked, for the reason in {@code refusal}
     */
    record Settings(@Nullable SnmpAgent agent, String refusal, boolean pollingEnabled, Duration interval) {}

    final long id;

    volatile Settings settings;
    volatile boolean up;
    volatile boolean gone;

    /** Whether the status was ever set by a user or found by a poll. */
    volatile boolean judged;

    /** A status was concluded and is not stored yet: what the database says is older. */
    volatile boolean statusUnwritten;

    /** When the last concluded status was stored, in milliseconds; what was read before that is older. */
    volatile long statusWrittenAt;

    /** Failed polls in a row. */
    int failures;

    /** Pauses since it went down, each longer than the last. */
    int backoff;

    volatile @Nullable Instant lastSeen;
    volatile @Nullable Instant bootedAt;
    volatile long factsHash;

    /** The number of the slot in the schedule that counts; older slots are void. Guarded by the schedule. */
    long ticket;

    /** One question to a device at a time. */
    private final AtomicBoolean busy = new AtomicBoolean();

    PolledDevice(long id, Settings settings, boolean up) {
        this.id = id;
        this.settings = settings;
        this.up = up;
    }

    boolean begin() {
        return busy.compareAndSet(false, true);
    }

    void end() {
        busy.set(false);
    }
}
