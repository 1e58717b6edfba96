package dev.inventory.device.internal;

import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Devices that say they have another serial number than is recorded. The record stays as it is until somebody accepts the
 * other number.
 */
@ApplicationScoped
@RetriedOnContention
class SerialConflicts {

    /** What lists are filtered by: a device whose number is not the observed one. */
    static final String CONDITION = "EXISTS (SELECT told.deviceId FROM DevicePoll told WHERE told.deviceId = d.id"
            + " AND told.observedSerial IS NOT NULL AND told.observedSerial <> d.serialNumber)";

    @PersistenceContext
    EntityManager em;

    @Inject
    Devices devices;

    /** The two numbers, as the detail shows them; null if they are the same or none was observed. */
    static @Nullable Map<String, Object> shown(String recorded, Optional<String> told) {
        Optional<String> observed = told.filter(serial -> !serial.equals(recorded));
        if (observed.isEmpty()) {
            return null;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("recorded", recorded);
        shown.put("observed", observed.get());
        return shown;
    }

    /**
     * Records the observed number. Where it is recorded already, nothing is changed.
     *
     * @param expected the number that the client knows as observed; empty if it did not say
     * @param precondition as in {@link Devices#write}
     * @throws Conflict if the device has told none, it says another number by now, or another device has it
     */
    @Transactional
    public Devices.Shown accept(long id, Optional<String> expected, Consumer<Long> precondition) {
        devices.requireVisible(id);
        String observed = Optional.ofNullable(em.find(DevicePoll.class, id))
                .flatMap(DevicePoll::observedSerial)
                .orElseThrow(() -> new Conflict("The device has not told a serial number."));
        if (expected.filter(serial -> !serial.equals(observed)).isPresent()) {
            throw new Conflict("The device tells another serial number by now.");
        }
        Device device = devices.lock(id, Permission.CHANGE);
        precondition.accept(device.version());
        if (device.fields().serialNumber().equals(observed)) {
            return devices.written(device); // somebody has accepted it already
        }
        Body body = Body.of(Json.mapper().createObjectNode().put("serial_number", observed));
        return devices.write(id, body, DeviceFields.Mode.CHANGE, current -> {});
    }
}
