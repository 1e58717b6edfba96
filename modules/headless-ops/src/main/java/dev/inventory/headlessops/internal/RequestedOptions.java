package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.json.Body;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an operation is to go about its work, as a client asks for it. */
final class RequestedOptions {

    private static final int MAX_VALUES = 1000;
    private static final int MAX_WORD = 128;
    private static final int MAX_HOURS = 24 * 366;
    private static final int MAX_WAVE = 1_000_000;
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
                body.words("allowed_firmware", MAX_VALUES, MAX_WORD).orNull(),
                body.words("snmp_versions", MAX_VALUES, MAX_WORD).orNull(),
                body.text("name_pattern", MAX_WORD).orNull(),
                inRange(body, "rules.", "max_silence_hours", 1, MAX_HOURS, problems));
        body.refuseUnknown();
        if (rules.equals(new OperationOptions.Rules(null, null, null, null))) {
            problems.add("options.rules", "A compliance report needs at least one rule.");
        }
        return rules;
    }

    private static @Nullable Integer inRange(
            Body body, String prefix, String name, int min, int max, FieldErrors problems) {
        Integer value = body.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE).orNull();
        if (value != null && (value < min || value > max)) {
            problems.add("options." + prefix + name, "Ensure this value is between " + min + " and " + max + ".");
        }
        return value;
    }
}
