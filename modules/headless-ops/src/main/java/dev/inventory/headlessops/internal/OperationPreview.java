package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operation would meet, had it not been a dry run. */
@Schema(description = "What an operation would meet; nothing was scheduled")
record OperationPreview(
        @Schema(name = "dry_run", description = "Always true", example = "true") @JsonProperty("dry_run")
        boolean dryRun,

        @Schema(name = "operation_type", example = "bulk_serial_sync")
        String operationType,

        @Schema(name = "scheduled_for", description = "When it would start", example = "2024-01-16T02:00:00Z")
        Instant scheduledFor,

        @Schema(name = "estimated_duration_minutes", example = "90")
        int estimatedDurationMinutes,

        @Schema(name = "target_device_count", description = "Devices that match now", example = "245")
        long targetDeviceCount,

        @Schema(name = "operation_config") AcceptedOperation.Config operationConfig,

        @Schema(description = "The first hundred of them, by id")
        List<Device> targets) {

    /** A device that would be met. */
    @Schema(name = "OperationPreviewDevice", description = "A device that would be met")
    record Device(
            @Schema(name = "device_id", example = "4711") long deviceId,

            @Schema(name = "device_name", example = "core-sw-01")
            String deviceName,

            @Schema(name = "serial_number", example = "FOC1842X0AB")
            String serialNumber,

            @Schema(example = "101") long organization) {}
}
