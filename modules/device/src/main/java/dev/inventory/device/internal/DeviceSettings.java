package dev.inventory.device.internal;

import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How devices are polled where they do not say otherwise. */
@ApplicationScoped
public class DeviceSettings implements Settings {

    private final boolean pollingEnabled = Setting.bool("inventory.poll.enabled", true);
    private final Duration interval = Setting.duration(
            "inventory.poll.interval", Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofDays(1));
    private final Duration maxBackoff = Setting.duration(
            "inventory.poll.max-backoff", Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofDays(1));
    private final Duration flush = Setting.duration(
            "inventory.poll.flush", Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(30));
    private final int window = Setting.integer("inventory.poll.window", 1000, 1, 10_000);
    private final int downWindow = Setting.integer("inventory.poll.down-window", 250, 1, 10_000);
    private final int failuresToDown = Setting.integer("inventory.poll.failures-to-down", 2, 1, 10);
    private final int failuresOf = Setting.integer("inventory.poll.failures-of", failuresToDown, failuresToDown, 32);
    private final int flapChanges = Setting.integer("inventory.poll.flap-changes", 6, 2, 50);
    private final Duration flapWindow = Setting.duration(
            "inventory.poll.flap-window", Duration.ofMinutes(30), Duration.ofSeconds(10), Duration.ofDays(1));
    private final String community = Setting.text("inventory.snmp.community", "public");
    private final Duration statusBudget = Setting.duration(
            "inventory.status.budget", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(60));

    /** Whether this server polls at all; status checks on request work in any case. */
    public boolean pollingEnabled() {
        return pollingEnabled;
    }

    /** From one poll of a device to the next, unless the device has its own interval. */
    public Duration interval() {
        return interval;
    }

    /** The longest pause between two polls of a device that is down. */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** How long {@code last_seen} may stand in memory before it is written. */
    public Duration flush() {
        return flush;
    }

    /** How many devices that are up may be asked at the same time. */
    public int window() {
        return window;
    }

    /** How many devices that are down may be asked at the same time, apart from the others. */
    public int downWindow() {
        return downWindow;
    }

    /** How many of the last {@link #failuresOf} polls must fail before a device counts as down. */
    public int failuresToDown() {
        return failuresToDown;
    }

    /** How many of its last polls are looked at; as many as must fail, unless set otherwise. */
    public int failuresOf() {
        return failuresOf;
    }

    /** How many times a device goes up or down within {@link #flapWindow} before it counts as flapping. */
    public int flapChanges() {
        return flapChanges;
    }

    /** The time that ups and downs are counted over. */
    public Duration flapWindow() {
        return flapWindow;
    }

    /** The SNMP community of devices that have none of their own. */
    public String community() {
        return community;
    }

    /** The time that {@code update_status=true} may take in all. */
    public Duration statusBudget() {
        return statusBudget;
    }
}
