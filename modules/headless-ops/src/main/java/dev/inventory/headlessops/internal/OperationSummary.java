package dev.inventory.headlessops.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An operation and how far it has come. */
@Schema(description = "An operation and how far it has come")
record OperationSummary(
        @Schema(description = "The operation's id, as a string", example = "12345")
        String id,

        @Schema(name = "operation_type", example = "bulk_serial_sync")
        String operationType,

        @Schema(
                enumeration = {
                    "scheduled",
                    "in_progress",
                    "completed",
                    "completed_with_errors",
                    "failed",
                    "cancelled",
                    "timed_out"
                },
                example = "in_progress")
        String status,

        @Schema(description = "Whole percent of total_devices that are processed", example = "65")
        int progress,

        @Schema(
                name = "total_devices",
                description = "Devices on the target list; until the start, those that matched when it was accepted",
                example = "150")
        int totalDevices,

        @Schema(
                name = "processed_devices",
                description = "Devices with a result, the failed and skipped among them",
                example = "98")
        int processedDevices,

        @Schema(name = "failed_devices", example = "2") int failedDevices,

        @Schema(name = "created_at", example = "2024-01-15T10:30:00Z")
        Instant createdAt,

        @Schema(name = "updated_at", example = "2024-01-15T11:45:30Z")
        Instant updatedAt,

        @Schema(
                name = "estimated_completion",
                description = "At the rate measured so far; null unless the operation is in progress",
                nullable = true,
                example = "2024-01-15T12:15:00Z")
        @Nullable
        Instant estimatedCompletion,

        @Schema(name = "operation_details") Details operationDetails) {

    /** What it is for, and how devices failed. */
    @Schema(name = "OperationDetails", description = "What the operation is for, and how devices failed")
    record Details(
            @Schema(
                    name = "device_types",
                    description = "Slugs or ids as they were sent; empty means all",
                    example = "[\"router\", \"switch\", \"access_point\"]")
            List<String> deviceTypes,

            @Schema(name = "organization_ids", example = "[101, 102]")
            List<Long> organizationIds,

            @Schema(
                    name = "error_summary",
                    description = "Failed devices by class: connection_timeouts, authentication_failures,"
                            + " no_such_object, serial_mismatch, unreachable, internal_errors",
                    example = "{\"connection_timeouts\": 1, \"authentication_failures\": 1}")
            Map<String, Long> errorSummary) {}

    static OperationSummary of(Operation operation, List<Long> organizations, Map<String, Long> errors) {
        return new OperationSummary(
                Long.toString(operation.id()),
                operation.operationType(),
                operation.status(),
                operation.progress(),
                operation.totalDevices(),
                operation.processedDevices(),
                operation.failedDevices(),
                operation.createdAt(),
                operation.updatedAt(),
                operation.estimatedCompletion().orElse(null),
                new Details(operation.filters().types(), organizations, errors));
    }
}
