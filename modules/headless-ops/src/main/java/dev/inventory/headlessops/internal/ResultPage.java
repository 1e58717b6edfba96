package dev.inventory.headlessops.internal;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The shape of a page of results, for the API's description; the rows come from the projection itself. */
@Schema(description = "One page of an operation's results")
record ResultPage(
        @Schema(description = "How many devices match, on all pages", example = "150")
        long count,

        @Schema(description = "The next page, or null", nullable = true) @Nullable
        String next,

        @Schema(description = "The previous page, or null", nullable = true) @Nullable
        String previous,

        List<Row> results) {

    /** What became of one device. */
    @Schema(name = "OperationResult", description = "What became of one device")
    record Row(
            @Schema(name = "device_id", example = "4711") long deviceId,

            @Schema(
                    name = "device_name",
                    description = "As recorded when the operation started",
                    example = "core-sw-01")
            String deviceName,

            @Schema(
                    name = "serial_number",
                    description = "As recorded when the operation started",
                    example = "FOC1842X0AB")
            String serialNumber,

            @Schema(
                    description = "null until the device's turn has come",
                    nullable = true,
                    enumeration = {"ok", "failed", "skipped", "not_processed"},
                    example = "failed")
            @Nullable
            String outcome,

            @Schema(
                    name = "error_class",
                    nullable = true,
                    enumeration = {
                        "connection_timeouts",
                        "authentication_failures",
                        "no_such_object",
                        "serial_mismatch",
                        "unreachable",
                        "internal_errors"
                    },
                    example = "serial_mismatch")
            @Nullable
            String errorClass,

            @Schema(nullable = true, example = "The device reports another serial number than is recorded.") @Nullable
            String message,

            @Schema(description = "The recorded value", nullable = true, example = "FOC1842X0AB") @Nullable
            String before,

            @Schema(description = "The observed value", nullable = true, example = "FOC1842X0AC") @Nullable
            String after,

            @Schema(example = "1") int attempts,

            @Schema(name = "duration_ms", description = "Milliseconds", nullable = true, example = "38") @Nullable
            Long durationMs,

            @Schema(name = "finished_at", nullable = true, example = "2024-01-15T10:30:02.125Z") @Nullable
            Instant finishedAt) {}
}
