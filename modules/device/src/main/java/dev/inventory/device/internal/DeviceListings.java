package dev.inventory.device.internal;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.snmp.AuthProtocol;
import dev.inventory.device.internal.snmp.PrivProtocol;
import dev.inventory.device.internal.tags.TagFilters;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.listing.Criteria;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.Listing;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lists of this module, declared once. */
@ApplicationScoped
class DeviceListings {

    private static final String ORGANIZATION = "organization";
    private static final String SERIAL_CONFLICT = "serial_conflict";

    static final Listing TYPES = Listing.of("DeviceType", "t")
            .field("id", "t.id", Kind.ID)
            .field("name", "t.name", Kind.TEXT)
            .field("model", "t.model", Kind.TEXT)
            .field("manufacturer", "t.manufacturer", Kind.TEXT)
            .field("slug", "t.slug", Kind.TEXT)
            .hidden("status_helpers", "t.statusHelpers", Kind.LIST)
            .field("created_at", "t.createdAt", Kind.INSTANT)
            .field("updated_at", "t.updatedAt", Kind.INSTANT)
            .required("name", "slug", "created_at", "updated_at")
            .brief("id", "name", "slug")
            .searched("name", "model", "manufacturer", "slug")
            .build();

    static final Listing STATUS_HISTORY = Listing.of("StatusHistoryEntry", "h")
            .field("id", "h.id", Kind.ID)
            .field("status", "h.status", Kind.BOOLEAN)
            .field("status_detail", "h.statusDetail", Kind.TEXT)
            .field("reason", "h.reason", Kind.TEXT)
            .field("source", "h.source", Kind.TEXT)
            .field("changed_at", "h.changedAt", Kind.INSTANT)
            .choices("status_detail", words(DeviceState.values()))
            .required("changed_at")
            .brief("id", "status", "changed_at")
            .build();

    private static final List<String> SNMP_VERSIONS = List.of("1", "2c", "3");

    @Inject
    Organizations organizations;

    @Inject
    Clock clock;

    private Listing devices = TYPES;

