package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import dev.inventory.platform.bulk.Items;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which devices went up or down of late, out of the history: what a server must know that begins to poll. */
@ApplicationScoped
class RecentChanges {

    private static final String SELECT = "SELECT device_id, status, status_detail, reason, source, changed_at"
            + " FROM device_status_history WHERE changed_at > ?";
    private static final String ORDER = " ORDER BY device_id, id";

    @Inject
    Database database;

    /** When each device went up or down since, by itself: not what its parent did to it, nor what a user set. */
    Map<Long, List<Instant>> statusChanges(Instant since) {
        return database.readUncommitted(connection -> {
            Map<Long, List<Instant>> changes = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(SELECT + ORDER)) {
                SqlInstant.set(select, 1, since);
                read(select, changes);
            }
            return changes;
        });
    }

    /** The same of these devices alone. */
    Map<Long, List<Instant>> statusChanges(Instant since, Collection<Long> devices) {
        return database.readUncommitted(connection -> {
            Map<Long, List<Instant>> changes = new HashMap<>();
            for (List<Long> some : Items.batches(devices)) {
                String marks = String.join(", ", Collections.nCopies(some.size(), "?"));
                try (PreparedStatement select =
                        connection.prepareStatement(SELECT + " AND device_id IN (" + marks + ")" + ORDER)) {
                    SqlInstant.set(select, 1, since);
                    for (int i = 0; i < some.size(); i++) {
                        select.setLong(i + 2, some.get(i));
                    }
                    read(select, changes);
                }
            }
            return changes;
        });
    }

    /** The same rule as {@link StatusMachine} has while it counts, so that it does not matter who polls. */
    private static void read(PreparedStatement select, Map<Long, List<Instant>> changes) throws SQLException {
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
            own = StatusMachine.isOfItsOwn(DeviceState.of(rows.getString("status_detail")));
            boolean found = PollStore.SOURCE.equals(rows.getString("source"));
            Instant at = SqlInstant.get(rows, "changed_at");
            if (found && own && wasOwn && (another || up != wasUp) && at != null) {
                changes.computeIfAbsent(device, id -> new ArrayList<>()).add(at);
            }
        }
    }
}
