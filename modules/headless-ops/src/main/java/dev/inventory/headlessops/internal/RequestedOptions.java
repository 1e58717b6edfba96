package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an operation is to go about its work, as a client asks for it. */
final class RequestedOptions {

    private static final int MAX_VALUES = 1000;
    private static final int MAX_WORD = 128;
    private static final int MAX_HOURS = 24 * 366;
    private static final int MAX_WAVE = 1_000_000;
    private static final List<String> SNMP_VERSIONS = List.of("1", "2c", "3");
    private static final List<String> WHEN_BUSY = List.of("wait", "skip");

    private RequestedOptions() {}

    static OperationOptions read(Body body, FieldErrors problems) {
        Integer timeout = inRange(body, "", "timeout_minutes", 1, OperationOptions.MAX_TIMEOUT_MINUTES, problems);
        String onBusy = body.text("on_busy", MAX_WORD).orNull();
        if (onBusy != null && !WHEN_BUSY.contains(onBusy)) {
            problems.add("options.on_busy", OperationRequest.invalidChoice(onBusy, WHEN_BUSY));
        }
        OperationOptions options = new OperationOptions(
                body.bool("update_firmware_info").or(false),
                body.bool("validate_connectivity").or(false),
                Objects.requireNonNullElse(timeout, OperationOptions.DEFAULT_TIMEOUT_MINUTES),
                inRange(body, "", "max_parallel", 1, OperationOptions.MAX_PARALLEL, problems),
                inRange(body, "", "stop_on_failure_percent", 1, 100, problems),
                inRange(body, "", "wave_size", 1, MAX_WAVE, problems),
                body.object("retry").map(part -> retry(part, problems)).orElse(null),
                onBusy,
                body.object("rules").map(part -> rules(part, problems)).orElse(null),
                inRange(body, "", "max_rate", 1, OperationOptions.MAX_RATE, problems));
        body.refuseUnknown();
        return options;
    }

    private static OperationOptions.Retry retry(Body body, FieldErrors problems) {
        OperationOptions.Retry usual = OperationOptions.DEFAULT.retries();
        Integer max = inRange(body, "retry.", "max", 0, OperationOptions.MAX_RETRIES, problems);
        Integer backoff = inRange(body, "retry.", "backoff", 1, OperationOptions.MAX_BACKOFF_SECONDS, problems);
        body.refuseUnknown();
        return new OperationOptions.Retry(
                Objects.requireNonNullElse(max, usual.max()), Objects.requireNonNullElse(backoff, usual.backoff()));
    }

    private static OperationOptions.Rules rules(Body body, FieldErrors problems) {
        OperationOptions.Rules rules = new OperationOptions.Rules(
                some("allowed_firmware", body.words("allowed_firmware", MAX_VALUES, MAX_WORD), problems),
                snmpVersions(body, problems),
                body.text("name_pattern", MAX_WORD).orNull(),
                inRange(body, "rules.", "max_silence_hours", 1, MAX_HOURS, problems));
        body.refuseUnknown();
        if (rules.equals(new OperationOptions.Rules(null, null, null, null))) {
            problems.add("options.rules", "A compliance report needs at least one rule.");
        }
        return rules;
    }

    private static @Nullable List<String> snmpVersions(Body body, FieldErrors problems) {
        List<String> versions = some("snmp_versions", body.words("snmp_versions", MAX_VALUES, MAX_WORD), problems);
        if (versions != null) {
            versions.stream()
                    .filter(version -> !SNMP_VERSIONS.contains(version))
                    .forEach(version -> problems.add(
                            "options.rules.snmp_versions", OperationRequest.invalidChoice(version, SNMP_VERSIONS)));
        }
        return versions;
    }

    /** A rule that allows nothing is kept by no device: nobody means that. */
    private static @Nullable List<String> some(String name, Value<List<String>> rule, FieldErrors problems) {
        List<String> values = rule.orNull();
        if (values != null && values.isEmpty()) {
            problems.add("options.rules." + name, OperationRequest.EMPTY);
        }
        return values;
    }

    private static @Nullable Integer inRange(
            Body body, String prefix, String name, int min, int max, FieldErrors problems) {
        BigInteger value = body.wholeNumber(name).orNull();
        if (value == null) {
            return null;
        }
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            problems.add("options." + prefix + name, "Ensure this value is between " + min + " and " + max + ".");
            return null;
        }
        return value.intValueExact();
    }
}
