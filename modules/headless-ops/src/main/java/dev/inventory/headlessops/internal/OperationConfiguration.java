package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.inventory.headlessops.OperationOptions;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shape of a request, for the API's description; {@link OperationRequest} reads it. */
@Schema(description = "What is to be done, with which devices, and when")
record OperationConfiguration(
        @Schema(
                name = "operation_type",
                required = true,
                description = "bulk_serial_sync: read and record each device's serial number, report mismatches."
                        + " status_update: ask each device's status helper."
                        + " inventory_audit: compare the record with what the device says, change nothing."
                        + " firmware_inventory: read the firmware versions and count them."
                        + " compliance_report: check the records against options.rules."
                        + " apply_config: write the pending settings, read them back.",
                enumeration = {
                    "apply_config",
                    "bulk_serial_sync",
                    "compliance_report",
                    "firmware_inventory",
                    "inventory_audit",
                    "status_update"
                },
                example = "bulk_serial_sync")
        String operationType,

        @Schema(
                name = "target_organizations",
                description =
                        "Ids; all that the caller may use unless told. Each stands for what lies under it as well",
                minItems = 1,
                maxItems = 10_000,
                example = "[101, 102, 103]")
        List<Long> targetOrganizations,

        @Schema(name = "device_filters") Filters deviceFilters,

        Schedule schedule,

        Options options) {

    /** How it goes about its work, and whether it does. */
    @Schema(name = "OperationOptionsToSend", allOf = OperationOptions.class)
    record Options(
            @Schema(hidden = true) @JsonUnwrapped OperationOptions options,

            @Schema(
                    name = "dry_run",
                    description = "Answers with the devices that would be met, and schedules nothing",
                    defaultValue = "false",
                    example = "false")
            boolean dryRun) {}

    /** Which devices are meant. */
    @Schema(
            name = "OperationDeviceFilters",
            description =
                    "Every part narrows the selection; values of one part are alternatives. Beside these parts every"
                            + " filter and lookup of the list of devices is taken, as in its query: name__ic, location, tag,"
                            + " last_status_change_from, …; a list stands for values separated by commas")
    record Filters(
            @Schema(
                    description =
                            "Slugs or ids of device types, one or a list. Leave a part out to mean every device; an"
                                    + " empty list and null are refused",
                    minItems = 1,
                    maxItems = 10_000,
                    example = "[\"router\", \"switch\"]")
            List<String> types,

            @Schema(
                    description = "active, up or true; inactive, down or false; pending; one or a list",
                    minItems = 1,
                    maxItems = 10_000,
                    example = "[\"active\", \"pending\"]")
            List<String> status,

            @Schema(
                    name = "serial_numbers",
                    description = "Exact serial numbers, of at most 128 characters, one or a list",
                    minItems = 1,
                    maxItems = 10_000,
                    example = "[\"FOC1842X0AB\"]")
            List<String> serialNumbers,

            @Schema(description = "Device ids", minItems = 1, maxItems = 10_000, example = "[4711, 4712]")
            List<Long> ids) {}

    /** When it is to be done. */
    @Schema(name = "OperationSchedule", description = "When it is to be done")
    record Schedule(
            @Schema(
                    name = "execute_at",
                    description = "ISO 8601, at most a minute in the past; now unless told",
                    example = "2024-01-16T02:00:00Z")
            Instant executeAt,

            @Schema(
                    description = "Which of the waiting operations comes first",
                    enumeration = {"low", "normal", "high", "urgent"},
                    defaultValue = "normal",
                    example = "normal")
            String priority,

            @Schema(
                    description = "When it is done again: five fields as Unix cron has them, and a time zone behind"
                            + " them or in time_zone, once. An object with cron and time_zone is taken, too",
                    maxLength = 128,
                    example = "0 2 * * * Europe/Berlin")
            String recurrence,

            @Schema(
                    name = "time_zone",
                    description = "Whose wall clock recurrence goes by; only beside a recurrence that names none",
                    maxLength = 128,
                    defaultValue = "UTC",
                    example = "Europe/Berlin")
            String timeZone,

            @Schema(
                    description = "What happens to times that no server was there for: skip leaves them out, once makes"
                            + " up for all of them together",
                    enumeration = {"skip", "once"},
                    defaultValue = "once",
                    example = "once")
            String misfire) {}
}
