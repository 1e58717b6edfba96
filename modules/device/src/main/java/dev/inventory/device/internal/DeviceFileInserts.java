package dev.inventory.device.internal;

import dev.inventory.device.DevicesChanged;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the new devices of a file, past JPA and without its request, so that another thread may do it. */
@ApplicationScoped
@RetriedOnContention
public class DeviceFileInserts {

    @Inject
    DeviceSecrets secrets;

    @Inject
    Database database;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    Event<DevicesChanged> changed;

    /** @param rows judged as new; the database has the last word of what is unique */
    @Transactional
    public void create(List<DeviceFileRow> rows, Audit.Author author) {
        if (rows.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<Device> devices = new ArrayList<>(rows.size());
        for (DeviceFileRow each : rows) {
            Device device = new Device(each.fields(), each.type(), now);
            secrets.seal(device, each.read());
            devices.add(device);
        }
        Map<Long, Device> inserted =
                database.run(connection -> DeviceRows.insert(connection, devices, author.username()));
        Map<Long, Map<String, @Nullable Object>> after = new LinkedHashMap<>();
        inserted.forEach((id, device) -> after.put(id, device.fields().audited()));
        audit.createdAll(author, Devices.AUDITED, after);
        changed.fire(new DevicesChanged(Set.copyOf(inserted.keySet())));
    }
}
