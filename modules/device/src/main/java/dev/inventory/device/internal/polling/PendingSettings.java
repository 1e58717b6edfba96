package dev.inventory.device.internal.polling;

import dev.inventory.device.AppliedSettings;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings that are to be written to devices. */
@ApplicationScoped
@RetriedOnContention
class PendingSettings {

    private static final String PENDING =
            "SELECT parameter, desired FROM device_setting WHERE device_id = ? AND pending = TRUE";
    // Only what is still desired is done: a user may have been faster.
    private static final String APPLIED =
            "UPDATE device_setting SET current_value = ?, pending = FALSE, failure = NULL,"
                    + " applied_at = ? WHERE device_id = ? AND parameter = ? AND desired = ?";
    private static final String FAILED = "UPDATE device_setting SET current_value = ?, failure = ?"
            + " WHERE device_id = ? AND parameter = ? AND desired = ?";
    private static final String DONE = "UPDATE device SET pending_config = FALSE WHERE id = ? AND NOT EXISTS"
            + " (SELECT 1 FROM device_setting s WHERE s.device_id = device.id AND s.pending = TRUE)";
    private static final int MAX_VALUE = 2000;
    private static final int MAX_FAILURE = 500;

    @Inject
    Database database;

    /** What is to be written to a device, by parameter. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public SortedMap<String, String> of(long deviceId) {
        return database.run(connection -> {
            SortedMap<String, String> pending = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement(PENDING)) {
                select.setLong(1, deviceId);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        pending.put(rows.getString(1), rows.getString(2));
                    }
                }
            }
            return pending;
        });
    }

    /** In the caller's transaction. */
    static int noteApplied(Connection connection, SortedMap<Long, AppliedSettings> applied, Instant at)
            throws SQLException {
        for (Map.Entry<Long, AppliedSettings> entry : applied.entrySet()) {
            long device = entry.getKey();
            AppliedSettings settings = entry.getValue();
            for (Map.Entry<String, String> desired : new TreeMap<>(settings.desired()).entrySet()) {
                String parameter = desired.getKey();
                String told = settings.told()
                        .getOrDefault(parameter, settings.before().get(parameter));
                boolean done = settings.isApplied(parameter);
                try (PreparedStatement update = connection.prepareStatement(done ? APPLIED : FAILED)) {
                    update.setString(1, told == null ? null : cut(told, MAX_VALUE));
                    if (done) {
                        SqlInstant.set(update, 2, at);
                    } else {
                        update.setString(
                                2,
                                cut(
                                        settings.refusal()
                                                .orElse("The device accepted the value and then told another."),
                                        MAX_FAILURE));
                    }
                    update.setLong(3, device);
                    update.setString(4, parameter);
                    update.setString(5, desired.getValue());
                    update.executeUpdate();
                }
            }
            try (PreparedStatement update = connection.prepareStatement(DONE)) {
                update.setLong(1, device);
                update.executeUpdate();
            }
        }
        return applied.size();
    }

    private static String cut(String text, int max) {
        return text.substring(0, Math.min(max, text.length()));
    }
}
