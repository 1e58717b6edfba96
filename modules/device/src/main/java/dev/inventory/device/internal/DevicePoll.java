package dev.inventory.device.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the polls of a device rewrite. Made with the device; afterwards written in batches, past this class. */
@Entity
@Table(name = "device_poll")
@SuppressWarnings("UnusedVariable") // some columns are read by queries, and written by the poller's own SQL
public class DevicePoll {

    @Id
    @Column(name = "device_id")
    private long deviceId;

    @Column(name = "last_seen")
    private @Nullable Instant lastSeen;

    @Column(name = "booted_at")
    private @Nullable Instant bootedAt;

    @Column(name = "observed_serial")
    private @Nullable String observedSerial;

    @Column(name = "identified_at", insertable = false, updatable = false)
    private @Nullable Instant identifiedAt;

    @Column(name = "facts_hash")
    private long factsHash;

    protected DevicePoll() {}

    DevicePoll(long deviceId) {
        this.deviceId = deviceId;
    }

    Optional<Instant> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    /** The serial number that the device last said it has. */
    Optional<String> observedSerial() {
        return Optional.ofNullable(observedSerial);
    }

    /** When the device started. */
    Optional<Instant> bootedAt() {
        return Optional.ofNullable(bootedAt);
    }

    /** How long the device runs now or, if it is down, ran when it was last seen. */
    Optional<Duration> uptime(boolean up, Instant now) {
        return uptime(bootedAt, lastSeen, up, now);
    }

    static Optional<Duration> uptime(@Nullable Instant bootedAt, @Nullable Instant lastSeen, boolean up, Instant now) {
        if (bootedAt == null || lastSeen == null) {
            return Optional.empty();
        }
        Duration uptime = Duration.between(bootedAt, up ? now : lastSeen);
        return Optional.of(uptime.isNegative() ? Duration.ZERO : uptime);
    }
}
