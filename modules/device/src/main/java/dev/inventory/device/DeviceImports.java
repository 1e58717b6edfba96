package dev.inventory.device;

import dev.inventory.platform.imports.Fingerprint;
import dev.inventory.platform.imports.Imports;
import org.jspecify.annotations.Nullable;

/**
 * Takes in devices that another system keeps. One whose serial number is already recorded in the organization becomes that
 * device: what it holds counts as edited by a user, and only what it lacks is filled in.
 */
public interface DeviceImports extends Imports<DeviceImports.ImportedDevice> {

    /**
     * A device as the other system has it. The names and limits of the fields are those of the API; what does not fit is
     * refused by field.
     *
     * @param externalId its id there, 1 to 200 characters; unique within the source
     * @param organization the id of the organization that it belongs to
     * @param type the slug of a device type, or its name in any case
     */
    record ImportedDevice(
            String externalId,
            long organization,
            @Nullable String name,
            @Nullable String hostname,
            @Nullable String serialNumber,
            @Nullable String type,
            @Nullable String macAddress,
            @Nullable String location,
            @Nullable String description,
            @Nullable String firmwareVersion,
            @Nullable String managementIp) {

        public long fingerprint() {
            return Fingerprint.of(
                    organization,
                    name,
                    hostname,
                    serialNumber,
                    type,
                    macAddress,
                    location,
                    description,
                    firmwareVersion,
                    managementIp);
        }
    }
}
