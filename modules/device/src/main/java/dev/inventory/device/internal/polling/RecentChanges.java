package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which devices went up or down of late, out of the history: what a server must know that begins to poll. */
@ApplicationScoped
class RecentChanges {

    private static final String SELECT = "SELECT device_id, status, status_detail, reason, changed_at"
            + " FROM device_status_history WHERE changed_at > ? AND source = ? ORDER BY device_id, id";

    @Inject
    Database database;

    /** When each device went up or down since, without what its parent did to it. */
    Map<Long, List<Instant>> statusChanges(Instant since) {
        return database.readUncommitted(connection -> {
            Map<Long, List<Instant>> changes = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                SqlInstant.set(select, 1, since);
                select.setString(2, PollStore.SOURCE);
                ResultSet rows = select.executeQuery();
                long device = 0;
                boolean up = false;
                boolean own = true;
                while (rows.next()) {
                    if (StatusReason.isReboot(rows.getString("reason"))) {
                        continue;
                    }
                    boolean another = rows.getLong("device_id") != device;
                    boolean wasUp = up;
                    boolean wasOwn = another || own;
                    device = rows.getLong("device_id");
                    up = rows.getBoolean("status");
                    own = !DeviceState.UNREACHABLE.word().equals(rows.getString("status_detail"));
                    Instant at = SqlInstant.get(rows, "changed_at");
                    if (own && wasOwn && (another || up != wasUp) && at != null) {
                        changes.computeIfAbsent(device, id -> new ArrayList<>()).add(at);
                    }
                }
            }
            return changes;
        });
    }
}
