package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.AppliedSettings;
import dev.inventory.device.DeviceProbes;
import dev.inventory.device.Probe;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import dev.inventory.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Writes each device's pending settings and reads them back; only what the device tells back as it was written is pending
 * no longer.
 */
@ApplicationScoped
class ApplyConfig implements OperationType {

    @Inject
    DeviceProbes probes;

    @Override
    public String name() {
        return "apply_config";
    }

    @Override
    public boolean changesDevices(OperationOptions options) {
        return true;
    }

    @Override
    public CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner) {
        return probes.applySettings(target.deviceId()).thenApply(ApplyConfig::outcome);
    }

    private static Outcome outcome(Probe<AppliedSettings> probe) {
        if (probe instanceof Probe.Silent<AppliedSettings> silent) {
            return Outcome.of(silent);
        }
        if (probe instanceof Probe.Refused<AppliedSettings> refused) {
            return Outcome.of(refused);
        }
        AppliedSettings settings = ((Probe.Answered<AppliedSettings>) probe).value();
        if (settings.desired().isEmpty()) {
            return Outcome.ok("Nothing is pending.");
        }
        Outcome outcome = settings.isApplied()
                ? Outcome.ok("")
                : settings.refusal()
                        .map(refusal -> Outcome.failed(ErrorClass.WRITE_REFUSED, refusal))
                        .orElseGet(() -> Outcome.failed(
                                ErrorClass.READBACK_MISMATCH, "The device accepted the values and then told others."));
        return outcome.comparing(
                        Json.write(new TreeMap<>(settings.before())), Json.write(new TreeMap<>(settings.told())))
                .applying(settings);
    }
}
