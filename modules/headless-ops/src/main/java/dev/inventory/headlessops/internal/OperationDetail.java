package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One operation with all that is known of it. */
@Schema(
        allOf = OperationSummary.class,
        description = "An operation's row of the list, with when it was and is to be at work and what it was told")
record OperationDetail(
        @Schema(hidden = true) @JsonUnwrapped OperationSummary summary,

        @Schema(name = "skipped_devices", description = "Devices that were deleted before their turn", example = "0")
        int skippedDevices,

        @Schema(example = "normal") String priority,

        @Schema(name = "scheduled_for", example = "2024-01-15T10:30:00Z")
        Instant scheduledFor,

        @Schema(name = "started_at", nullable = true, example = "2024-01-15T10:30:01Z") @Nullable
        Instant startedAt,

        @Schema(name = "finished_at", nullable = true) @Nullable
        Instant finishedAt,

        @Schema(name = "operation_config") AcceptedOperation.Config operationConfig) {}
