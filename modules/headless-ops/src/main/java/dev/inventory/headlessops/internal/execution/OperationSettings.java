package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How the server goes about operations. */
@ApplicationScoped
public class OperationSettings implements Settings {

    private final int parallel = Setting.integer("inventory.operation.parallel", 4, 1, 8);
    private final Duration pollInterval = Setting.duration(
            "inventory.operation.poll.interval", Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMinutes(1));
    private final Duration lease = Setting.duration(
            "inventory.operation.lease", Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofMinutes(10));
    private final Duration refreshBudget = Setting.duration(
            "inventory.operation.refresh.budget", Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMinutes(5));
    private final int refreshDevices = Setting.integer("inventory.operation.refresh.devices", 2000, 1, 100_000);

    /** How many operations this server works on at once. */
    public int parallel() {
        return parallel;
    }

    /** How often due operations are looked for beside the ones that say so themselves. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** How long a dead server's operation waits for another; renewed at a third of it. */
    public Duration lease() {
        return lease;
    }

    /** Longest time that {@code update_status=true} takes. */
    public Duration refreshBudget() {
        return refreshBudget;
    }

    /** Most devices that {@code update_status=true} asks. */
    public int refreshDevices() {
        return refreshDevices;
    }
}
