package dev.inventory.headlessops.internal.execution;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.inventory.platform.json.Json;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an operation is to go about its work. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "How the operation goes about its work")
public record OperationOptions(
        @Schema(
                name = "update_firmware_info",
                description = "Whether an observed firmware version becomes the device's",
                defaultValue = "false",
                example = "true")
        boolean updateFirmwareInfo,

        @Schema(
                name = "validate_connectivity",
                description = "Whether each device's status is checked first; a device that is down is not asked more",
                defaultValue = "false",
                example = "true")
        boolean validateConnectivity,

        @Schema(
                name = "timeout_minutes",
                description = "Minutes from the start after which the operation ends as timed_out",
                minimum = "1",
                maximum = "1440",
                defaultValue = "120",
                example = "120")
        int timeoutMinutes,

        @Schema(
                name = "max_parallel",
                description = "How many devices are asked at once; 500 unless told",
                minimum = "1",
                maximum = "2000",
                example = "500")
        @Nullable
        Integer maxParallel) {

    public static final int DEFAULT_TIMEOUT_MINUTES = 120;
    public static final int MAX_TIMEOUT_MINUTES = 1440;
    public static final int MAX_PARALLEL = 2000;

    private static final int DEFAULT_PARALLEL = 500;

    /** How many devices are asked at once. */
    @JsonIgnore
    public int parallel() {
        return maxParallel == null ? DEFAULT_PARALLEL : maxParallel;
    }

    /** Reads what {@link Json#write} made of it. */
    public static OperationOptions parse(String json) {
        try {
            return Json.mapper().readValue(json, OperationOptions.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an operation's options", e);
        }
    }
}
