package dev.inventory.headlessops.internal.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The shapes of requests and pages, as the API description shows them. */
final class DiscoverySchemas {

    static final String EXAMPLE = """
            {
              "organization": 101,
              "name": "Headquarters, access network",
              "cidr": ["192.0.2.0/27"],
              "exclude": ["192.0.2.1"],
              "credentials": [{"version": "2c", "community": "public"}, {"version": "1", "community": "public"}],
              "max_rate": 50
            }""";

    static final String EXAMPLE_ACCEPT = """
            {
              "items": [12, 13],
              "devices": [{"id": 14, "name": "core-router-01", "serial_number": "RT5500-ABC123"}],
              "overrides": {"location": "Data Center A", "poll_interval_seconds": 60},
              "name_prefix": "hq-",
              "serial_fallback": ["mac_address", "engine_id"]
            }""";

    static final String EXAMPLE_IGNORE = "{\"filters\": {\"vendor\": \"APC\"}}";

    private DiscoverySchemas() {}

    @Schema(name = "DiscoveryInput", description = "A search for devices")
    record Input(
            @Schema(required = true, example = "101", description = "Where devices are to be registered")
            long organization,

            @Schema(maxLength = 255, description = "The range unless told", example = "Headquarters, access network")
            String name,

            @Schema(maxLength = 4000, nullable = true) String description,

            @Schema(
                    required = true,
                    description = "Networks or addresses, IPv4 or IPv6, at most 256, with 65536 addresses together. Of"
                            + " an IPv4 network greater than /31 its own and the broadcast address are left out",
                    example = "[\"192.0.2.0/27\"]")
            List<String> cidr,

            @Schema(description = "Networks or addresses that are not asked", example = "[\"192.0.2.1\"]")
            List<String> exclude,

            @Schema(
                    required = true,
                    description = "At most 5, tried in order. Sealed at rest, never answered, and forgotten when the"
                            + " search has ended and nothing is left that could be accepted by them")
            List<Credential> credentials,

            @Schema(minimum = "1", maximum = "65535", defaultValue = "161")
            int port,

            @Schema(
                    name = "timeout_ms",
                    minimum = "100",
                    maximum = "10000",
                    defaultValue = "1000",
                    description = "How long the first answer is waited for, in milliseconds")
            int timeoutMs,

            @Schema(minimum = "0", maximum = "3", defaultValue = "1", description = "How often a question is repeated")
            int retries,

            @Schema(
                    name = "max_rate",
                    minimum = "1",
                    maximum = "1000",
                    defaultValue = "100",
                    description = "Addresses that are begun with in a second, by all servers together")
            int maxRate) {}

    @Schema(name = "DiscoveryCredential", description = "By what an agent is asked, as a device's snmp object has it")
    record Credential(
            @Schema(
                    enumeration = {"1", "2c", "3"},
                    defaultValue = "2c",
                    example = "2c")
            String version,

            @Schema(maxLength = 255, description = "Of versions 1 and 2c; secret", example = "public")
            String community,

            @Schema(maxLength = 32, description = "Of version 3, as what follows")
            String user,

            @Schema(
                    name = "auth_protocol",
                    enumeration = {"md5", "sha", "sha224", "sha256", "sha384", "sha512"})
            String authProtocol,

            @Schema(name = "auth_key", minLength = 8, maxLength = 255, description = "Secret")
            String authKey,

            @Schema(
                    name = "priv_protocol",
                    enumeration = {"des", "aes", "aes192", "aes256", "aes192c", "aes256c"})
            String privProtocol,

            @Schema(name = "priv_key", minLength = 8, maxLength = 255, description = "Secret")
            String privKey,

            @Schema(maxLength = 32, description = "Which is asked in; mostly none")
            String context) {}

    @Schema(name = "DiscoveryDecision", description = "Which candidates; either items and devices, or filters, or all")
    record Ignored(
            @Schema(description = "Ids of candidates", example = "[12, 13]")
            List<Long> items,

            @Schema(
                    type = SchemaType.OBJECT,
                    description = "Those new candidates that the list with these filters holds",
                    example = "{\"vendor\": \"Cisco\"}")
            Map<String, String> filters,

            @Schema(description = "All new candidates", example = "false")
            boolean all) {}

