package dev.inventory.device;

import java.util.Optional;

/** What a device says it is (ENTITY-MIB, RFC 6933; the row of class chassis). */
public record ObservedIdentity(
        Optional<String> serialNumber, Optional<String> model, Optional<String> firmwareVersion) {}
