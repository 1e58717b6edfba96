package dev.inventory.device.internal.maintenance;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The shapes of requests and answers about maintenance windows, as the API description shows them. */
final class MaintenanceSchemas {

    private MaintenanceSchemas() {}

    static final String EXAMPLE_ONCE = """
            {
              "device": 1001,
              "reason": "Power supply is replaced",
              "starts_at": "2026-12-01T20:00:00Z",
              "duration_minutes": 90
            }""";

    static final String EXAMPLE_WEEKLY = """
            {
              "organization": 1,
              "tag": "access",
              "reason": "Firmware night",
              "recurrence": "0 2 * * SUN",
              "time_zone": "Europe/Berlin",
              "duration_minutes": 180
            }""";

    @Schema(name = "MaintenanceWindowInput", description = "A maintenance window as it is written")
    record Input(
            @Schema(example = "1", description = "Id of an organization; may be left out with a device")
            Long organization,

            @Schema(nullable = true, example = "1001", description = "For this device alone")
            Long device,

            @Schema(
                    nullable = true,
                    maxLength = 64,
                    example = "access",
                    description = "For the devices with this tag, of the organization and all below it. Without device"
                            + " and tag: for all of them")
            String tag,

            @Schema(required = true, maxLength = 255, example = "Firmware night")
            String reason,

            @Schema(description = "Now, if left out. Of a window that recurs: not before this")
            Instant startsAt,

            @Schema(nullable = true, description = "Of a window that recurs: it begins no more from then on")
            Instant endsAt,

            @Schema(
                    nullable = true,
                    maxLength = 100,
                    example = "0 2 * * SUN",
                    description = "Five cron fields: it opens again and again")
            String recurrence,

            @Schema(maxLength = 60, defaultValue = "UTC", example = "Europe/Berlin")
            String timeZone,

            @Schema(
                    nullable = true,
                    minimum = "1",
                    maximum = "10080",
                    description = "How long it is open each time; for one that does not recur in place of ends_at")
            Integer durationMinutes) {}

    @Schema(name = "MaintenanceOrganization")
    record OrganizationRef(
            @Schema(example = "1") long id,
            @Schema(example = "Headquarters Network") String name) {}

    @Schema(name = "MaintenanceWindow", description = "A time in which what polls find changes no status")
    record Detail(
            long id,
            OrganizationRef organization,
            @Nullable Long device,
            @Nullable String tag,
            String reason,
            Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable String recurrence,
            String timeZone,
            @Nullable Integer durationMinutes,
            String createdBy,
            Instant createdAt,
            Instant updatedAt) {}

    @Schema(name = "MaintenanceWindowPage")
    record WindowPage(
            @Schema(example = "3") long count,
            @Nullable @Schema(nullable = true) String next,
            @Nullable @Schema(nullable = true) String previous,
            List<Detail> results) {}
}
