package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceProbes;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads which firmware each device runs; the operation counts the devices of each version. */
@ApplicationScoped
class FirmwareInventory implements OperationType {

    @Inject
    DeviceProbes probes;

    @Override
    public String name() {
        return "firmware_inventory";
    }

    @Override
    public boolean isCountedByValue() {
        return true;
    }

    @Override
    public boolean changesDevices(OperationOptions options) {
        return options.updateFirmwareInfo();
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
        String recorded = target.device().firmwareVersion().orElse("");
        return identity.firmwareVersion()
                .map(String::strip)
                .filter(version -> !version.isEmpty())
                .map(version -> Outcome.ok("").comparing(recorded, version))
                .orElseGet(() -> Outcome.failed(ErrorClass.NO_SUCH_OBJECT, "The device reports no firmware version."))
                .recording(identity);
    }
}
