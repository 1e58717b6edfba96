package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How the server goes about operations. */
@ApplicationScoped
public class OperationSettings implements Settings {

    private final int parallel = Setting.integer("inventory.operation.parallel", 4, 1, 8);
    private final int organizationParallel =
            Setting.integer("inventory.operation.organization.parallel", 1000, 1, 100_000);
    private final Duration pollInterval = Setting.duration(
            "inventory.operation.poll.interval", Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMinutes(1));
    private final Duration lease = Setting.duration(
            "inventory.operation.lease", Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofMinutes(10));
    private final Duration refreshBudget = Setting.duration(
            "inventory.operation.refresh.budget", Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMinutes(5));
    private final Duration retention = Setting.duration(
            "inventory.operation.retention", Duration.ofDays(90), Duration.ofMinutes(1), Duration.ofDays(36_500));
    private final int refreshDevices = Setting.integer("inventory.operation.refresh.devices", 2000, 1, 100_000);

    /** How many shares of operations this server works on at once, each on a thread. */
    public int parallel() {
        return parallel;
    }

    /** Most devices of one organization that this server asks at once. */
    public int organizationParallel() {
        return organizationParallel;
    }

    /** How long an operation is kept after its end, with its results. */
    public Duration retention() {
        return retention;
    }

    /** How often due operations are looked for beside the ones that say so themselves. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** How long a dead server's share waits for another; renewed at a third of it. */
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