    @Schema(name = "DiscoveryAcceptance", description = "Which candidates become devices, and what these are like")
    record Accepted(
            @Schema(description = "Ids of candidates", example = "[12, 13]")
            List<Long> items,

            @Schema(
                    type = SchemaType.OBJECT,
                    description = "Those new candidates that the list with these filters holds",
                    example = "{\"vendor\": \"Cisco\"}")
            Map<String, String> filters,

            @Schema(description = "All new candidates", example = "false")
            boolean all,

            @Schema(
                    type = SchemaType.ARRAY,
                    description = "Candidates with fields of their devices, which come before what was found",
                    example = "[{\"id\": 14, \"name\": \"core-router-01\"}]")
            List<Map<String, Object>> devices,

            @Schema(
                    type = SchemaType.OBJECT,
                    description = "Fields of all the devices, which come before what was found",
                    example = "{\"location\": \"Data Center A\", \"type\": 1}")
            Map<String, Object> overrides,

            @Schema(name = "name_prefix", maxLength = 100, example = "hq-")
            String namePrefix,

            @Schema(
                    name = "serial_fallback",
                    description = "What stands in for the serial number of an agent that tells none, in order:"
                            + " mac_address, engine_id, address. Without it such a candidate is refused",
                    example = "[\"mac_address\"]")
            List<String> serialFallback) {}

    @Schema(name = "DiscoveryDecided", description = "What became of the candidates, and how many each")
    record Decided(
            @Schema(description = "Devices made", example = "2")
            long created,

            @Schema(description = "Nothing to do, or done without a device", example = "1")
            long unchanged,

            @Schema(example = "0") long refused,
            List<CandidateOutcome> results) {

        static Decided of(CandidateRequests.Decided decided) {
            List<CandidateOutcome> outcomes = decided.outcomes();
            return new Decided(
                    outcomes.stream().filter(outcome -> outcome.status() == 201).count(),
                    outcomes.stream().filter(outcome -> outcome.status() == 200).count(),
                    outcomes.stream()
                            .filter(outcome -> outcome.errors() != null)
                            .count(),
                    outcomes);
        }
    }

    @Schema(name = "DiscoveryCandidate", description = "Something that answered")
    record CandidateRow(
            @Schema(example = "12") long id,
            @Schema(example = "192.0.2.10") String address,

            @Schema(name = "sys_name", nullable = true, example = "core-router-01") @Nullable
            String sysName,

            @Schema(name = "sys_descr", nullable = true, example = "Cisco IOS Software, ISR Software") @Nullable
            String sysDescr,

            @Schema(name = "sys_object_id", nullable = true, example = "1.3.6.1.4.1.9.1.2068") @Nullable
            String sysObjectId,

            @Schema(name = "sys_location", nullable = true, example = "Rack 10") @Nullable
            String sysLocation,

            @Schema(name = "serial_number", nullable = true, example = "RT5500-ABC123") @Nullable
            String serialNumber,

            @Schema(nullable = true, example = "ISR4331/K9") @Nullable
            String model,

            @Schema(name = "firmware_version", nullable = true, example = "17.3.4a") @Nullable
            String firmwareVersion,

            @Schema(name = "mac_address", nullable = true, example = "00:1B:44:11:3A:B7") @Nullable
            String macAddress,

            @Schema(
                    name = "engine_id",
                    nullable = true,
                    description = "snmpEngineID, hexadecimal",
                    example = "80001f8880e9630000d61ff449")
            @Nullable
            String engineId,

            @Schema(nullable = true, description = "By sysObjectID", example = "Cisco") @Nullable
            String vendor,

            @Schema(
                    name = "device_type",
                    nullable = true,
                    description = "The slug of the device type that it seems to be of, by sysObjectID or sysServices",
                    example = "router")
            @Nullable
            String deviceType,

            @Schema(description = "Which of the credentials it took, counted from 0", example = "0")
            int credential,

            @Schema(
                    enumeration = {"new", "known", "accepted", "ignored"},
                    example = "new")
            String state,

            @Schema(nullable = true, description = "The device that it is", example = "1001") @Nullable
            Long device,

            @Schema(
                    name = "matched_by",
                    nullable = true,
                    description = "What a known device was known by",
                    enumeration = {"serial_number", "engine_id", "mac_address", "hostname"},
                    example = "serial_number")
            @Nullable
            String matchedBy,

            @Schema(name = "found_at", example = "2024-01-15T10:30:05Z")
            Instant foundAt,

            @Schema(name = "decided_at", nullable = true, example = "2024-01-15T11:00:00Z") @Nullable
            Instant decidedAt) {}

    @Schema(name = "DiscoveryPage")
    record DiscoveryPage(
            @Schema(example = "1") long count,
            @Schema(nullable = true) @Nullable String next,
            @Schema(nullable = true) @Nullable String previous,
            List<DiscoveryView> results) {}

    @Schema(name = "DiscoveryCandidatePage")
    record CandidatePage(
            @Schema(example = "12") long count,
            @Schema(nullable = true) @Nullable String next,
            @Schema(nullable = true) @Nullable String previous,
            List<CandidateRow> results) {}
}
