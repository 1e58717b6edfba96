package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One operation with all that is known of it. */
@Schema(
        allOf = OperationSummary.class,
        description = "An operation's row of the list, with when it was and is to be at work and what it was told")
record OperationDetail(
        @Schema(hidden = true) @JsonUnwrapped OperationSummary summary,

        @Schema(
                name = "skipped_devices",
                description =
                        "Devices that were deleted before their turn, or skipped since another operation had them",
                example = "0")
        int skippedDevices,

        @Schema(example = "normal") String priority,

        @Schema(name = "scheduled_for", example = "2024-01-15T10:30:00Z")
        Instant scheduledFor,

        @Schema(name = "started_at", nullable = true, example = "2024-01-15T10:30:01Z") @Nullable
        Instant startedAt,

        @Schema(name = "finished_at", nullable = true) @Nullable
        Instant finishedAt,

        @Schema(description = "Whether it was told to pause; devices that were asked already are still noted")
        boolean paused,

        @Schema(description = "Whether it was told to end and has not ended yet", example = "false")
        boolean cancelling,

        @Schema(description = "The wave whose devices are dealt with, from 1", example = "1")
        int wave,

        @Schema(name = "end_reason", description = "Why it ended early", nullable = true) @Nullable
        String endReason,

        @Schema(
                name = "retry_of",
                description = "The operation whose failed devices it is for, as a string",
                nullable = true)
        @Nullable
        String retryOf,

        @Schema(
                name = "series_id",
                description = "The first of the recurring operations that this is one of, as a string",
                nullable = true)
        @Nullable
        String seriesId,

        @Schema(
                name = "devices_by_value",
                description = "How many devices have which value in after; for firmware_inventory the versions, for"
                        + " compliance_report pass or the rules that are not kept, else null",
                nullable = true,
                example = "{\"16.12.07\": 120, \"16.12.08\": 28}")
        @Nullable
        Map<String, Long> devicesByValue,

        @Schema(name = "operation_config") AcceptedOperation.Config operationConfig) {}
