package dev.inventory.device.internal.events;

import dev.inventory.platform.json.Json;
import java.time.Instant;

/**
 * A row of the status history, as those who follow it get it.
 *
 * @param organization that the device belongs to
 * @param json what is told, written once for all who are told it
 */
record StatusEvent(long id, long device, long organization, String statusDetail, String json) {

    /** What is told of a row. */
    record Told(
            long id,
            long device,
            String deviceName,
            long organization,
            boolean status,
            String statusDetail,
            String reason,
            String source,
            Instant changedAt) {}

    static StatusEvent of(Told told) {
        return new StatusEvent(told.id, told.device, told.organization, told.statusDetail, Json.write(told));
    }
}
