package dev.inventory.device.internal.maintenance;

import dev.inventory.device.internal.tags.Tags;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.jobs.CronTimes;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user writes of a maintenance window, complete.
 *
 * @param device the one device it is for; null for all
 * @param tag it is for those of the organization's devices that have this tag; null for all
 * @param startsAt the begin or, of one that recurs, the time before which it does not
 * @param endsAt the end or, of one that recurs, the time from which on it does not begin again; null for never
 * @param recurrence five cron fields; null for once
 * @param durationMinutes of one that recurs, how long it lasts each time
 */
record MaintenanceFields(
        long organization,
        @Nullable Long device,
        @Nullable String tag,
        String reason,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String recurrence,
        String timeZone,
        @Nullable Integer durationMinutes) {

    private static final int WEEK = 7 * 24 * 60;
    private static final String UTC = "UTC";
    private static final String ENDS_AT = "ends_at";
    private static final String DURATION = "duration_minutes";
    private static final String RECURRENCE = "recurrence";

    /** Where a device belongs. */
    @FunctionalInterface
    interface Devices {
        /** Its organization; empty if there is no such device. */
        Optional<Long> organizationOf(long device);
    }

    /**
     * Reads the fields.
     *
     * @param current the window as it is, for PATCH, where an omitted field keeps its value; null otherwise
     */
    static MaintenanceFields read(Body body, @Nullable MaintenanceFields current, Devices devices, Instant now) {
        Value<Long> organization = body.id("organization");
        Value<Long> device = body.id("device");
        Value<String> tag = body.text("tag", Tags.MAX_LENGTH);
        Value<String> reason = body.text("reason", 255);
        Value<Instant> starts = body.instant("starts_at");
        Value<Instant> ends = body.instant(ENDS_AT);
        Value<String> recurrence = body.text(RECURRENCE, 100);
        Value<String> zone = body.text("time_zone", 60);
        Value<Integer> duration = body.integer(DURATION, 1, WEEK);
        body.readOnly("id", "created_by", "created_at", "updated_at");
        if (current == null) {
            reason.required();
        } else {
            reason.notNull();
        }
        body.finish();

        Long onDevice = current == null ? device.orNull() : device.orKeep(current::device);
        Optional<Long> ofDevice = Optional.ofNullable(onDevice).flatMap(devices::organizationOf);
        if (onDevice != null && ofDevice.isEmpty()) {
            throw Rejected.field("device", Body.invalidPk(onDevice));
        }
        Long of = organization.orNull();
        if (of == null) {
            of = ofDevice.orElse(current == null ? null : current.organization());
        }
        if (of == null) {
            throw Rejected.field("organization", "This field is required.");
        }
        long organizationId = of;
        if (ofDevice.isPresent() && ofDevice.get() != organizationId) {
            throw Rejected.field("device", "The device belongs to another organization.");
        }
        String everyTime = current == null ? recurrence.orNull() : recurrence.orKeep(current::recurrence);
        Instant from = current == null ? starts.or(now) : starts.or(current.startsAt);
        Integer minutes = current == null ? duration.orNull() : duration.orKeep(current::durationMinutes);
        Instant to = current == null ? ends.orNull() : ends.orKeep(current::endsAt);
        if (everyTime == null && duration.orNull() != null) {
            if (ends.orNull() != null) {
                throw Rejected.field(DURATION, "Say either ends_at or duration_minutes.");
            }
            to = from.plus(Duration.ofMinutes(duration.get()));
        }
        boolean recursNoMore = current != null && current.recurrence != null && everyTime == null;
        if (recursNoMore && !ends.isPresent() && !duration.isPresent() && minutes != null) {
            to = from.plus(Duration.ofMinutes(minutes)); // ends_at said until when it was to recur
        }
        MaintenanceFields fields = new MaintenanceFields(
                organizationId,
                onDevice,
                current == null ? tag.orNull() : tag.orKeep(current::tag),
                current == null ? reason.get() : reason.or(current.reason),
                from,
                to,
                everyTime,
                current == null ? zone.or(UTC) : zone.or(current.timeZone),
                everyTime == null ? null : minutes);
        fields.check(now);
        return fields;
    }

    private void check(Instant now) {
        FieldErrors errors = new FieldErrors();
        if (device != null && tag != null) {
            errors.add("tag", "A window is for a device, for those with a tag, or for all of an organization.");
        }
        if (recurrence == null && endsAt == null) {
            errors.add(ENDS_AT, "Say when it ends, or how many minutes it lasts (duration_minutes).");
        }
        if (endsAt != null && !endsAt.isAfter(startsAt)) {
            errors.add(ENDS_AT, "The end must be after starts_at.");
        }
        if (recurrence != null && durationMinutes == null) {
            errors.add(DURATION, "A window that recurs needs to say how long it lasts.");
        }
        Optional<ZoneId> zone = zone();
        if (zone.isEmpty()) {
            errors.add("time_zone", "There is no time zone \"" + timeZone + "\".");
        } else if (recurrence != null) {
            checkRecurrence(recurrence, zone.get(), now, errors);
        }
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
    }

    private static void checkRecurrence(String recurrence, ZoneId zone, Instant now, FieldErrors errors) {
        try {
            if (CronTimes.of(recurrence, zone).next(now).isEmpty()) {
                errors.add(RECURRENCE, "The time of \"" + recurrence + "\" never comes.");
            }
        } catch (IllegalArgumentException e) {
            errors.add(
                    RECURRENCE,
                    "\"" + recurrence + "\" is no cron expression of five fields: minute, hour, day of the month,"
                            + " month, day of the week.");
        }
    }

    private Optional<ZoneId> zone() {
        try {
            return Optional.of(ZoneId.of(timeZone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> audited = new LinkedHashMap<>();
        audited.put("organization", organization);
        audited.put("device", device);
        audited.put("tag", tag);
        audited.put("reason", reason);
        audited.put("starts_at", startsAt);
        audited.put(ENDS_AT, endsAt);
        audited.put(RECURRENCE, recurrence);
        audited.put("time_zone", timeZone);
        audited.put(DURATION, durationMinutes);
        return audited;
    }
}
