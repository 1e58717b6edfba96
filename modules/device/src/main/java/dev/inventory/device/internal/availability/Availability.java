package dev.inventory.device.internal.availability;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a device stood in a period. Times are in seconds, rounded. */
@Schema(
        name = "DeviceAvailability",
        description =
                "How a device stood in a period. Of the time that was observed and not planned, percent is the part"
                        + " in which it was up")
public record Availability(
        @Schema(example = "2026-10-23T12:00:00Z", description = "Not before the device was registered")
        Instant from,

        @Schema(example = "2026-11-22T12:00:00Z", description = "Not after now")
        Instant to,

        @Schema(
                nullable = true,
                minimum = "0",
                maximum = "100",
                example = "99.9537",
                description = "Four decimals, rounded down; null if nothing was observed")
        @Nullable
        Double percent,

        @Schema(example = "2588400", description = "Up, down and unreachable together")
        long observedSeconds,

        @Schema(example = "2587201") long upSeconds,
        @Schema(example = "1199") long downSeconds,

        @Schema(example = "0", description = "It did not answer, nor did what it is reached through")
        long unreachableSeconds,

        @Schema(example = "3600", description = "In a maintenance window, whatever the status was; not counted")
        long maintenanceSeconds,

        @Schema(example = "0", description = "Nobody had said and no poll had found how it is; not counted")
        long unknownSeconds,

        @Schema(example = "1") long outageCount,

        @Schema(description = "The latest first, at most 1,000")
        List<Outage> outages,

        @Schema(
                nullable = true,
                example = "Only the latest 1,000 of 1,234 outages are listed.",
                description = "Only if outages are left out")
        @Nullable
        String note) {

    /** A time in which the device did not answer. */
    @Schema(name = "DeviceOutage", description = "A time without a break in which the device was down or unreachable")
    public record Outage(
            @Schema(
                    example = "2026-11-20T03:12:09Z",
                    description = "That of the period, if the device was not up before")
            Instant begin,

            @Schema(
                    nullable = true,
                    example = "2026-11-20T03:32:08Z",
                    description = "Null if it was not over when the period was")
            @Nullable
            Instant end,

            @Schema(example = "1199", description = "Within the period and outside of maintenance windows")
            long seconds,

            @Schema(
                    enumeration = {"down", "flapping", "unreachable"},
                    example = "down",
                    description = "As it began")
            String statusDetail,

            @Schema(example = "No answer over SNMP to 2 polls in a row", description = "As it began")
            String reason) {}
}
