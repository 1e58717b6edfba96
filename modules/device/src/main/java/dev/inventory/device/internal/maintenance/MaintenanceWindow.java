package dev.inventory.device.internal.maintenance;

import dev.inventory.device.internal.tags.Tags;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A time, or a time that comes again and again, in which people are at work on devices of an organization. */
@Entity
@Table(name = "device_maintenance_window")
@SuppressWarnings("UnusedVariable") // tag_key is read by the calendar's own SQL
public class MaintenanceWindow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "organization_id")
    private long organizationId;

    @Column(name = "device_id")
    private @Nullable Long deviceId;

    @Column(name = "tag_key")
    private @Nullable String tagKey;

    private @Nullable String tag;
    private String reason;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "ends_at")
    private @Nullable Instant endsAt;

    private @Nullable String recurrence;

    @Column(name = "time_zone")
    private String timeZone;

    @Column(name = "duration_minutes")
    private @Nullable Integer durationMinutes;

    @Column(name = "created_by")
    private String createdBy;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected MaintenanceWindow() {}

    @SuppressWarnings("NullAway") // the fields are set by set()
    MaintenanceWindow(MaintenanceFields fields, String user, Instant now) {
        createdBy = user;
        createdAt = now;
        set(fields, now);
    }

    void change(MaintenanceFields fields, Instant now) {
        set(fields, now);
    }

    private void set(MaintenanceFields fields, Instant now) {
        organizationId = fields.organization();
        deviceId = fields.device();
        tag = fields.tag();
        tagKey = tag == null ? null : Tags.key(tag);
        reason = fields.reason();
        startsAt = fields.startsAt();
        endsAt = fields.endsAt();
        recurrence = fields.recurrence();
        timeZone = fields.timeZone();
        durationMinutes = fields.durationMinutes();
        updatedAt = now;
    }

    long id() {
        return id;
    }

    long version() {
        return version;
    }

    long organizationId() {
        return organizationId;
    }

    MaintenanceFields fields() {
        return new MaintenanceFields(
                organizationId, deviceId, tag, reason, startsAt, endsAt, recurrence, timeZone, durationMinutes);
    }

    /** The window as the API shows it. */
    Map<String, @Nullable Object> shown(Map<String, @Nullable Object> organization) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("organization", organization);
        shown.put("device", deviceId);
        shown.put("tag", tag);
        shown.put("reason", reason);
        shown.put("starts_at", startsAt);
        shown.put("ends_at", endsAt);
        shown.put("recurrence", recurrence);
        shown.put("time_zone", timeZone);
        shown.put("duration_minutes", durationMinutes);
        shown.put("created_by", createdBy);
        shown.put("created_at", createdAt);
        shown.put("updated_at", updatedAt);
        return shown;
    }
}
