package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.internal.execution.Recurrence;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.json.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** When an operation is to be done, as a client asks for it. */
record RequestedSchedule(Optional<Instant> executeAt, Priority priority, Optional<Recurrence> recurrence) {

    /** What it means to say nothing. */
    static final RequestedSchedule NOW = new RequestedSchedule(Optional.empty(), Priority.NORMAL, Optional.empty());

    private static final Duration PAST_TOLERANCE = Duration.ofMinutes(1);
    private static final int MAX_WORD = 128;
    private static final int CRON_FIELDS = 5;
    private static final String PRIORITY = "priority";
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
        String word = schedule.text(PRIORITY, MAX_WORD).orNull();
        if (word == null) {
            refuseBlank(schedule, PRIORITY, problems);
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
        boolean known = Recurrence.MISFIRES.contains(misfire);
        if (!known) {
            problems.add("schedule.misfire", OperationRequest.invalidChoice(misfire, Recurrence.MISFIRES));
        }
        Optional<Written> written = written(schedule, problems);
        return known
                ? written.flatMap(times -> recurrence(times.cron(), times.zone(), misfire, now, problems))
                : Optional.empty();
    }

    /** A recurrence as it was written. */
    private record Written(String cron, String zone) {}

    private static Optional<Written> written(Body schedule, FieldErrors problems) {
        List<String> zones = new ArrayList<>();
        zone(schedule, zones);
        String text;
        if (schedule.isObject(RECURRENCE)) {
            Body times = schedule.object(RECURRENCE).orElseThrow();
            text = times.text("cron", MAX_WORD).required().orNull();
            zone(times, zones);
            times.refuseUnknown();
        } else {
            text = schedule.text(RECURRENCE, MAX_WORD).orNull();
            refuseBlank(schedule, RECURRENCE, problems);
            if (text == null && !zones.isEmpty()) {
                problems.add("schedule.time_zone", "A time zone goes with a recurrence; there is none.");
            }
        }
        if (text == null) {
            return Optional.empty();
        }
        List<String> words = Arrays.asList(text.split("\\s+"));
        boolean withZone = words.size() == CRON_FIELDS + 1;
        if (withZone) {
            zones.add(words.get(CRON_FIELDS));
        }
        if (zones.size() > 1) {
            problems.add(
                    "schedule.time_zone", "The time zone is told more than once: " + String.join(", ", zones) + ".");
            return Optional.empty();
        }
        return Optional.of(new Written(
                String.join(" ", withZone ? words.subList(0, CRON_FIELDS) : words),
                zones.isEmpty() ? "UTC" : zones.get(0)));
    }

    private static void zone(Body body, List<String> zones) {
        String zone = body.text(ZONE, MAX_WORD).orNull();
        if (zone != null) {
            zones.add(zone);
        }
    }

    private static void refuseBlank(Body schedule, String name, FieldErrors problems) {
        if (schedule.isText(name) && schedule.text(name, MAX_WORD).orNull() == null) {
            problems.add("schedule." + name, "This field may not be blank.");
        }
    }

    private static Optional<Recurrence> recurrence(
            String cron, String zone, String misfire, Instant now, FieldErrors problems) {
        try {
            return Optional.of(Recurrence.of(cron, zone, misfire, now));
        } catch (IllegalArgumentException e) {
            problems.add("schedule.recurrence", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
