package dev.inventory.device.internal;

import dev.inventory.device.DevicePlacements;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar;
import dev.inventory.platform.access.Organizations.Organization;
import dev.inventory.platform.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A device as the API shows it. The detail and the answers to writes have different sets of fields. */
record DeviceView(Map<String, @Nullable Object> fields) {

    /**
     * The answer to GET of one device.
     *
     * @param metadata a JSON object
     */
    static DeviceView detail(
            Device device,
            Optional<DevicePoll> poll,
            Organization organization,
            boolean mayChange,
            Optional<String> community,
            Optional<DevicePlacements.Place> place,
            Optional<DeviceImport> imported,
            List<ManagedSettings.Pending> pending,
            Optional<String> maintenanceReason,
            String metadata,
            Instant now) {
        DeviceFields own = device.fields();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", device.id());
        shown.put("name", own.name());
        shown.put("hostname", own.hostname());
        shown.put("serial_number", own.serialNumber());
        shown.put("mac_address", own.macAddress());
        shown.put("type", device.type().nested(true));
        shown.put("organization", nested(organization, true));
        shown.put("status", device.status());
        shown.put("last_status_change", device.lastStatusChange());
        shown.put(
                "uptime",
                poll.flatMap(p -> p.uptime(device.status(), now))
                        .map(Uptime::format)
                        .orElse(null));
        shown.put("pending_config", device.pendingConfig());
        shown.put("pending_details", pending);
        shown.put("location", own.location());
        shown.put("description", own.description());
        shown.put("firmware_version", own.firmwareVersion());
        shown.put("management_ip", own.managementIp());
        if (mayChange) {
            shown.put("snmp_community", community.orElse(null)); // null: the server's default
        }
        shown.put("created_at", device.createdAt());
        shown.put("updated_at", device.updatedAt());
        shown.put("last_seen", poll.flatMap(DevicePoll::lastSeen).orElse(null));
        shown.put("status_reason", device.statusReason());
        shown.put("status_detail", device.statusDetail());
        device.maintenance()
                .ifPresent(open -> shown.put("maintenance", maintenance(open, maintenanceReason.orElse(null))));
        shown.put("snmp", own.snmp().shown());
        shown.put("poll_interval_seconds", own.pollIntervalSeconds());
        shown.put("polling_enabled", own.pollingEnabled());
        shown.put("parent", own.parent());
        shown.put(LifeChecks.FIELD, own.statusHelpers());
        shown.put("tags", own.tags().names());
        shown.put(DeviceMetadata.FIELD, Json.read(metadata));
        shown.put(
                "serial_conflict", SerialConflicts.shown(own.serialNumber(), poll.flatMap(DevicePoll::observedSerial)));
        shown.put("booted_at", poll.flatMap(DevicePoll::bootedAt).orElse(null));
        place.ifPresent(value -> shown.put("stored_in", value));
        imported.ifPresent(value -> shown.put("imported_from", from(value)));
        return new DeviceView(shown);
    }

    /** The answer to POST, PUT and PATCH; of the optional identifiers it holds those that have a value. */
    static DeviceView written(Device device, Organization organization) {
        DeviceFields own = device.fields();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", device.id());
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

    private static Map<String, @Nullable Object> maintenance(MaintenanceCalendar.Open open, @Nullable String reason) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("window", open.window());
        shown.put("since", open.from());
        shown.put("until", open.until());
        shown.put("reason", reason);
        return shown;
    }

    private static Map<String, @Nullable Object> from(DeviceImport imported) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("source", imported.source());
        shown.put("external_id", imported.externalId());
        shown.put("missing_since", imported.missingSince());
        return shown;
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
