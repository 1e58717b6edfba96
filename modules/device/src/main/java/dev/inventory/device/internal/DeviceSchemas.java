package dev.inventory.device.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.DevicePlacements;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The shapes of this module's requests and answers, as the API description shows them. */
final class DeviceSchemas {

    private DeviceSchemas() {}

    static final String EXAMPLE_INPUT = """
            {
              "name": "new-firewall-01",
              "hostname": "192.168.1.100",
              "serial_number": "FW7000-GHI789",
              "type": 3,
              "organization": 1,
              "location": "Data Center B - Rack 5",
              "description": "Primary firewall for DMZ network",
              "snmp_community": "public",
              "snmp": {"version": "2c", "port": 161}
            }""";

    static final String EXAMPLE_VERSION_3 = """
            {
              "name": "core-router-02",
              "hostname": "192.168.1.2",
              "serial_number": "RT5500-ABC124",
              "type": 1,
              "organization": 1,
              "snmp": {
                "version": "3",
                "user": "inventory",
                "auth_protocol": "sha256",
                "auth_key": "a-long-passphrase",
                "priv_protocol": "aes",
                "priv_key": "another-passphrase"
              }
            }""";

    static final String EXAMPLE_PATCH = """
            {
              "status": false,
              "location": "Data Center C - Rack 15",
              "firmware_version": "16.12.09"
            }""";

    @Schema(name = "DeviceInput", description = "A device as it is written. PATCH takes any part of it.")
    record Input(
            @Schema(required = true, maxLength = 255, example = "core-router-01")
            String name,

            @Schema(
                    required = true,
                    maxLength = 253,
                    example = "192.168.1.1",
                    description = "IPv4 or IPv6 address or host name; unique in the organization")
            String hostname,

            @Schema(
                    required = true,
                    maxLength = 128,
                    example = "RT5500-ABC123",
                    description = "Unique in the organization")
            String serialNumber,

            @Schema(
                    maxLength = 64,
                    nullable = true,
                    example = "00:1B:44:11:3A:B7",
                    description = "Any common notation; unique in the organization")
            String macAddress,

            @Schema(required = true, example = "1", description = "Id of a device type")
            long type,

            @Schema(required = true, example = "1", description = "Id of an organization")
            long organization,

            @Schema(description = "Up or down; measured if polling is on")
            Boolean status,

            @Schema(maxLength = 255, nullable = true, example = "Data Center A - Rack 10")
            String location,

            @Schema(maxLength = 4000, nullable = true) String description,

            @Schema(maxLength = 128, nullable = true, example = "16.12.05")
            String firmwareVersion,

            @Schema(nullable = true, example = "192.168.100.1", description = "IPv4 or IPv6 address")
            String managementIp,

            @Schema(
                    maxLength = 255,
                    nullable = true,
                    example = "public",
                    description = "Secret; sealed at rest, shown only to callers who may change the device")
            String snmpCommunity,

            @Schema(nullable = true) SnmpInput snmp,

            @Schema(nullable = true, minimum = "5", maximum = "86400", description = "Seconds; null for the default")
            Integer pollIntervalSeconds,

            @Schema(defaultValue = "true") Boolean pollingEnabled,

            @Schema(nullable = true, description = "Id of the device that this one is reached through")
            Long parent,

            @Schema(
                    nullable = true,
                    maxItems = 5,
                    example = "[\"snmp\", \"tcp:22\"]",
                    description = "How to find out whether the device is there, tried in order: snmp, icmp, tcp:<port>,"
                            + " http[:port][/path], https[:port][/path]. Without any, as its type says, and"
                            + " snmp if that says nothing")
            List<String> statusHelpers,

            @Schema(
                    nullable = true,
                    maxItems = 50,
                    example = "[\"core\", \"rack 10\"]",
                    description =
                            "Words of at most 64 characters; sorted, and those that differ in case alone are one. PATCH"
                                    + " replaces them all")
            List<String> tags,

            @Schema(
                    type = SchemaType.OBJECT,
                    nullable = true,
                    description = "Any JSON object of at most 64 KiB, the same as at metadata/. PATCH merges it, null"
                            + " empties it")
            ObjectNode metadata) {}

