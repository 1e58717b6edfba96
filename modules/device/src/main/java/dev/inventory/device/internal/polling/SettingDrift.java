package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.snmp.WritableObject;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.QueryPlan;
import dev.inventory.platform.persistence.SqlInstant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what devices tell with what they should have set. Called for those whose facts have changed, so that a poll
 * which brings no news costs nothing. A device that differs is marked; it is not written to, and no poll takes the mark
 * away: that is up to the operation that writes the setting and reads it back.
 */
final class SettingDrift {

    private static final int MAX_VALUE = 2000;

    /** What a poll asked before the setting was read back says nothing about it. */
    private static final String DIFFERS = "UPDATE device_setting SET current_value = ?, pending = TRUE"
            + " WHERE device_id = ? AND parameter = ? AND desired <> ? AND (applied_at IS NULL OR applied_at < ?)";

    private static final String AGREES =
            "UPDATE device_setting SET current_value = ? WHERE device_id = ? AND parameter = ? AND desired = ?";

    private static final String MARK =
            "UPDATE device SET pending_config = TRUE WHERE id = ? AND pending_config = FALSE";

    private static final String SET = "SELECT device_id FROM device_setting WHERE device_id";

    private SettingDrift() {}

    /**
     * Notes the differences, in the caller's transaction.
     *
     * @param facts in the order of device ids; what a device did not tell counts as empty
     * @return how many devices differ
     */
    static int note(Connection connection, List<PollBatch.Facts> facts) throws SQLException {
        Set<Long> set = new HashSet<>();
        List<Long> told = facts.stream().map(device -> device.device().id).toList();
        AnyOf.query(connection, SET, List.of(), told, row -> set.add(row.getLong(1)));
        List<PollBatch.Facts> compared = facts.stream()
                .filter(device -> set.contains(device.device().id))
                .toList();
        return compared.isEmpty() ? 0 : QueryPlan.byKey(connection, () -> compare(connection, compared));
    }

    /** @param facts of devices that should have something set, which most of those that come up first do not */
    private static int compare(Connection connection, List<PollBatch.Facts> facts) throws SQLException {
        Set<Long> differing = new TreeSet<>();
        try (PreparedStatement differs = connection.prepareStatement(DIFFERS);
                PreparedStatement agrees = connection.prepareStatement(AGREES)) {
            for (PollBatch.Facts device : facts) {
                for (WritableObject object : WritableObject.values()) {
                    String told = told(device.values(), object);
                    bind(differs, device, object, told);
                    SqlInstant.set(differs, 5, device.at());
                    differs.addBatch();
                    bind(agrees, device, object, told);
                    agrees.addBatch();
                }
            }
            int[] counts = differs.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    differing.add(facts.get(i / WritableObject.values().length).device().id);
                }
            }
            agrees.executeBatch();
        }
        if (!differing.isEmpty()) {
            try (PreparedStatement mark = connection.prepareStatement(MARK)) {
                for (Long device : differing) {
                    mark.setLong(1, device);
                    mark.addBatch();
                }
                mark.executeBatch();
            }
        }
        return differing.size();
    }

    private static void bind(PreparedStatement update, PollBatch.Facts device, WritableObject object, String told)
            throws SQLException {
        update.setString(1, told);
        update.setLong(2, device.device().id);
        update.setString(3, object.parameter());
        update.setString(4, told.substring(0, Math.min(told.length(), WritableObject.MAX_OCTETS)));
    }

    private static String told(Map<String, String> facts, WritableObject object) {
        @Nullable String told = facts.get(object.parameter());
        return told == null ? "" : told.substring(0, Math.min(told.length(), MAX_VALUE));
    }
}
