package dev.inventory.device.internal;

import dev.inventory.device.internal.tags.TagFilters;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.Listing;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lists of this module, declared once. */
@ApplicationScoped
class DeviceListings {

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
            .required("changed_at")
            .brief("id", "status", "changed_at")
            .build();

    @Inject
    Organizations organizations;

    private Listing devices = TYPES;

    @PostConstruct
    void declare() {
        devices = TagFilters.addTo(Listing.of("Device", "d"))
                .join("JOIN d.type t")
                .tallied(
                        "DeviceTally",
                        Map.of("d.organizationId", "organizationId", "t.id", "typeId", "d.status", "status"))
                .field("id", "d.id", Kind.ID)
                .field("name", "d.name", Kind.TEXT)
                .field("hostname", "d.hostname", Kind.TEXT)
                .field("serial_number", "d.serialNumber", Kind.TEXT)
                .field("type.id", "t.id", Kind.ID)
                .field("type.name", "t.name", Kind.TEXT)
                .field("type.model", "t.model", Kind.TEXT)
                .nested("organization", "d.organizationId", this::organizations)
                .field("status", "d.status", Kind.BOOLEAN)
                .field("last_status_change", "d.lastStatusChange", Kind.INSTANT)
                .field("pending_config", "d.pendingConfig", Kind.BOOLEAN)
                .field("location", "d.location", Kind.TEXT)
                .field("created_at", "d.createdAt", Kind.INSTANT)
                .field("updated_at", "d.updatedAt", Kind.INSTANT)
                .hidden("type.slug", "t.slug", Kind.TEXT)
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
                .filter(
                        "serial_conflict",
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

    private Map<Long, Map<String, Object>> organizations(Collection<Long> ids) {
        Map<Long, Map<String, Object>> nested = new LinkedHashMap<>();
        organizations.byIds(ids).forEach((id, found) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("id", found.id());
            shown.put("name", found.name());
            nested.put(id, shown);
        });
        return nested;
    }
}
