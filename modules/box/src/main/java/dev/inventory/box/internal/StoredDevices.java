package dev.inventory.box.internal;

import dev.inventory.device.DevicePlacements;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.Optional;

/** Tells a device's readers in which box its serial number is recorded. */
@ApplicationScoped
class StoredDevices implements DevicePlacements {

    private static final String SELECT = "SELECT i.item_id, i.box_id, b.name FROM item i"
            + " LEFT JOIN box b ON b.box_id = i.box_id WHERE i.serial_number IN (";

    private static final String FIRST = ") ORDER BY i.id FETCH FIRST 1 ROW ONLY";

    @Inject
    Database database;

    @Inject
    BoxSettings settings;

    @Inject
    Caller caller;

    @Override
    public Optional<Place> of(Collection<String> serialNumbers) {
        if (serialNumbers.isEmpty() || !(settings.publicRead() || caller.may(Items.ROLE, Permission.VIEW))) {
            return Optional.empty();
        }
        String sql = SELECT + "?" + ", ?".repeat(serialNumbers.size() - 1) + FIRST;
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int index = 0;
                for (String serialNumber : serialNumbers) {
                    select.setString(++index, serialNumber);
                }
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Place(rows.getString(1), rows.getString(2), rows.getString(3)))
                            : Optional.empty();
                }
            }
        });
    }
}
