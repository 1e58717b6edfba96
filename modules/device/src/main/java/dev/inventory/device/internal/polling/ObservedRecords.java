package dev.inventory.device.internal.polling;

import dev.inventory.device.AppliedSettings;
import dev.inventory.device.DeviceRecords;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Stores what operations learned about devices. */
@ApplicationScoped
class ObservedRecords implements DeviceRecords {

    /** Longest serial number that any record holds. */
    private static final int MAX_SERIAL = 128;

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
            if (!values.isEmpty()) {
                facts.computeIfAbsent(identity.source(), source -> new TreeMap<>())
                        .put(device, values);
            }
            identity.firmwareVersion()
                    .filter(version -> updateFirmware)
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
        database.run(connection -> PendingSettings.noteApplied(connection, new TreeMap<>(applied), appliedAt));
    }

    /** Beside the fact, where it can be searched for: facts are of any length, and no index takes them. */
    private void writeSerials(Map<Long, Map<String, String>> facts) {
        database.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE device_poll SET observed_serial = ? WHERE device_id = ?")) {
                for (Map.Entry<Long, Map<String, String>> entry : facts.entrySet()) {
                    String serial = entry.getValue().get("serial_number");
                    if (serial != null && serial.length() <= MAX_SERIAL) {
                        update.setString(1, serial);
                        update.setLong(2, entry.getKey());
                        update.addBatch();
                    }
                }
                return update.executeBatch();
            }
        });
    }

    /** A new firmware is a change of the record, so its version moves on; the same one is none. */
    private void writeFirmware(Map<Long, String> firmware, Instant at) {
        database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE device SET firmware_version = ?, version = version + 1, updated_at = ?"
                            + " WHERE id = ? AND (firmware_version IS NULL OR firmware_version <> ?)")) {
                for (Map.Entry<Long, String> entry : firmware.entrySet()) {
                    update.setString(1, entry.getValue());
                    SqlInstant.set(update, 2, at);
                    update.setLong(3, entry.getKey());
                    update.setString(4, entry.getValue());
                    update.addBatch();
                }
                return update.executeBatch().length;
            }
        });
    }
}
