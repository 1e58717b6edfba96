package dev.inventory.device;

import java.util.Optional;

/**
 * What a device says it is.
 *
 * @param source the MIB that told it: ENTITY-MIB (RFC 6933; the row of class chassis), or a vendor's
 */
public record ObservedIdentity(
        Optional<String> serialNumber, Optional<String> model, Optional<String> firmwareVersion, String source) {

    public static final String ENTITY_MIB = "ENTITY-MIB";

    /** As ENTITY-MIB tells it. */
    public ObservedIdentity(Optional<String> serialNumber, Optional<String> model, Optional<String> firmwareVersion) {
        this(serialNumber, model, firmwareVersion, ENTITY_MIB);
    }
}