    @PostConstruct
    void declare() {
        devices = TagFilters.addTo(Listing.of("Device", "d"))
                .join("JOIN d.type t")
                .joinIfAsked("p", "LEFT JOIN DevicePoll p ON p.deviceId = d.id")
                .tallied(
                        "DeviceTally",
                        Map.of("d.organizationId", "organizationId", "t.id", "typeId", "d.status", "status"))
                .plain(
                        "device d JOIN device_type t ON t.id = d.type_id",
                        List.of("d", "t"),
                        List.of(List.of("d.organizationId", "d.status"), List.of("d.organizationId")))
                .field("id", "d.id", Kind.ID)
                .field("name", "d.name", Kind.TEXT)
                .field("hostname", "d.hostname", Kind.TEXT)
                .field("serial_number", "d.serialNumber", Kind.TEXT)
                .field("type.id", "t.id", Kind.ID)
                .field("type.name", "t.name", Kind.TEXT)
                .field("type.model", "t.model", Kind.TEXT)
                .nested(
                        ORGANIZATION,
                        "d.organizationId",
                        this::organizations,
                        List.of("id", "name"),
                        List.of("contact_email"))
                .filter("organization__name", Kind.TEXT, (name, criteria) -> named(List.of((String) name), criteria))
                .filter(
                        "organization__name__in",
                        Kind.TEXT,
                        (names, criteria) -> named(List.of(((String) names).split(",")), criteria))
                .field("status", "d.status", Kind.BOOLEAN)
                .field("last_status_change", "d.lastStatusChange", Kind.INSTANT)
                .field("pending_config", "d.pendingConfig", Kind.BOOLEAN)
                .field("location", "d.location", Kind.TEXT)
                .field("created_at", "d.createdAt", Kind.INSTANT)
                .field("updated_at", "d.updatedAt", Kind.INSTANT)
                .hidden("type.slug", "t.slug", Kind.TEXT)
                .hidden("type.manufacturer", "t.manufacturer", Kind.TEXT)
                .hidden("mac_address", "d.macAddress", Kind.TEXT)
                .hidden("description", "d.description", Kind.TEXT)
                .hidden("firmware_version", "d.firmwareVersion", Kind.TEXT)
                .hidden("management_ip", "d.managementIp", Kind.TEXT)
                .hidden("parent", "d.parentId", Kind.ID)
                .hidden("polling_enabled", "d.pollingEnabled", Kind.BOOLEAN)
                .hidden("status_reason", "d.statusReason", Kind.TEXT)
                .hidden("tags", "d.tags", Kind.LIST)
                .hidden("status_helpers", "d.statusHelpers", Kind.LIST)
                .hidden("status_detail", "d.statusDetail", Kind.TEXT)
                .hidden("maintenance_until", "d.maintenanceUntil", Kind.INSTANT)
                .hidden("last_seen", "p.lastSeen", Kind.INSTANT)
                .hidden("booted_at", "p.bootedAt", Kind.INSTANT)
                .derived("uptime", List.of("p.bootedAt", "p.lastSeen", "d.status"), this::uptime)
                .derived(
                        SERIAL_CONFLICT,
                        List.of("d.serialNumber", "p.observedSerial"),
                        numbers -> SerialConflicts.shown(
                                String.valueOf(numbers.get(0)), Optional.ofNullable((String) numbers.get(1))))
                .hidden("poll_interval_seconds", "d.pollIntervalSeconds", Kind.NUMBER)
                .hidden("snmp.version", "d.snmpVersion", Kind.TEXT)
                .hidden("snmp.port", "d.snmpPort", Kind.NUMBER)
                .hidden("snmp.timeout_ms", "d.snmpTimeoutMs", Kind.NUMBER)
                .hidden("snmp.retries", "d.snmpRetries", Kind.NUMBER)
                .hidden("snmp.user", "d.snmpUser", Kind.TEXT)
                .hidden("snmp.auth_protocol", "d.snmpAuthProtocol", Kind.TEXT)
                .hidden("snmp.priv_protocol", "d.snmpPrivProtocol", Kind.TEXT)
                .hidden("snmp.context", "d.snmpContext", Kind.TEXT)
                .choices("status_detail", words(DeviceState.values()))
                .choices("snmp.version", SNMP_VERSIONS)
                .choices("snmp.auth_protocol", List.of(AuthProtocol.words()))
                .choices("snmp.priv_protocol", List.of(PrivProtocol.words()))
                .compared("hostname", "d.hostnameKey", text -> Optional.of(Hostnames.key(text.strip())), "")
                .compared(
                        "mac_address",
                        "d.macAddress",
                        text -> Hostnames.mac(text.strip()),
                        "Enter a MAC address, for example 00:1B:44:11:3A:B7; parts of one by mac_address__ic.")
                .filter(
                        SERIAL_CONFLICT,
                        Kind.BOOLEAN,
                        (conflict, criteria) -> criteria.and(
                                Boolean.TRUE.equals(conflict)
                                        ? SerialConflicts.CONDITION
                                        : "NOT " + SerialConflicts.CONDITION))
                .filter("pending", Kind.BOOLEAN, (pending, criteria) -> criteria.and("d.pendingConfig = ?", pending))
                .filter(
                        "last_status_change_from",
                        Kind.INSTANT,
                        (from, criteria) -> criteria.and("d.lastStatusChange >= ?", from))
                .required("name", "hostname", "serial_number", "organization", "last_status_change")
                .required("created_at", "updated_at")
                .brief("id", "name", "hostname", "serial_number", "status")
                .searched("name", "hostname", "serial_number", "mac_address", "location", "description")
                .flag("update_status")
                .build();
    }

    Listing devices() {
        return devices;
    }

    private Map<Long, Map<String, @Nullable Object>> organizations(Collection<Long> ids) {
        Map<Long, Map<String, @Nullable Object>> nested = new LinkedHashMap<>();
        organizations.byIds(ids).forEach((id, found) -> {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("id", found.id());
            shown.put("name", found.name());
            shown.put("contact_email", found.contactEmail());
            nested.put(id, shown);
        });
        return nested;
    }

    /** Names are compared in any case, as they are unique. */
    private void named(List<String> names, Criteria criteria) {
        criteria.in(
                "d.organizationId",
                organizations.byNames(names).values().stream()
                        .map(Organizations.Organization::id)
                        .toList());
    }

    /** As in the detail: of when it booted, when it was last seen, and whether it is up. */
    private @Nullable Object uptime(List<@Nullable Object> columns) {
        return DevicePoll.uptime(
                        (Instant) columns.get(0),
                        (Instant) columns.get(1),
                        Boolean.TRUE.equals(columns.get(2)),
                        clock.instant())
                .map(Uptime::format)
                .orElse(null);
    }

    private static List<String> words(DeviceState... states) {
        return Arrays.stream(states).map(DeviceState::word).toList();
    }
}
