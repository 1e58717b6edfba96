package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.life.LifeQuestions;
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
    record Settings(
            @Nullable SnmpAgent agent,
            String refusal,
            boolean pollingEnabled,
            Duration interval,
            Place place,
            LifeQuestions questions) {

        /** As one that is asked over SNMP alone. */
        Settings(@Nullable SnmpAgent agent, String refusal, boolean pollingEnabled, Duration interval, Place place) {
            this(agent, refusal, pollingEnabled, interval, place, LifeQuestions.SNMP_ALONE);
        }

        Settings(@Nullable SnmpAgent agent, String refusal, boolean pollingEnabled, Duration interval) {
            this(agent, refusal, pollingEnabled, interval, Place.UNKNOWN);
        }
    }

    /**
     * Where it belongs.
     *
     * @param parent the device that it is reached through; null if it is reached directly
     */
    record Place(long organization, @Nullable Long parent) {
        static final Place UNKNOWN = new Place(0, null);
    }

    final long id;

    final StatusTrack status;

    volatile Settings settings;
    volatile boolean gone;

    /** A status was concluded and is not stored yet: what the database says is older. */
    volatile boolean statusUnwritten;

    /** When the last concluded status was stored, in milliseconds; what was read before that is older. */
    volatile long statusWrittenAt;

    /** It has a host name, which may lead to another address at any time. */
    volatile boolean named;

    /** As it was read, in microseconds: a record that says so still is known. */
    volatile long updatedAt;

    /** The same of the status, whether it was read or stored from here; 0 if it must be read again. */
    volatile long statusChangedAt;

    /** Pauses since it went down, each longer than the last. */
    int backoff;

    /** No reboot is noted before this, since one was noted just now. */
    Instant rebootsQuietUntil = Instant.EPOCH;

    volatile @Nullable Instant lastSeen;
    volatile @Nullable Instant bootedAt;
    volatile long factsHash;

    /** Of the engine that answers, in hexadecimal digits; version 3 alone. */
    volatile @Nullable String engineId;

    volatile @Nullable Integer engineBoots;

    /** When it was last asked what it is, as far as it could tell. */
    volatile @Nullable Instant identifiedAt;

    /** It is asked what it is, or waits for that. */
    volatile boolean identifying;

    /** Not before this is it asked that again. */
    volatile Instant identifyAfter = Instant.EPOCH;

    /** The number of the slot that counts, in whichever schedule; older slots are void. */
    volatile long ticket;

    /** Outcomes that are not taken in yet, and in which line they stand; {@link OutcomeQueue} alone uses these. */
    int queued;

    boolean queuedAsChange;

    /** One question to a device at a time. */
    private final AtomicBoolean busy = new AtomicBoolean();

    PolledDevice(long id, Settings settings, StatusTrack status) {
        this.id = id;
        this.settings = settings;
        this.status = status;
    }

    boolean begin() {
        return busy.compareAndSet(false, true);
    }

    void end() {
        busy.set(false);
    }
}
