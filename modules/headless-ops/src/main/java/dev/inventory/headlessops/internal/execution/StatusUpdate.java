package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceProbes;
import dev.inventory.device.ObservedStatus;
import dev.inventory.device.Probe;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Asks each device's status helper now. That a device is down is an answer, not a failure. */
@ApplicationScoped
class StatusUpdate implements OperationType {

    @Inject
    DeviceProbes probes;

    @Override
    public String name() {
        return "status_update";
    }

    @Override
    public CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner) {
        return probes.checkStatus(target.deviceId()).thenApply(StatusUpdate::outcome);
    }

    private static Outcome outcome(Probe<ObservedStatus> probe) {
        if (probe instanceof Probe.Silent<ObservedStatus> silent) {
            return Outcome.ok(silent.reason()).observed("down");
        }
        if (probe instanceof Probe.Refused<ObservedStatus> refused) {
            return Outcome.of(refused);
        }
        ObservedStatus status = ((Probe.Answered<ObservedStatus>) probe).value();
        return Outcome.ok(status.reason()).observed(status.up() ? "up" : "down");
    }
}
