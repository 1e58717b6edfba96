package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.internal.execution.DeviceFilters;
import dev.inventory.headlessops.internal.execution.Recurrence;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a client asks for it. What is no JSON of the right shape is refused at once (400); what is sound but
 * cannot work is collected in {@code problems}, to be told together with what only the database knows (422).
 *
 * @param organizations the chosen organizations; empty if the client left the choice to its own rights
 * @param dryRun whether the client only wants to know which devices are meant
 */
record OperationRequest(
        String operationType,
        Optional<List<Long>> organizations,
        DeviceFilters filters,
        Optional<Instant> executeAt,
        Priority priority,
        Optional<Recurrence> recurrence,
        OperationOptions options,
        boolean dryRun,
        FieldErrors problems) {

    private static final int MAX_VALUES = 10_000;
    private static final int MAX_WORD = 128;

    /** What is told of a list without elements. */
    static final String EMPTY = "This list may not be empty.";

    /** @throws dev.inventory.platform.failure.Rejected with every field that is unknown, missing or of the wrong type */
    static OperationRequest read(Body body, List<String> knownTypes, Instant now) {
        FieldErrors problems = new FieldErrors();
        Value<String> type = body.text("operation_type", MAX_WORD).required();
        Value<List<Long>> organizations = body.ids("target_organizations", MAX_VALUES);
        DeviceFilters filters = body.object("device_filters")
                .map(part -> filters(part, problems))
                .orElse(DeviceFilters.NONE);
        RequestedSchedule schedule = body.object("schedule")
                .map(part -> RequestedSchedule.read(part, now, problems))
                .orElse(RequestedSchedule.NOW);
        Optional<Body> options = body.object("options");
        boolean dryRun = options.map(part -> part.bool("dry_run").or(false)).orElse(false);
        OperationOptions read =
                options.map(part -> RequestedOptions.read(part, problems)).orElse(OperationOptions.DEFAULT);
        body.finish();
        if (!knownTypes.contains(type.get())) {
            problems.add("operation_type", invalidChoice(type.get(), knownTypes));
        }
        if ("compliance_report".equals(type.get()) && read.rules() == null) {
            problems.add("options.rules", "A compliance report needs at least one rule.");
        }
        List<Long> chosen = organizations.orNull();
        if (chosen != null && chosen.isEmpty()) {
            problems.add("target_organizations", EMPTY + " Leave it out to mean all you may use.");
        }
        return new OperationRequest(
                type.get(),
                Optional.ofNullable(chosen).map(ids -> List.copyOf(new LinkedHashSet<>(ids))),
                filters,
                schedule.executeAt(),
                schedule.priority(),
                schedule.recurrence(),
                read,
                dryRun,
                problems);
    }

    /** When it is done for the first time: a recurring operation at its first time from {@code execute_at} on. */
    Instant firstTime(Instant now) {
        Instant from = executeAt.orElse(now);
        return recurrence.map(times -> times.next(from.minusSeconds(1))).orElse(from);
    }

    private static DeviceFilters filters(Body body, FieldErrors problems) {
        List<String> types = distinct(some("types", body.words("types", MAX_VALUES, MAX_WORD), problems));
        List<String> words = some("status", body.words("status", MAX_VALUES, MAX_WORD), problems);
        List<String> serials =
                distinct(some("serial_numbers", body.words("serial_numbers", MAX_VALUES, MAX_WORD), problems));
        List<Long> ids = some("ids", body.ids("ids", MAX_VALUES), problems);
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
        return new DeviceFilters(
                types, List.copyOf(states), serials, List.copyOf(new LinkedHashSet<>(ids)), body.filters());
    }

    /** A filter that is left out means every device; one that is sent says which, and never by being empty. */
    private static <T> List<T> some(String name, Value<List<T>> filter, FieldErrors problems) {
        List<T> values = filter.orNull();
        if (values == null && filter.isPresent()) {
            problems.add("device_filters." + name, "This field may not be null. Leave it out to mean every device.");
        } else if (values != null && values.isEmpty()) {
            problems.add("device_filters." + name, EMPTY + " Leave it out to mean every device.");
        }
        return filter.or(List.of());
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

    static String invalidChoice(String word, List<String> choices) {
        return "\"" + word + "\" is not a valid choice. Valid choices: " + String.join(", ", choices) + ".";
    }

    private static List<String> distinct(List<String> words) {
        return new ArrayList<>(new LinkedHashSet<>(words));
    }
}
