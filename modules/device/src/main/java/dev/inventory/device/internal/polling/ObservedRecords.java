package dev.inventory.device.internal.polling;

import dev.inventory.device.AppliedSettings;
import dev.inventory.device.DeviceRecords;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.BulkUpdate;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.QueryPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stores what operations learned about devices. */
@ApplicationScoped
class ObservedRecords implements DeviceRecords {

    /** Longest serial number that any record holds. */
    private static final int MAX_SERIAL = 128;

    /** Longest firmware version that any record holds. */
    private static final int MAX_VERSION = 128;

    private static final BulkUpdate SERIALS = new BulkUpdate(
            "device_poll",
            "observed_serial = :serial",
            "device_id = :device_id AND (observed_serial IS NULL OR observed_serial <> :serial)",
            new Column("device_id", SqlType.BIGINT),
            new Column("serial", SqlType.TEXT));
    private static final BulkUpdate FIRMWARE = new BulkUpdate(
            "device",
            "firmware_version = :firmware, version = version + 1, updated_at = :updated_at",
            "id = :id AND (firmware_version IS NULL OR firmware_version <> :firmware)",
            new Column("id", SqlType.BIGINT),
            new Column("firmware", SqlType.TEXT),
            new Column("updated_at", SqlType.INSTANT));

    @Inject
    PollStore store;

    @Inject
    Database database;

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void identitiesObserved(Map<Long, ObservedIdentity> identities, Instant observedAt, boolean updateFirmware) {
        Map<String, Map<Long, Map<String, String>>> facts = new TreeMap<>();
        Map<Long, String> firmware = new TreeMap<>();
        identities.forEach((device, identity) -> {
            Map<String, String> values = new LinkedHashMap<>();
            identity.serialNumber().ifPresent(serial -> values.put("serial_number", serial));
            identity.model().ifPresent(model -> values.put("model", model));
            identity.firmwareVersion().ifPresent(version -> values.put("firmware_version", version));
            identity.bootFirmware().ifPresent(version -> values.put("boot_firmware", version));
            if (!values.isEmpty()) {
                facts.computeIfAbsent(identity.source(), source -> new TreeMap<>())
                        .put(device, values);
            }
            identity.firmwareVersion()
                    .filter(version -> updateFirmware && version.length() <= MAX_VERSION)
                    .ifPresent(version -> firmware.put(device, version));
        });
        facts.forEach((source, values) -> {
            store.writeFacts(values, source, observedAt);
            writeSerials(values);
        });
        if (!firmware.isEmpty()) {
            writeFirmware(firmware, observedAt);
        }
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void settingsApplied(Map<Long, AppliedSettings> applied, Instant appliedAt) {
        database.run(connection -> QueryPlan.byKey(
                connection, () -> PendingSettings.noteApplied(connection, new TreeMap<>(applied), appliedAt)));
    }

    /** Beside the fact, where it can be searched for: facts are of any length, and no index takes them. */
    private void writeSerials(Map<Long, Map<String, String>> facts) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        facts.forEach((device, values) -> {
            String serial = values.get("serial_number");
            if (serial != null && serial.length() <= MAX_SERIAL) {
                rows.add(new @Nullable Object[] {device, serial});
            }
        });
        database.run(connection -> SERIALS.write(connection, rows));
    }

    /** A new firmware is a change of the record, so its version moves on; the same one is none. */
    private void writeFirmware(Map<Long, String> firmware, Instant at) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        firmware.forEach((device, version) -> rows.add(new @Nullable Object[] {device, version, at}));
        database.run(connection -> FIRMWARE.write(connection, rows));
    }
}
