package dev.inventory.device;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Registers devices on behalf of the caller, as the API does: with the same checks, rights, audit and events. */
public interface DeviceRegistrations {

    /** The role that registering devices needs. */
    String ROLE = "device";

    /**
     * Registers a device, in the current transaction.
     *
     * @param device what a client would send
     * @return its id
     * @throws dev.inventory.platform.failure.Failure as a client would be told
     */
    long register(ObjectNode device);

    /** The id of the device type with this slug. */
    Optional<Long> typeId(String slug);
}
