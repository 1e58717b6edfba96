package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.internal.execution.DeviceFilters;
import dev.inventory.headlessops.internal.execution.OperationOptions;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a client asks for it. What is no JSON of the right shape is refused at once (400); what is sound but
 * cannot work is collected in {@code problems}, to be told together with what only the database knows (422).
 *
 * @param organizations the chosen organizations; empty if the client left the choice to its own rights
 */
record OperationRequest(
        String operationType,
        Optional<List<Long>> organizations,
        DeviceFilters filters,
        Optional<Instant> executeAt,
        Priority priority,
        OperationOptions options,
        FieldErrors problems) {

    private static final Duration PAST_TOLERANCE = Duration.ofMinutes(1);
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_WORD = 128;
    private static final String NOT_AVAILABLE = "Not available yet.";

    /** @throws dev.inventory.platform.failure.Rejected with every field that is unknown, missing or of the wrong type */
    static OperationRequest read(Body body, List<String> knownTypes, Instant now) {
        FieldErrors problems = new FieldErrors();
        Value<String> type = body.text("operation_type", MAX_WORD).required();
        Value<List<Long>> organizations =
                body.ids("target_organizations", MAX_VALUES).notNull();
        DeviceFilters filters = body.object("device_filters")
                .map(part -> filters(part, problems))
                .orElse(DeviceFilters.NONE);
        Optional<Body> schedule = body.object("schedule");
        Optional<Instant> executeAt = schedule.flatMap(part -> executeAt(part, now, problems));
        Priority priority = schedule.map(part -> priority(part, problems)).orElse(Priority.NORMAL);
        schedule.ifPresent(part -> refuseIfSent(part, "schedule.", problems, "recurrence", "misfire"));
        OperationOptions options = body.object("options")
                .map(part -> options(part, problems))
                .orElseGet(() -> new OperationOptions(false, false, OperationOptions.DEFAULT_TIMEOUT_MINUTES, null));
        schedule.ifPresent(Body::refuseUnknown);
        body.finish();
        if (!knownTypes.contains(type.get())) {
            problems.add("operation_type", invalidChoice(type.get(), knownTypes));
        }
        if (organizations.isPresent() && organizations.get().isEmpty()) {
            problems.add("target_organizations", "This list may not be empty. Leave it out to mean all you may use.");
        }
        return new OperationRequest(
                type.get(),
                Optional.ofNullable(organizations.orNull()).map(ids -> List.copyOf(new LinkedHashSet<>(ids))),
                filters,
                executeAt,
                priority,
                options,
                problems);
    }

    private static DeviceFilters filters(Body body, FieldErrors problems) {
        List<String> types = distinct(body.words("types", MAX_VALUES, MAX_WORD).or(List.of()));
        List<String> words = body.words("status", MAX_VALUES, MAX_WORD).or(List.of());
        List<String> serials =
                distinct(body.words("serial_numbers", MAX_VALUES, MAX_WORD).or(List.of()));
        List<Long> ids = body.ids("ids", MAX_VALUES).or(List.of());
        Set<String> states = new LinkedHashSet<>();
        for (String word : words) {
            String state = state(word);
            if (state == null) {
                problems.add(
                        "device_filters.status",
                        invalidChoice(word, List.of("active", "up", "true", "inactive", "down", "false", "pending")));
            } else {
                states.add(state);
            }
        }
        body.refuseUnknown();
        return new DeviceFilters(types, List.copyOf(states), serials, List.copyOf(new LinkedHashSet<>(ids)));
    }

    /** The device module's word for a status; null if it is none. */
    private static @Nullable String state(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "active", "up", "true" -> "up";
            case "inactive", "down", "false" -> "down";
            case "pending" -> "pending";
            default -> null;
        };
    }

    private static Optional<Instant> executeAt(Body schedule, Instant now, FieldErrors problems) {
        Optional<Instant> at =
                Optional.ofNullable(schedule.instant("execute_at").orNull());
        if (at.isPresent() && at.get().isBefore(now.minus(PAST_TOLERANCE))) {
            problems.add("schedule.execute_at", "This time is more than a minute in the past.");
        }
        return at;
    }

    private static Priority priority(Body schedule, FieldErrors problems) {
        String word = schedule.text("priority", MAX_WORD).orNull();
        if (word == null) {
            return Priority.NORMAL;
        }
        return Priority.ofWord(word).orElseGet(() -> {
            problems.add("schedule.priority", invalidChoice(word, Priority.words()));
            return Priority.NORMAL;
        });
    }

    private static OperationOptions options(Body body, FieldErrors problems) {
        Integer timeout = inRange(body, "timeout_minutes", OperationOptions.MAX_TIMEOUT_MINUTES, problems);
        Integer parallel = inRange(body, "max_parallel", OperationOptions.MAX_PARALLEL, problems);
        boolean firmware = body.bool("update_firmware_info").or(false);
        boolean connectivity = body.bool("validate_connectivity").or(false);
        if (body.bool("dry_run").or(false)) {
            problems.add("options.dry_run", NOT_AVAILABLE);
        }
        refuseIfSent(body, "options.", problems, "stop_on_failure_percent", "retry");
        body.refuseUnknown();
        return new OperationOptions(
                firmware,
                connectivity,
                Objects.requireNonNullElse(timeout, OperationOptions.DEFAULT_TIMEOUT_MINUTES),
                parallel);
    }

    private static @Nullable Integer inRange(Body options, String name, int max, FieldErrors problems) {
        Integer value =
                options.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE).orNull();
        if (value != null && (value < 1 || value > max)) {
            problems.add("options." + name, "Ensure this value is between 1 and " + max + ".");
        }
        return value;
    }

    /** Fields that the contract has and this server does not: better refused than quietly ignored. */
    private static void refuseIfSent(Body body, String prefix, FieldErrors problems, String... names) {
        Body unused = body.readOnly(names);
        for (String name : names) {
            if (body.has(name)) {
                problems.add(prefix + name, NOT_AVAILABLE);
            }
        }
    }

    private static String invalidChoice(String word, List<String> choices) {
        return "\"" + word + "\" is not a valid choice. Valid choices: " + String.join(", ", choices) + ".";
    }

    private static List<String> distinct(List<String> words) {
        return new ArrayList<>(new LinkedHashSet<>(words));
    }
}
