package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.maintenance.MaintenanceCalendar.Open;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** What the devices' rows say of maintenance: written when a window opens or closes, for all of its devices together. */
@ApplicationScoped
@RetriedOnContention
class MaintenanceRows {

    private static final String MARKED = "SELECT id, maintenance_window_id, maintenance_since, maintenance_until"
            + " FROM device WHERE maintenance_until IS NOT NULL";
    private static final String BEGIN = "UPDATE device SET status_detail = 'maintenance', maintenance_window_id = ?,"
            + " maintenance_since = ?, maintenance_until = ? WHERE id = ?";
    private static final String END = "UPDATE device SET status_detail = concluded_state, maintenance_window_id = NULL,"
            + " maintenance_since = NULL, maintenance_until = NULL WHERE id = ?";

    @Inject
    Database database;

    /** The devices that are shown as in maintenance. */
    Map<Long, Open> read() {
        return database.readUncommitted(connection -> {
            Map<Long, Open> marked = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(MARKED)) {
                ResultSet rows = select.executeQuery();
                while (rows.next()) {
                    Instant since = SqlInstant.get(rows, "maintenance_since");
                    Instant until = SqlInstant.get(rows, "maintenance_until");
                    if (since != null && until != null) {
                        marked.put(rows.getLong("id"), new Open(rows.getLong("maintenance_window_id"), since, until));
                    }
                }
            }
            return marked;
        });
    }

    /** In the order of ids, as whoever else writes many devices, so that two never deadlock. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void write(SortedMap<Long, Open> begin, Collection<Long> end) {
        if (begin.isEmpty() && end.isEmpty()) {
            return;
        }
        int unused = database.run(connection -> {
            try (PreparedStatement opened = connection.prepareStatement(BEGIN);
                    PreparedStatement closed = connection.prepareStatement(END)) {
                for (Map.Entry<Long, Open> entry : begin.entrySet()) {
                    opened.setLong(1, entry.getValue().window());
                    SqlInstant.set(opened, 2, entry.getValue().from());
                    SqlInstant.set(opened, 3, entry.getValue().until());
                    opened.setLong(4, entry.getKey());
                    opened.addBatch();
                }
                opened.executeBatch();
                for (Long id : new TreeSet<>(end)) {
                    closed.setLong(1, id);
                    closed.addBatch();
                }
                closed.executeBatch();
                return begin.size() + end.size();
            }
        });
    }
}
