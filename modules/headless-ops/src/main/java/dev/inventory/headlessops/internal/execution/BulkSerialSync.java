package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceProbes;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.ObservedStatus;
import dev.inventory.device.Probe;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads each device's serial number, records what was read, and reports where it is not the recorded one. */
@ApplicationScoped
class BulkSerialSync implements OperationType {

    @Inject
    DeviceProbes probes;

    @Override
    public String name() {
        return "bulk_serial_sync";
    }

    @Override
    public boolean changesDevices(OperationOptions options) {
        return options.updateFirmwareInfo();
    }

    @Override
    public CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner) {
        if (!options.validateConnectivity()) {
            return readSerial(target, options);
        }
        return probes.checkStatus(target.deviceId())
                .thenComposeAsync(status -> afterCheck(status, target, options), runner);
    }

    private CompletionStage<Outcome> afterCheck(Probe<ObservedStatus> check, Target target, OperationOptions options) {
        if (check instanceof Probe.Silent<ObservedStatus> silent) {
            return CompletableFuture.completedFuture(Outcome.of(silent));
        }
        if (check instanceof Probe.Refused<ObservedStatus> refused) {
            return CompletableFuture.completedFuture(Outcome.of(refused));
        }
        if (check instanceof Probe.Answered<ObservedStatus> answered
                && !answered.value().up()) {
            return CompletableFuture.completedFuture(Outcome.failed(
                    ErrorClass.CONNECTION_TIMEOUTS, answered.value().reason()));
        }
        return readSerial(target, options);
    }

    private CompletionStage<Outcome> readSerial(Target target, OperationOptions options) {
        return probes.readIdentity(target.deviceId(), options.updateFirmwareInfo())
                .thenApply(probe -> outcome(target, probe));
    }

    private static Outcome outcome(Target target, Probe<ObservedIdentity> probe) {
        if (probe instanceof Probe.Silent<ObservedIdentity> silent) {
            return Outcome.of(silent);
        }
        if (probe instanceof Probe.Refused<ObservedIdentity> refused) {
            return Outcome.of(refused);
        }
        ObservedIdentity identity = ((Probe.Answered<ObservedIdentity>) probe).value();
        String recorded = target.serialNumber().strip();
        String observed = identity.serialNumber().map(String::strip).orElse("");
        if (observed.isEmpty()) {
            return Outcome.failed(ErrorClass.NO_SUCH_OBJECT, "The device reports no serial number.")
                    .recording(identity);
        }
        Outcome outcome = recorded.isEmpty() || recorded.equals(observed)
                ? Outcome.ok("")
                : Outcome.failed(
                        ErrorClass.SERIAL_MISMATCH, "The device reports another serial number than is recorded.");
        return outcome.comparing(recorded, observed).recording(identity);
    }
}
