package dev.inventory.device.internal;

import dev.inventory.device.internal.life.HelperNames;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.tags.Tags;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user writes of a device, complete: after it was read, what was omitted has its default or its current value.
 * The SNMP community and keys are not here, since they are sealed at once ({@link Community}, {@link SnmpKeys}).
 *
 * @param status null if the user did not say: then it stays as measured
 */
record DeviceFields(
        String name,
        String hostname,
        String serialNumber,
        @Nullable String macAddress,
        long type,
        long organization,
        @Nullable Boolean status,
        @Nullable String location,
        @Nullable String description,
        @Nullable String firmwareVersion,
        @Nullable String managementIp,
        SnmpFields snmp,
        @Nullable Integer pollIntervalSeconds,
        boolean pollingEnabled,
        @Nullable Long parent,
        List<String> statusHelpers,
        Tags tags) {

    /** What is answered by GET, and is ignored when it is sent back. */
    private static final String[] READ_ONLY = {
        "id",
        "last_status_change",
        "status_reason",
        "status_detail",
        "maintenance",
        "maintenance_until",
        "booted_at",
        "uptime",
        "pending_config",
        "pending_details",
        "created_at",
        "updated_at",
        "last_seen",
        "booted_at",
        "serial_conflict",
        "stored_in",
        "imported_from"
    };

    /** How the fields that a request omits are filled. */
    enum Mode {
        /** By defaults. */
        CREATE,
        /** By defaults, but what is secret or measured is kept. */
        REPLACE,
        /** By what is there. */
        CHANGE
    }

    /** An SNMP community that was sent; {@code sent} is false if the field was omitted. */
    record Community(boolean sent, @Nullable String value) {}

    /** The fields and, apart from them, the secrets. */
    record Read(DeviceFields fields, Community community, SnmpKeys keys) {}

    /**
     * Reads the fields.
     *
     * @param current the device as it is; null for {@link Mode#CREATE}
     * @param keptKeys the SNMP keys that it has
     */
    static Read read(Body body, Mode mode, @Nullable DeviceFields current, SnmpKeys.Kept keptKeys) {
        boolean partial = mode == Mode.CHANGE;
        Value<String> name = body.text("name", 255);
        Value<String> hostname = body.text("hostname", 253);
        Value<String> serial = body.text("serial_number", 128);
        Value<Long> type = body.id("type");
        Value<Long> organization = body.id("organization");
        for (Value<?> value : new Value<?>[] {name, hostname, serial, type, organization}) {
            if (partial) {
                value.notNull();
            } else {
                value.required();
            }
        }
        Value<String> mac = body.text("mac_address", 64);
        Value<Boolean> status = body.bool("status").notNull();
        Value<String> location = body.text("location", 255);
        Value<String> description = body.lines("description", 4000);
        Value<String> firmware = body.text("firmware_version", 128);
        Value<String> managementIp = body.text("management_ip", 64);
        Value<Integer> interval = body.integer("poll_interval_seconds", 5, 86_400);
        Value<Boolean> polling = body.bool("polling_enabled").notNull();
        Value<Long> parent = body.id("parent");
        Value<List<String>> helpers = HelperNames.read(body);
        Value<Tags> tags = Tags.read(body);
        Value<String> community = body.secret("snmp_community", 255);
        SnmpFields.Read snmp = SnmpFields.read(
                body.object("snmp"), partial && current != null ? current.snmp : SnmpFields.DEFAULT, keptKeys);
        body.readOnly(READ_ONLY);
        check(body, hostname, mac, managementIp);
        String normalizedMac =
                mac.orNull() == null ? null : Hostnames.mac(mac.get()).orElse(null);
        body.finish();

        DeviceFields keep = partial ? current : null;
        // measured by operations as much as written by users, so that PUT without it does not lose it
        DeviceFields measured = current;
        DeviceFields fields = new DeviceFields(
                keep == null ? name.get() : name.or(keep.name),
                keep == null ? hostname.get() : hostname.or(keep.hostname),
                keep == null ? serial.get() : serial.or(keep.serialNumber),
                keep == null || mac.isPresent() ? normalizedMac : keep.macAddress,
                keep == null ? type.get() : type.or(keep.type),
                keep == null ? organization.get() : organization.or(keep.organization),
                status.orNull(),
                keep == null ? location.orNull() : location.orKeep(keep::location),
                keep == null ? description.orNull() : description.orKeep(keep::description),
                measured == null ? firmware.orNull() : firmware.orKeep(measured::firmwareVersion),
                keep == null ? managementIp.orNull() : managementIp.orKeep(keep::managementIp),
                snmp.fields(),
                keep == null ? interval.orNull() : interval.orKeep(keep::pollIntervalSeconds),
                polling.or(keep == null || keep.pollingEnabled),
                keep == null ? parent.orNull() : parent.orKeep(keep::parent),
                keep == null || helpers.isPresent() ? helpers.or(List.of()) : keep.statusHelpers,
                keep == null || tags.isPresent() ? tags.or(Tags.NONE) : keep.tags);
        return new Read(fields, new Community(community.isPresent(), community.orNull()), snmp.keys());
    }

    private static void check(Body body, Value<String> hostname, Value<String> mac, Value<String> managementIp) {
        String host = hostname.orNull();
        if (host != null && !Hostnames.isHostname(host)) {
            body.error("hostname", "Enter an IPv4 address, an IPv6 address or a host name (RFC 1123).");
        }
        String macText = mac.orNull();
        if (macText != null && Hostnames.mac(macText).isEmpty()) {
            body.error("mac_address", "Enter a MAC address, for example 00:1B:44:11:3A:B7.");
        }
        String ip = managementIp.orNull();
        if (ip != null && Hostnames.address(ip).isEmpty()) {
            body.error("management_ip", "Enter a valid IPv4 or IPv6 address.");
        }
    }

    /** What the audit log compares. */
    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> audited = new LinkedHashMap<>();
        audited.put("name", name);
        audited.put("hostname", hostname);
        audited.put("serial_number", serialNumber);
        audited.put("mac_address", macAddress);
        audited.put("type", type);
        audited.put("organization", organization);
        audited.put("location", location);
        audited.put("description", description);
        audited.put("firmware_version", firmwareVersion);
        audited.put("management_ip", managementIp);
        audited.put("snmp", snmp.shown());
        audited.put("poll_interval_seconds", pollIntervalSeconds);
        audited.put("polling_enabled", pollingEnabled);
        audited.put("parent", parent);
        audited.put(LifeChecks.FIELD, statusHelpers);
        audited.put("tags", tags.names());
        return audited;
    }
}
