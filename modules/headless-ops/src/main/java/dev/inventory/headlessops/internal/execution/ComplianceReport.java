package dev.inventory.headlessops.internal.execution;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Checks what is recorded of each device against rules. No device is asked. */
@ApplicationScoped
class ComplianceReport implements OperationType {

    @Inject
    Clock clock;

    @Override
    public String name() {
        return "compliance_report";
    }

    @Override
    public boolean isCountedByValue() {
        return true;
    }

    @Override
    public CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner) {
        Map<String, String> broken = options.rules() == null ? Map.of() : broken(target.device(), options.rules());
        return CompletableFuture.completedFuture(
                broken.isEmpty()
                        ? Outcome.ok("").observed("pass")
                        : Outcome.failed(ErrorClass.NON_COMPLIANT, String.join(" ", broken.values()))
                                .observed(String.join(", ", broken.keySet())));
    }

    /** The rules that are not kept, each with the sentence that says how. */
    private Map<String, String> broken(DeviceCatalog.Entry device, OperationOptions.Rules rules) {
        Map<String, String> broken = new LinkedHashMap<>();
        if (rules.allowedFirmware() != null
                && !rules.allowedFirmware().contains(device.firmwareVersion().orElse(""))) {
            broken.put(
                    "allowed_firmware",
                    device.firmwareVersion()
                            .map(version -> "Firmware " + version + " is not allowed.")
                            .orElse("No firmware version is recorded."));
        }
        if (rules.snmpVersions() != null && !rules.snmpVersions().contains(device.snmpVersion())) {
            broken.put("snmp_versions", "SNMP version " + device.snmpVersion() + " is not allowed.");
        }
        if (rules.namePattern() != null && !new NamePattern(rules.namePattern()).matches(device.name())) {
            broken.put("name_pattern", "The name does not look like " + rules.namePattern() + ".");
        }
        if (rules.maxSilenceHours() != null && isSilent(device, Duration.ofHours(rules.maxSilenceHours()))) {
            broken.put(
                    "max_silence_hours",
                    device.lastSeen()
                            .map(at -> "It last answered at " + at + ".")
                            .orElse("It has never answered."));
        }
        return broken;
    }

    private boolean isSilent(DeviceCatalog.Entry device, Duration most) {
        return device.lastSeen()
                .filter(at -> !at.isBefore(clock.instant().minus(most)))
                .isEmpty();
    }
}
