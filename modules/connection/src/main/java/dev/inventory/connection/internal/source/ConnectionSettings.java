package dev.inventory.connection.internal.source;

import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What operators set for connection profiles. */
@ApplicationScoped
public class ConnectionSettings implements Settings {

    private static final int MIB = 1 << 20;

    private final boolean enabled = Setting.bool("inventory.connection.enabled", true);
    private final int parallel = Setting.integer("inventory.connection.parallel", 2, 1, 8);
    private final Duration pollInterval = Setting.duration(
            "inventory.connection.poll.interval", Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofMinutes(5));
    private final Duration lease = Setting.duration(
            "inventory.connection.lease", Duration.ofSeconds(30), Duration.ofSeconds(3), Duration.ofMinutes(10));
    private final Duration history = Setting.duration(
            "inventory.connection.history", Duration.ofDays(90), Duration.ofDays(1), Duration.ofDays(3650));
    private final Limits limits = new Limits(
            (long) Setting.integer("inventory.connection.answer.mib", 32, 1, 1024) * MIB,
            Setting.duration(
                    "inventory.connection.answer.time",
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(1),
                    Duration.ofHours(1)),
            Setting.integer("inventory.connection.pages", 100_000, 1, 10_000_000));

    /** Whether this server runs syncs. */
    public boolean enabled() {
        return enabled;
    }

    /** How many syncs this server works on at once. */
    public int parallel() {
        return parallel;
    }

    /** How often due profiles and waiting syncs are looked for. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** How long the sync of a dead server waits for another; renewed at a third of it. */
    public Duration lease() {
        return lease;
    }

    /** How long ended syncs are kept. */
    public Duration history() {
        return history;
    }

    /** What a source may cost. */
    public Limits limits() {
        return limits;
    }
}
