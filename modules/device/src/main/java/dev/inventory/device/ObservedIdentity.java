package dev.inventory.device;

import java.util.Optional;

/**
 * What a device says it is.
 *
 * @param firmwareVersion of the software that it runs; of one that tells no software revision, its firmware revision
 * @param bootFirmware the revision of what it starts from (a boot ROM, a BIOS), of one that tells both
 * @param source the MIB that told it: ENTITY-MIB (RFC 6933; the row of class chassis), or a vendor's
 */
public record ObservedIdentity(
        Optional<String> serialNumber,
        Optional<String> model,
        Optional<String> firmwareVersion,
        Optional<String> bootFirmware,
        String source) {

    public static final String ENTITY_MIB = "ENTITY-MIB";

    /** As ENTITY-MIB tells it. */
    public ObservedIdentity(Optional<String> serialNumber, Optional<String> model, Optional<String> firmwareVersion) {
        this(serialNumber, model, firmwareVersion, ENTITY_MIB);
    }

    /** Of a device that tells one version only. */
    public ObservedIdentity(
            Optional<String> serialNumber, Optional<String> model, Optional<String> firmwareVersion, String source) {
        this(serialNumber, model, firmwareVersion, Optional.empty(), source);
    }
}
