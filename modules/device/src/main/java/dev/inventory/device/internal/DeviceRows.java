package dev.inventory.device.internal;

import dev.inventory.device.internal.tags.TagIndex;
import dev.inventory.device.internal.tags.Tags;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many new devices at once, past JPA: with what belongs to each from its beginning, as {@link Devices#create} has
 * it. In the caller's transaction, after the checks.
 */
final class DeviceRows {

    /** Every column of {@link Device} but the id, in the order of {@link Device#columns}. */
    static final List<Column> COLUMNS = List.of(
            new Column("organization_id", SqlType.BIGINT),
            new Column("type_id", SqlType.BIGINT),
            new Column("parent_id", SqlType.BIGINT),
            new Column("name", SqlType.TEXT),
            new Column("hostname", SqlType.TEXT),
            new Column("hostname_key", SqlType.TEXT),
            new Column("serial_number", SqlType.TEXT),
            new Column("mac_address", SqlType.TEXT),
            new Column("location", SqlType.TEXT),
            new Column("description", SqlType.TEXT),
            new Column("firmware_version", SqlType.TEXT),
            new Column("management_ip", SqlType.TEXT),
            new Column("status", SqlType.BOOLEAN),
            new Column("status_reason", SqlType.TEXT),
            new Column("concluded_state", SqlType.TEXT),
            new Column("status_detail", SqlType.TEXT),
            new Column("maintenance_window_id", SqlType.BIGINT),
            new Column("maintenance_since", SqlType.INSTANT),
            new Column("maintenance_until", SqlType.INSTANT),
            new Column("last_status_change", SqlType.INSTANT),
            new Column("pending_config", SqlType.BOOLEAN),
            new Column("polling_enabled", SqlType.BOOLEAN),
            new Column("poll_interval_seconds", SqlType.INTEGER),
            new Column("snmp_version", SqlType.TEXT),
            new Column("snmp_port", SqlType.INTEGER),
            new Column("snmp_timeout_ms", SqlType.INTEGER),
            new Column("snmp_retries", SqlType.INTEGER),
            new Column("snmp_community", SqlType.TEXT),
            new Column("snmp_user", SqlType.TEXT),
            new Column("snmp_auth_protocol", SqlType.TEXT),
            new Column("snmp_auth_key", SqlType.TEXT),
            new Column("snmp_priv_protocol", SqlType.TEXT),
            new Column("snmp_priv_key", SqlType.TEXT),
            new Column("snmp_context", SqlType.TEXT),
            new Column("status_helpers", SqlType.TEXT),
            new Column("tags", SqlType.TEXT),
            new Column("row_key", SqlType.TEXT),
            new Column("version", SqlType.BIGINT),
            new Column("created_at", SqlType.INSTANT),
            new Column("updated_at", SqlType.INSTANT));

    private static final BulkInsert DEVICES = new BulkInsert("device", COLUMNS.toArray(Column[]::new));

    private static final BulkInsert POLLS = new BulkInsert(
            "device_poll", new Column("device_id", SqlType.BIGINT), new Column("facts_hash", SqlType.BIGINT));

    private DeviceRows() {}

    /**
     * Inserts the devices.
     *
     * @param by who makes them, for their history
     * @return the devices by the ids they were given
     */
    static Map<Long, Device> insert(Connection connection, List<Device> devices, String by) throws SQLException {
        Map<Long, Device> inserted = new LinkedHashMap<>();
        if (devices.isEmpty()) {
            return inserted;
        }
        Map<Long, List<Device>> byOrganization =
                devices.stream().collect(Collectors.groupingBy(Device::organizationId));
        for (Map.Entry<Long, List<Device>> organization : byOrganization.entrySet()) {
            Map<String, Device> bySerial = new HashMap<>();
            organization
                    .getValue()
                    .forEach(device -> bySerial.put(device.fields().serialNumber(), device));
            DEVICES.writeNumbered(
                    connection,
                    organization.getValue().stream().map(Device::columns).toList(),
                    "organization_id = " + organization.getKey(),
                    "serial_number",
                    (serial, id) -> inserted.put(id, Objects.requireNonNull(bySerial.get(serial))));
        }
        List<@Nullable Object[]> polls = new ArrayList<>(inserted.size());
        List<@Nullable Object[]> history = new ArrayList<>(inserted.size());
        List<TagIndex.Change> tags = new ArrayList<>(inserted.size());
        inserted.forEach((id, device) -> {
            polls.add(new @Nullable Object[] {id, 0L});
            history.add(new @Nullable Object[] {
                id,
                device.status(),
                device.concludedState().word(),
                device.statusReason(),
                by,
                device.lastStatusChange()
            });
            tags.add(new TagIndex.Change(id, Tags.NONE, device.fields().tags()));
        });
        POLLS.write(connection, polls);
        StatusHistoryRows.INSERT.write(connection, history);
        int unused = TagIndex.write(connection, tags);
        return inserted;
    }
}
