package dev.inventory.device;

import dev.inventory.platform.access.OrganizationScope;
import java.util.Locale;
import java.util.Optional;

/** Tells which device of the inventory something is that answered. Answers come from the current transaction. */
public interface DeviceMatches {

    /** What a device was known by, the surest first. */
    enum By {
        SERIAL_NUMBER,
        ENGINE_ID,
        MAC_ADDRESS,
        /** Its hostname or management address is the address, or its hostname the qualified name that the agent calls itself. */
        HOSTNAME;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is known of what answered.
     *
     * @param address IPv4 or IPv6, as text
     * @param engineId in hexadecimal digits
     */
    record Traits(
            String address,
            Optional<String> sysName,
            Optional<String> serialNumber,
            Optional<String> macAddress,
            Optional<String> engineId) {}

    /** A device, and what it was known by. */
    record Match(long deviceId, By by) {}

    /** The device within the scope that it is; by the surest trait of which there is a device. */
    Optional<Match> match(Traits traits, OrganizationScope scope);

    /** Notes the engine id of a device, which it is known by from then on. */
    void learnEngine(long deviceId, String engineId);
}
