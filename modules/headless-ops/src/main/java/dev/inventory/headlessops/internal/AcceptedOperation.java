package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.inventory.headlessops.OperationOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An operation as the answer to its request tells it. */
@Schema(description = "An accepted operation")
record AcceptedOperation(
        @Schema(description = "The operation's id, as a string", example = "67890")
        String id,

        @Schema(name = "operation_type", example = "bulk_serial_sync")
        String operationType,

        @Schema(example = "scheduled") String status,

        @Schema(name = "created_at", example = "2024-01-15T14:30:00Z")
        Instant createdAt,

        @Schema(
                name = "scheduled_for",
                description = "When it starts at the earliest",
                example = "2024-01-16T02:00:00Z")
        Instant scheduledFor,

        @Schema(
                name = "estimated_duration_minutes",
                description = "Whole minutes at the rate of the last operations of the type, at least 1",
                example = "90")
        int estimatedDurationMinutes,

        @Schema(
                name = "target_device_count",
                description = "Devices that match now; the list is fixed when the operation starts",
                example = "245")
        long targetDeviceCount,

        @Schema(name = "operation_config") Config operationConfig,

        @Schema(
                name = "monitoring_url",
                description = "Path of the list that holds this operation alone",
                example = "/api/v1/inventory_device_serial_headless_operation/?id=67890")
        String monitoringUrl) {

    /** What the operation was told. */
    @Schema(name = "OperationConfig", description = "What the operation was told")
    record Config(
            @Schema(
                    description = "The chosen organizations, or those the caller may use; empty means all there are",
                    example = "[101, 102, 103]")
            List<Long> organizations,

            @Schema(
                    name = "device_types",
                    description = "Slugs or ids as they were sent; empty means all",
                    example = "[\"router\", \"switch\"]")
            List<String> deviceTypes,

            OperationOptions options,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(
                    name = "device_filters",
                    description = "Filters of the list of devices, where they were sent",
                    example = "{\"name__ic\": \"core\"}")
            @Nullable
            Map<String, String> deviceFilters,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Times recurrence) {}

    /** When it is done again. */
    @Schema(name = "OperationRecurrence", description = "When it is done again; shown if it is")
    record Times(
            @Schema(
                    description = "Minute, hour, day of the month, month, day of the week, as Unix cron has them",
                    example = "0 2 * * *")
            String cron,

            @Schema(name = "time_zone", description = "Whose wall clock counts", example = "Europe/Berlin")
            String timeZone,

            @Schema(
                    description = "What happens to times that no server was there for: skip leaves them out, once makes"
                            + " up for all of them together",
                    enumeration = {"skip", "once"},
                    example = "once")
            String misfire) {}
}