    @Schema(
            name = "SnmpInput",
            description = "How the device is asked over SNMP; user, protocols, keys and context with version 3 only")
    record SnmpInput(
            @Schema(
                    enumeration = {"1", "2c", "3"},
                    defaultValue = "2c")
            String version,

            @Schema(minimum = "1", maximum = "65535", defaultValue = "161")
            Integer port,

            @Schema(minimum = "100", maximum = "30000", defaultValue = "1000")
            Integer timeoutMs,

            @Schema(minimum = "0", maximum = "5", defaultValue = "1")
            Integer retries,

            @Schema(maxLength = 32, nullable = true, example = "inventory", description = "Required with version 3")
            String user,

            @Schema(
                    nullable = true,
                    enumeration = {"md5", "sha", "sha224", "sha256", "sha384", "sha512"},
                    description = "Without one, messages are not authenticated")
            String authProtocol,

            @Schema(
                    nullable = true,
                    minLength = 8,
                    maxLength = 255,
                    writeOnly = true,
                    description = "Passphrase; sealed at rest, never shown, kept when omitted, removed by null")
            String authKey,

            @Schema(
                    nullable = true,
                    enumeration = {"des", "aes", "aes192", "aes256", "aes192c", "aes256c"},
                    description = "Needs an auth_protocol. aes192c and aes256c extend keys as Cisco does")
            String privProtocol,

            @Schema(
                    nullable = true,
                    minLength = 8,
                    maxLength = 255,
                    writeOnly = true,
                    description = "Passphrase; as auth_key")
            String privKey,

            @Schema(maxLength = 32, nullable = true, description = "Context that is asked in; mostly none")
            String context) {}

    @Schema(name = "DeviceTypeRef")
    record TypeRef(
            @Schema(example = "1") long id,
            @Schema(example = "Router") String name,
            @Schema(example = "Cisco ISR 4451") String model) {}

    @Schema(name = "OrganizationRef")
    record OrganizationRef(
            @Schema(example = "1") long id,
            @Schema(example = "Headquarters Network") String name) {}

    @Schema(name = "DeviceRow", description = "A device in a list")
    record Row(
            @Schema(example = "1001") long id,
            @Schema(example = "core-router-01") String name,
            @Schema(example = "192.168.1.1") String hostname,
            @Schema(example = "RT5500-ABC123") String serialNumber,
            TypeRef type,
            OrganizationRef organization,
            boolean status,
            @Schema(example = "2024-01-15T08:30:00Z") Instant lastStatusChange,
            boolean pendingConfig,
            @Nullable @Schema(nullable = true) String location,
            @Schema(example = "2024-01-10T14:20:00Z") Instant createdAt,
            @Schema(example = "2024-01-15T08:30:00Z") Instant updatedAt) {}

    @Schema(name = "DevicePage")
    record RowPage(
            @Schema(example = "156") long count,
            @Nullable @Schema(nullable = true) String next,
            @Nullable @Schema(nullable = true) String previous,
            List<Row> results) {}

    @Schema(name = "DeviceWritten", description = "A device after a write")
    record Written(
            long id,
            String name,
            String hostname,
            String serialNumber,
            @Nullable String macAddress,
            TypeRef type,
            OrganizationRef organization,
            boolean status,
            Instant lastStatusChange,
            boolean pendingConfig,
            @Nullable String location,
            @Nullable String description,
            @Nullable String firmwareVersion,
            @Nullable String managementIp,
            Instant createdAt,
            Instant updatedAt) {}

    @Schema(name = "DeviceDetailType")
    record DetailType(
            @Schema(example = "1") long id,
            @Schema(example = "Router") String name,
            @Schema(example = "Cisco ISR 4451") String model,
            @Schema(example = "Cisco") @Nullable String manufacturer) {}

    @Schema(name = "DeviceDetailOrganization")
    record DetailOrganization(
            @Schema(example = "1") long id,
            @Schema(example = "Headquarters Network") String name,

            @Schema(example = "netadmin@company.example") @Nullable
            String contactEmail) {}

    @Schema(name = "DeviceDetail", description = "All of one device")
    record Detail(
            long id,
            String name,
            String hostname,
            String serialNumber,
            @Nullable String macAddress,
            DetailType type,
            DetailOrganization organization,
            boolean status,
            Instant lastStatusChange,

            @Nullable @Schema(nullable = true, example = "45 days, 12:30:15")
            String uptime,

            boolean pendingConfig,
            List<ManagedSettings.Pending> pendingDetails,
            @Nullable String location,
            @Nullable String description,

            @Nullable
            @Schema(
                    nullable = true,
                    example = "16.12.05",
                    description = "As it is recorded. Where nothing is, the first version that the device tells is"
                            + " recorded; another one that it tells later is among its facts")
            String firmwareVersion,

            @Nullable String managementIp,

            @Nullable
            @Schema(
                    nullable = true,
                    description = "Only for callers who may change the device; null if it has none of its own and is"
                            + " asked with the server's default (INVENTORY_SNMP_COMMUNITY), which is not shown")
            String snmpCommunity,

            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant lastSeen,

            @Schema(
                    example = "Answered over SNMP",
                    description = "Why status is as it is; while a maintenance window is open it stands still with it")
            String statusReason,

            @Schema(
                    enumeration = {"up", "down", "flapping", "unreachable", "maintenance", "unknown"},
                    example = "up",
                    description = "The status in more words; since last_status_change")
            String statusDetail,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(description = "Only while a maintenance window is open for the device")
            @Nullable
            OpenWindow maintenance,

            SnmpFields snmp,
            @Nullable Integer pollIntervalSeconds,
            boolean pollingEnabled,
            @Nullable Long parent,
            List<String> statusHelpers,
            List<String> tags,

            @Schema(type = SchemaType.OBJECT, description = "What is kept beside the device, as at metadata/")
            ObjectNode metadata,

            @Schema(description = "While the device tells another serial number; else null") @Nullable
            SerialConflict serialConflict,

            @Schema(
                    example = "2023-12-01T20:15:30Z",
                    description = "When it started, as far as it has told; uptime counts from here")
            @Nullable
            Instant bootedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(description = "Where an item with its serial number is recorded; only if there is one")
            DevicePlacements.@Nullable Place storedIn) {}

