package dev.inventory.headlessops.internal.discovery;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A discovery as clients are shown it. */
@Schema(name = "Discovery", description = "A search for devices, and how far it has come")
record DiscoveryView(
        @Schema(description = "The id of the discovery, and as a text of its operation", example = "67")
        long id,

        @Schema(example = "192.0.2.0/27") String name,
        @Schema(nullable = true) @Nullable String description,
        OrganizationRef organization,

        @Schema(
                description = "The state of the operation",
                enumeration = {
                    "scheduled",
                    "in_progress",
                    "completed",
                    "completed_with_errors",
                    "failed",
                    "cancelled",
                    "timed_out"
                },
                example = "in_progress")
        String status,

        @Schema(description = "Whole percent of the addresses that have been asked", example = "65")
        int progress,

        @Schema(name = "address_count", example = "30") int addressCount,

        @Schema(name = "probed_count", description = "Addresses that have been asked", example = "20")
        int probedCount,

        @Schema(name = "answered_count", description = "Addresses that answered, each a candidate", example = "12")
        long answeredCount,

        @Schema(
                name = "refused_count",
                description = "Addresses where the question could not be put or was turned down; the operation's"
                        + " results say why",
                example = "0")
        int refusedCount,

        @Schema(description = "Candidates by their state") States candidates,

        @Schema(example = "[\"192.0.2.0/27\"]") List<String> cidr,
        @Schema(example = "[\"192.0.2.1\"]") List<String> exclude,

        @Schema(description = "What may be shown of the credentials, in the order in which they are tried")
        List<Credential> credentials,

        @Schema(
                name = "credentials_kept",
                description = "Whether the secrets are still there: they are forgotten when the search has ended and"
                        + " no candidate is left that could be accepted by them",
                example = "true")
        boolean credentialsKept,

        @Schema(example = "161") int port,
        @Schema(name = "timeout_ms", example = "1000") int timeoutMs,
        @Schema(example = "1") int retries,

        @Schema(name = "max_rate", description = "Addresses that are begun with in a second", example = "100")
        int maxRate,

        @Schema(name = "created_by", example = "admin") String createdBy,

        @Schema(name = "created_at", example = "2024-01-15T10:30:00Z")
        Instant createdAt,

        @Schema(name = "started_at", nullable = true, example = "2024-01-15T10:30:01Z") @Nullable
        Instant startedAt,

        @Schema(name = "finished_at", nullable = true, example = "2024-01-15T10:31:00Z") @Nullable
        Instant finishedAt,

        @Schema(
                name = "monitoring_url",
                description = "Path of the list of operations that holds this one alone",
                example = "/api/v1/inventory_device_serial_headless_operation/?id=67")
        String monitoringUrl) {

    @Schema(name = "DiscoveryOrganization")
    record OrganizationRef(
            @Schema(example = "101") long id,
            @Schema(example = "Headquarters Network") String name) {}

    /** What may be shown of a credential. */
    @Schema(name = "DiscoveryCredentialShown")
    record Credential(
            @Schema(
                    description = "Its place, counted from 0: the credential of the candidates that took it",
                    example = "0")
            int number,

            @Schema(example = "2c") String version,

            @Schema(description = "Of version 3; else empty", example = "")
            String user) {}

    /** How many candidates are in which state. */
    @Schema(name = "DiscoveryCandidateStates")
    record States(
            @Schema(name = "new", description = "No device yet", example = "9")
            @com.fasterxml.jackson.annotation.JsonProperty("new")
            long fresh,

            @Schema(description = "A device that was there before", example = "2")
            long known,

            @Schema(description = "Became a device", example = "1")
            long accepted,

            @Schema(example = "0") long ignored) {}
}
