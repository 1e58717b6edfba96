package dev.inventory.headlessops;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.inventory.platform.json.Json;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an operation is to go about its work. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "How the operation goes about its work")
public record OperationOptions(
        @Schema(
                name = "update_firmware_info",
                description =
                        "Whether an observed firmware version becomes the device's; needs the right to change devices",
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
                description = "How many devices are asked at once, by all servers together; 500 unless told",
                minimum = "1",
                maximum = "2000",
                example = "500")
        @Nullable
        Integer maxParallel,

        @Schema(
                name = "stop_on_failure_percent",
                description =
                        "Ends the operation as failed after a wave, the last one included, when at least this share"
                                + " of the processed devices failed; without it nothing does",
                minimum = "1",
                maximum = "100",
                example = "20")
        @Nullable
        Integer stopOnFailurePercent,

        @Schema(
                name = "wave_size",
                description = "Devices of a wave, which is done before the next begins; a tenth of the targets, at"
                        + " least 10, with stop_on_failure_percent, else all",
                minimum = "1",
                maximum = "1000000",
                example = "50")
        @Nullable
        Integer waveSize,

        @Nullable Retry retry,

        @Schema(
                name = "on_busy",
                description = "What happens with a device that another operation works on: wait for it, or skip it",
                enumeration = {"wait", "skip"},
                defaultValue = "wait",
                example = "wait")
        @Nullable
        String onBusy,

        @Nullable Rules rules,

        @Schema(
                name = "max_rate",
                description = "How many devices are begun with in a second, by all servers together; without it as"
                        + " many as answers make room for",
                minimum = "1",
                maximum = "1000",
                example = "100")
        @Nullable
        Integer maxRate) {

    public static final int DEFAULT_TIMEOUT_MINUTES = 120;
    public static final int MAX_TIMEOUT_MINUTES = 1440;
    public static final int MAX_PARALLEL = 2000;
    public static final int MAX_RATE = 1000;
    public static final int MAX_RETRIES = 10;
    public static final int MAX_BACKOFF_SECONDS = 3600;

    /** Options as most operations have them. */
    public static final OperationOptions DEFAULT =
            new OperationOptions(false, false, DEFAULT_TIMEOUT_MINUTES, null, null, null, null, null, null, null);

    private static final int DEFAULT_PARALLEL = 500;
    private static final Retry DEFAULT_RETRY = new Retry(2, 2);

    /**
     * How often a device is tried again whose failure may pass.
     *
     * @param backoff seconds before the first retry; doubled with each further one
     */
    @Schema(
            name = "OperationRetry",
            description = "Time-outs and failures of the server itself are tried again; what a device refuses is not")
    public record Retry(
            @Schema(
                    description = "Attempts after the first",
                    minimum = "0",
                    maximum = "10",
                    defaultValue = "2",
                    example = "3")
            int max,

            @Schema(
                    description = "Seconds before the first retry, doubled with each further one",
                    minimum = "1",
                    maximum = "3600",
                    defaultValue = "2",
                    example = "30")
            int backoff) {

        /** How long to wait after the attempt of that number, which is at least 1. */
        public Duration pause(int attempt) {
            long seconds = (long) backoff << Math.min(attempt - 1, 20);
            return Duration.ofSeconds(Math.min(seconds, MAX_BACKOFF_SECONDS));
        }
    }

    /** What {@code compliance_report} checks; a rule that is left out is kept by all. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OperationRules", description = "What compliance_report checks; at least one rule")
    public record Rules(
            @Schema(
                    name = "allowed_firmware",
                    description =
                            "Firmware versions that may run, of at most 128 characters; the recorded version counts",
                    minItems = 1,
                    maxItems = 1000,
                    example = "[\"16.12.07\", \"16.12.08\"]")
            @Nullable
            List<String> allowedFirmware,

            @Schema(
                    name = "snmp_versions",
                    description = "SNMP versions that a device may be asked by: 1, 2c, 3",
                    minItems = 1,
                    maxItems = 1000,
                    example = "[\"2c\", \"3\"]")
            @Nullable
            List<String> snmpVersions,

            @Schema(
                    name = "name_pattern",
                    description = "What a device's whole name must look like: * stands for any characters,"
                            + " ? for one, # for a digit",
                    maxLength = 128,
                    example = "core-*-##")
            @Nullable
            String namePattern,

            @Schema(
                    name = "max_silence_hours",
                    description = "Hours that may have passed since the device last answered",
                    minimum = "1",
                    maximum = "8784",
                    example = "24")
            @Nullable
            Integer maxSilenceHours) {}

    @JsonCreator
    public OperationOptions {}

    /** How many devices are asked at once. */
    @JsonIgnore
    public int parallel() {
        return maxParallel == null ? DEFAULT_PARALLEL : maxParallel;
    }

    /** How failures that may pass are tried again. */
    @JsonIgnore
    public Retry retries() {
        return retry == null ? DEFAULT_RETRY : retry;
    }

    /** Whether a device that another operation works on is left out. */
    @JsonIgnore
    public boolean isBusySkipped() {
        return "skip".equals(onBusy);
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
