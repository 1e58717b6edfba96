package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.snmp.BootTime;
import dev.inventory.device.internal.snmp.EngineClock;
import dev.inventory.device.internal.snmp.SnmpReply;
import dev.inventory.device.internal.snmp.SystemGroup;
import java.time.Instant;
import java.util.Optional;

/** Keeps up when a polled device has started. */
final class DeviceBoots {

    private DeviceBoots() {}

    /**
     * Takes in an answer; called before it is noted that the device was seen.
     *
     * @return whether it has started since it was last seen
     */
    static boolean learn(PolledDevice device, SnmpReply.Answer answer, SystemGroup learned, Instant at) {
        Optional<EngineClock> engine = learned.engine().or(answer::clock);
        if (learned.isSignOfLife() && engine.isEmpty() && device.engineBoots != null) {
            return false; // its engine, which says better, was not asked
        }
        Instant booted = device.bootedAt;
        Instant seen = device.lastSeen;
        Optional<BootTime> known =
                Optional.ofNullable(booted).map(start -> new BootTime(start, Optional.ofNullable(device.engineBoots)));
        Optional<BootTime.Conclusion> told =
                BootTime.of(known, seen == null ? at : seen, learned.agentTime(), engine, at);
        told.ifPresent(conclusion -> {
            device.bootedAt = conclusion.boot().bootedAt();
            device.engineBoots = conclusion.boot().engineBoots().orElse(null);
            if (conclusion.restarted()) {
                device.identifyAfter = Instant.EPOCH; // its hardware may be another
            }
        });
        return told.filter(BootTime.Conclusion::restarted).isPresent();
    }
}
