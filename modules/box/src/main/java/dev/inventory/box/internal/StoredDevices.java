package dev.inventory.box.internal;

import dev.inventory.device.DevicePlacements;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Tells a device's readers in which box its serial number is recorded. */
@ApplicationScoped
class StoredDevices implements DevicePlacements {

    private static final String SELECT = "SELECT i.serial_number, i.id, i.item_id, i.box_id, b.name FROM item i"
            + " LEFT JOIN box b ON b.box_id = i.box_id WHERE i.serial_number";

    @Inject
    Database database;

    @Inject
    BoxSettings settings;

    @Inject
    Caller caller;

    @Override
    public String isPlaced(String serialNumber) {
        return "EXISTS (SELECT 1 FROM item WHERE item.serial_number = " + serialNumber + ")";
    }

    @Override
    public String table() {
        return "item";
    }

    @Override
    public boolean areVisible() {
        return settings.publicRead() || caller.may(Items.ROLE, Permission.VIEW);
    }

    @Override
    public Map<String, Place> of(Collection<String> serialNumbers) {
        return database.run(connection -> {
            Map<String, Place> places = new HashMap<>();
            Map<String, Long> first = new HashMap<>();
            AnyOf.queryOften(connection, SELECT, serialNumbers, row -> {
                String serialNumber = row.getString(1);
                long item = row.getLong(2);
                if (first.merge(serialNumber, item, Math::min) == item) {
                    places.put(serialNumber, new Place(row.getString(3), row.getString(4), row.getString(5)));
                }
            });
            return places;
        });
    }
}