    @Schema(name = "SerialConflict", description = "The recorded serial number and the one that the device tells")
    record SerialConflict(
            @Schema(example = "RT5500-ABC123") String recorded,
            @Schema(example = "RT5500-XYZ789") String observed) {}

    @Schema(name = "AcceptedSerial", description = "The serial number as it was shown")
    record AcceptedSerial(
            @Schema(maxLength = 128, nullable = true, example = "RT5500-XYZ789")
            String serialNumber) {}

    @Schema(name = "OpenMaintenanceWindow")
    record OpenWindow(
            @Schema(description = "Id of the maintenance window")
            long window,

            @Schema(example = "2026-12-01T20:00:00Z") Instant since,
            @Schema(example = "2026-12-01T21:30:00Z") Instant until,

            @Schema(nullable = true, example = "Firmware upgrade", description = "Of the window") @Nullable
            String reason) {}

    @Schema(name = "DeviceType")
    record Type(
            long id,
            String name,
            String model,
            String manufacturer,
            String slug,
            List<String> statusHelpers,
            Instant createdAt,
            Instant updatedAt) {}

    @Schema(name = "DeviceTypePage")
    record TypePage(
            long count,
            @Nullable @Schema(nullable = true) String next,
            @Nullable @Schema(nullable = true) String previous,
            List<Type> results) {}

    @Schema(name = "StatusChange", description = "One change of a device's status")
    record StatusChange(
            long id,
            boolean status,

            @Schema(
                    enumeration = {"up", "down", "flapping", "unreachable", "unknown"},
                    example = "down")
            String statusDetail,

            @Schema(
                    example = "No answer over SNMP to 2 polls in a row",
                    description =
                            "Of a device that has started anew: Rebooted; runs since … That is no change, the status"
                                    + " is as it was")
            String reason,

            @Schema(example = "poll", description = "poll, or the user who set it")
            String source,

            Instant changedAt) {}

    @Schema(name = "StatusHistoryPage")
    record StatusHistoryPage(
            long count,
            @Nullable @Schema(nullable = true) String next,
            @Nullable @Schema(nullable = true) String previous,
            List<StatusChange> results) {}

    @Schema(name = "DeviceFact", description = "Something a device said about itself")
    record Fact(
            @Schema(example = "sysDescr") String name,

            @Schema(example = "Cisco IOS Software, ISR Software")
            String value,

            @Schema(example = "SNMPv2-MIB") String source,

            @Schema(example = "2026-11-02T08:30:00Z", description = "Since when it is seen: when it was first told so")
            Instant observedAt,

            @Schema(
                    nullable = true,
                    example = "2026-11-22T12:00:00Z",
                    description = "When the device last told the group of facts that this one is of; null if it is not"
                            + " known, since the device is not seen over SNMP alone")
            @Nullable
            Instant confirmedAt) {}

    @Schema(name = "DeviceImportReport", description = "What became of a file of devices")
    record FileReport(
            boolean dryRun,
            boolean atomic,

            @Schema(description = "Whether what it tells was done; else it is what would have been")
            boolean applied,

            @Schema(example = "3") int total,
            @Schema(example = "1") int created,
            @Schema(example = "0") int updated,

            @Schema(example = "1", description = "Had been as the file says")
            int unchanged,

            @Schema(example = "1") int failed,

            @Schema(description = "The rows that failed; all of them with report=all")
            List<FileReportRow> rows) {}

    @Schema(name = "DeviceImportRow", description = "What became of a row")
    record FileReportRow(
            @Schema(description = "Where it begins in the file; in JSON its number in the list", example = "4")
            int line,

            @Schema(example = "SW2960-DEF456") String serialNumber,

            @Schema(enumeration = {"created", "updated", "unchanged", "failed"})
            String outcome,

            @Nullable @Schema(nullable = true, description = "As it would be for a request of its own", example = "409")
            Integer status,

            @Nullable @Schema(nullable = true, description = "Messages by field")
            Object errors) {}

    @Schema(name = "Error", description = "One sentence under detail, or messages by field")
    record ErrorBody(@Schema(example = "Not found.") String detail) {}
}
