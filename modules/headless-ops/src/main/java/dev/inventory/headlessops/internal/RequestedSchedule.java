package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.internal.execution.Recurrence;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.json.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an operation is to be done, as a client asks for it. */
record RequestedSchedule(Optional<Instant> executeAt, Priority priority, Optional<Recurrence> recurrence) {

    /** What it means to say nothing. */
    static final RequestedSchedule NOW = new RequestedSchedule(Optional.empty(), Priority.NORMAL, Optional.empty());

    private static final Duration PAST_TOLERANCE = Duration.ofMinutes(1);
    private static final int MAX_WORD = 128;
    private static final int CRON_FIELDS = 5;
    private static final String RECURRENCE = "recurrence";
    private static final String ZONE = "time_zone";

    static RequestedSchedule read(Body schedule, Instant now, FieldErrors problems) {
        Optional<Instant> at =
                Optional.ofNullable(schedule.instant("execute_at").orNull());
        if (at.isPresent() && at.get().isBefore(now.minus(PAST_TOLERANCE))) {
            problems.add("schedule.execute_at", "This time is more than a minute in the past.");
        }
        RequestedSchedule read =
                new RequestedSchedule(at, priority(schedule, problems), recurrence(schedule, now, problems));
        schedule.refuseUnknown();
        return read;
    }

    private static Priority priority(Body schedule, FieldErrors problems) {
        String word = schedule.text("priority", MAX_WORD).orNull();
        if (word == null) {
            return Priority.NORMAL;
        }
        return Priority.ofWord(word).orElseGet(() -> {
            problems.add("schedule.priority", OperationRequest.invalidChoice(word, Priority.words()));
            return Priority.NORMAL;
        });
    }

    private static Optional<Recurrence> recurrence(Body schedule, Instant now, FieldErrors problems) {
        String misfire =
                Objects.requireNonNullElse(schedule.text("misfire", MAX_WORD).orNull(), "once");
        if (!Recurrence.MISFIRES.contains(misfire)) {
            problems.add("schedule.misfire", OperationRequest.invalidChoice(misfire, Recurrence.MISFIRES));
            return Optional.empty();
        }
        String zone = schedule.text(ZONE, MAX_WORD).orNull();
        String cron;
        if (schedule.isObject(RECURRENCE)) {
            Body times = schedule.object(RECURRENCE).orElseThrow();
            cron = times.text("cron", MAX_WORD).required().orNull();
            zone = Objects.requireNonNullElse(
                    times.text(ZONE, MAX_WORD).orNull(), Objects.requireNonNullElse(zone, "UTC"));
            times.refuseUnknown();
        } else {
            cron = schedule.text(RECURRENCE, MAX_WORD).orNull();
        }
        return cron == null ? Optional.empty() : recurrence(cron, zone, misfire, now, problems);
    }

    /** A time zone may stand behind the five fields. */
    private static Optional<Recurrence> recurrence(
            String text, @Nullable String zone, String misfire, Instant now, FieldErrors problems) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        boolean withZone = words.size() == CRON_FIELDS + 1;
        String cron = String.join(" ", withZone ? words.subList(0, CRON_FIELDS) : words);
        String named = withZone ? words.get(CRON_FIELDS) : Objects.requireNonNullElse(zone, "UTC");
        try {
            return Optional.of(Recurrence.of(cron, named, misfire, now));
        } catch (IllegalArgumentException e) {
            problems.add("schedule.recurrence", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
