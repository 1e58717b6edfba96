package dev.inventory.device.internal;

import dev.inventory.platform.access.Organizations.Organization;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A device as the API shows it. The detail and the answers to writes have different sets of fields. */
record DeviceView(Map<String, @Nullable Object> fields) {

    /** The answer to POST, PUT and PATCH; of the optional identifiers it holds those that have a value. */
    static DeviceView written(long id, Device device, Organization organization) {
        DeviceFields own = device.fields();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", own.name());
        shown.put("hostname", own.hostname());
        shown.put("serial_number", own.serialNumber());
        putIfSet(shown, "mac_address", own.macAddress());
        shown.put("type", device.type().nested(false));
        shown.put("organization", nested(organization, false));
        shown.put("status", device.status());
        shown.put("last_status_change", device.lastStatusChange());
        shown.put("pending_config", device.pendingConfig());
        shown.put("location", own.location());
        shown.put("description", own.description());
        putIfSet(shown, "firmware_version", own.firmwareVersion());
        putIfSet(shown, "management_ip", own.managementIp());
        shown.put("created_at", device.createdAt());
        shown.put("updated_at", device.updatedAt());
        return new DeviceView(shown);
    }

    /** An organization as it is nested in a device. */
    static Map<String, @Nullable Object> nested(Organization organization, boolean withContact) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", organization.id());
        shown.put("name", organization.name());
        if (withContact) {
            shown.put("contact_email", organization.contactEmail());
        }
        return shown;
    }

    private static void putIfSet(Map<String, @Nullable Object> shown, String name, @Nullable String value) {
        if (value != null) {
            shown.put(name, value);
        }
    }
}
