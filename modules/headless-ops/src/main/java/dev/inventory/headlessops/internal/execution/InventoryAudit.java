package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceProbes;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import dev.inventory.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Compares what is recorded of a device with what it says of itself, and reports what drifted. Nothing is changed. What is
 * not recorded, or not told, is not compared.
 */
@ApplicationScoped
class InventoryAudit implements OperationType {

    private static final String SERIAL = "serial_number";

    @Inject
    DeviceProbes probes;

    @Override
    public String name() {
        return "inventory_audit";
    }

    @Override
    public CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner) {
        return probes.readIdentity(target.deviceId(), true).thenApply(probe -> outcome(target, probe));
    }

    private static Outcome outcome(Target target, Probe<ObservedIdentity> probe) {
        if (probe instanceof Probe.Silent<ObservedIdentity> silent) {
            return Outcome.of(silent);
        }
        if (probe instanceof Probe.Refused<ObservedIdentity> refused) {
            return Outcome.of(refused);
        }
        ObservedIdentity identity = ((Probe.Answered<ObservedIdentity>) probe).value();
        Map<String, String> recorded = new LinkedHashMap<>();
        Map<String, String> observed = new LinkedHashMap<>();
        compare(SERIAL, target.serialNumber(), identity.serialNumber(), recorded, observed);
        compare("model", target.device().model(), identity.model(), recorded, observed);
        compare(
                "firmware_version",
                target.device().firmwareVersion().orElse(""),
                identity.firmwareVersion(),
                recorded,
                observed);
        if (recorded.isEmpty()) {
            return Outcome.ok("");
        }
        ErrorClass error = recorded.containsKey(SERIAL) ? ErrorClass.SERIAL_MISMATCH : ErrorClass.DRIFT;
        return Outcome.failed(
                        error, "The device differs from its record in " + String.join(", ", recorded.keySet()) + ".")
                .comparing(Json.write(recorded), Json.write(observed));
    }

    private static void compare(
            String name,
            String record,
            Optional<String> observation,
            Map<String, String> recorded,
            Map<String, String> observed) {
        String is = observation.map(String::strip).orElse("");
        String should = record.strip();
        if (!is.isEmpty() && !should.isEmpty() && !is.equals(should)) {
            recorded.put(name, should);
            observed.put(name, is);
        }
    }
}
