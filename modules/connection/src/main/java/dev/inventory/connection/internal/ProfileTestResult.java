package dev.inventory.connection.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a test went. */
@Schema(name = "ConnectionTest", description = "How far a connection came, and what the first record would become")
public record ProfileTestResult(
        @Schema(
                example = "success",
                enumeration = {"success", "failed"})
        String status,

        @Schema(
                description = "The last stage that was passed; none if not even the name has an address",
                example = "map")
        String reached,

        List<StageResult> stages,

        @Schema(
                type = SchemaType.OBJECT,
                nullable = true,
                description = "The first record in the words of the target; null if it was not reached",
                example = "{\"item_id\": \"SKU-1\", \"quantity\": 12, \"location\": \"A-12\"}")
        @Nullable
        Map<String, @Nullable Object> sample,

        @Schema(name = "tested_at", type = SchemaType.STRING, example = "2024-01-20T09:15:00Z")
        Instant testedAt,

        @Schema(name = "duration_ms", example = "84") long durationMs) {

    /** How one stage went. */
    @Schema(name = "ConnectionTestStage")
    public record StageResult(
            @Schema(
                    example = "tls",
                    enumeration = {"resolve", "connect", "tls", "authenticate", "read", "map"})
            String stage,

            @Schema(
                    example = "passed",
                    enumeration = {"passed", "failed", "skipped", "not_reached"})
            String status,

            @Schema(nullable = true, example = "The server's certificate is not for warehouse.example.com") @Nullable
            String message) {}
}
