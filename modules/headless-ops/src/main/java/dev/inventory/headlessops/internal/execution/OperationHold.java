package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.device.DeviceHold;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A device stays while an operation is at work that has not dealt with it yet, or while one is scheduled that names it.
 * One that a scheduled operation would only happen to meet by its filters is free to go.
 */
@ApplicationScoped
class OperationHold implements DeviceHold {

    private static final String AT_WORK = "SELECT o.id, o.operation_type FROM operation o"
            + " JOIN operation_target t ON t.operation_id = o.id AND t.device_id = ?"
            + " WHERE o.status = 'in_progress' AND t.state = 'pending' ORDER BY o.id";
    private static final String SCHEDULED = "SELECT id, operation_type, filters_json FROM operation"
            + " WHERE status = 'scheduled' AND named_devices > 0 ORDER BY id";

    @Inject
    Database database;

    @Inject
    DeviceCatalog catalog;

    @Override
    public List<String> reasonsToKeep(long deviceId) {
        return database.run(connection -> {
            List<String> reasons = new ArrayList<>();
            addAtWork(connection, deviceId, reasons);
            addScheduled(connection, deviceId, reasons);
            return reasons;
        });
    }

    private static void addAtWork(Connection connection, long deviceId, List<String> reasons) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AT_WORK)) {
            select.setLong(1, deviceId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reasons.add("operation " + rows.getLong(1) + " (" + rows.getString(2) + ") is in progress");
                }
            }
        }
    }

    private void addScheduled(Connection connection, long deviceId, List<String> reasons) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SCHEDULED);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                DeviceFilters filters = DeviceFilters.parse(rows.getString(3));
                if (filters.ids().contains(deviceId) || filters.serialNumbers().contains(serialNumber(deviceId))) {
                    reasons.add("operation " + rows.getLong(1) + " (" + rows.getString(2) + ") is scheduled for it");
                }
            }
        }
    }

    private String serialNumber(long deviceId) {
        DeviceCatalog.Summary device = catalog.byIds(Set.of(deviceId)).get(deviceId);
        return device == null ? "" : device.serialNumber();
    }
}
