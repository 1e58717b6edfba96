package dev.inventory.connection.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the profiles look like, for the API's description and for OPTIONS. */
final class ProfileSchemas {

    static final String EXAMPLE_INPUT = """
            {"name": "Warehouse Management System", "profile_type": "rest_api", "organization": 1,
             "endpoint_url": "https://warehouse-api.company.com/v2/stock", "authentication_type": "api_key",
             "credentials": {"api_key": "…"}, "sync_frequency": "hourly", "target": "items",
             "configuration": {"source": {"pagination": {"type": "next"}},
              "data_mapping": {"item_id": "sku", "quantity": "stock_count", "location": "warehouse_section"},
              "filters": {"active_items_only": true, "exclude_categories": ["obsolete", "discontinued"]}}}""";

    static final String EXAMPLE_PATCH = """
            {"sync_frequency": "30 2 * * 1-5", "time_zone": "Europe/Berlin",
             "configuration": {"on_missing": "mark"}}""";

    static final String EXAMPLE_RUN = """
            {"id": 31, "status": "partial", "dry_run": false, "requested_by": "schedule",
             "requested_at": "2024-01-15T10:30:00Z", "started_at": "2024-01-15T10:30:01Z",
             "finished_at": "2024-01-15T10:30:03Z", "sync_record_count": 1247, "created": 12, "updated": 30,
             "unchanged": 1203, "removed": 0, "failed": 2, "skipped": 40, "error": null, "duration_ms": 2100,
             "errors": [{"record": "SKU-17", "field": "quantity", "message": "'many' is no number"}]}""";

    private ProfileSchemas() {}

    /** What may be written. */
    @Schema(name = "ConnectionProfileInput", description = "What may be written of a connection profile")
    record Input(
            @Schema(required = true, maxLength = 200, example = "Warehouse Management System")
            String name,

            @Schema(maxLength = 4000, nullable = true, example = "Primary warehouse system")
            String description,

            @Schema(
                    name = "profile_type",
                    required = true,
                    enumeration = {"rest_api", "database"},
                    example = "rest_api")
            String profileType,

            @Schema(
                    type = SchemaType.INTEGER,
                    required = true,
                    description = "The organization's id; its name is taken back where it was shown",
                    example = "1")
            long organization,

            @Schema(
                    enumeration = {"active", "inactive"},
                    defaultValue = "active",
                    description = "Only active profiles are synchronized by schedule")
            String status,

            @Schema(
                    enumeration = {"items", "devices"},
                    defaultValue = "items")
            String target,

            @Schema(name = "endpoint_url", maxLength = 2000, description = "Of rest_api: http or https")
            String endpointUrl,

            @Schema(
                    name = "authentication_type",
                    enumeration = {"none", "basic", "bearer", "api_key", "oauth2_client_credentials"},
                    description = "A database takes none or basic")
            String authenticationType,

            @Schema(
                    type = SchemaType.OBJECT,
                    writeOnly = true,
                    description = "Never shown; kept when omitted. api_key: api_key, header (X-API-Key); basic:"
                            + " username, password; bearer: token; oauth2_client_credentials: token_url, client_id,"
                            + " client_secret, scope; of a database: password")
            Map<String, String> credentials,

            @Schema(name = "ssl_enabled", type = SchemaType.BOOLEAN, defaultValue = "true")
            boolean sslEnabled,

            @Schema(
                    name = "connection_timeout",
                    type = SchemaType.INTEGER,
                    minimum = "1",
                    maximum = "300",
                    defaultValue = "30",
                    description = "Seconds, for connecting and for each wait for an answer")
            int connectionTimeout,

            @Schema(
                    name = "retry_attempts",
                    type = SchemaType.INTEGER,
                    minimum = "0",
                    maximum = "10",
                    defaultValue = "3")
            int retryAttempts,

            @Schema(
                    name = "sync_frequency",
                    defaultValue = "manual",
                    description = "manual, every_5_minutes, hourly, daily, weekly, or a cron expression of five fields",
                    example = "hourly")
            String syncFrequency,

            @Schema(name = "time_zone", defaultValue = "UTC", description = "Of a cron expression")
            String timeZone,

            @Schema(
                    enumeration = {"postgresql", "mariadb"},
                    description = "Of a database")
            String engine,

            @Schema(description = "Of a database: a name or an address")
            String host,

            @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "65535", description = "Of a database")
            Integer port,

            @Schema(maxLength = 63, description = "Name of the database")
            String database,

            @Schema(maxLength = 128, description = "Of a database")
            String username,

            @Schema(
                    type = SchemaType.OBJECT,
                    required = true,
                    description = "preset, source, data_mapping, filters, on_missing, max_removal_percent")
            Map<String, Object> configuration) {}

    /** A row of the list. */
    @Schema(name = "ConnectionProfileRow")
    record Row(
            @Schema(example = "1") long id,
            @Schema(example = "Warehouse Management System") String name,

            @Schema(name = "profile_type", example = "rest_api")
            String profileType,

            @Schema(example = "active") String status,

            @Schema(name = "last_sync", type = SchemaType.STRING, nullable = true, example = "2024-01-15T10:30:00Z")
            Instant lastSync,

            @Schema(description = "The organization's name", example = "Main Warehouse")
            String organization,

            @Schema(name = "created_at", type = SchemaType.STRING, example = "2024-01-01T09:00:00Z")
            Instant createdAt,

            @Schema(name = "updated_at", type = SchemaType.STRING, example = "2024-01-15T10:30:00Z")
            Instant updatedAt) {}

    /** A page of the list. */
    @Schema(name = "ConnectionProfilePage")
    record RowPage(
            @Schema(example = "25") long count,
            @Nullable String next,
            @Nullable String previous,
            List<Row> results) {}

    /** How the source was met the last time. */
    @Schema(name = "ConnectionHealth")
    record Health(
            @Schema(
                    enumeration = {"healthy", "unreachable", "unknown"},
                    example = "healthy")
            String connectivity,

            @Schema(
                    enumeration = {"valid", "invalid", "unknown"},
                    example = "valid")
            String authentication,

            @Schema(name = "last_error", nullable = true) String lastError,

            @Schema(name = "error_count_24h", description = "Failed runs of the last 24 hours", example = "0")
            long errorCount24h,

            @Schema(name = "last_tested", type = SchemaType.STRING, nullable = true, example = "2024-01-20T09:15:00Z")
            Instant lastTested,

            @Schema(name = "test_status", nullable = true, example = "success")
            String testStatus,

            @Schema(
                    enumeration = {"closed", "open", "half_open"},
                    description = "While it is open no scheduled run starts",
                    example = "closed")
            String circuit,

            @Schema(name = "circuit_open_until", type = SchemaType.STRING, nullable = true)
            Instant circuitOpenUntil) {}

    /** A profile. */
    @Schema(name = "ConnectionProfile", description = "A connection profile; never with its credentials")
    record Detail(
            @Schema(example = "1") long id,
            @Schema(example = "Warehouse Management System") String name,
            @Schema(nullable = true) String description,

            @Schema(name = "profile_type", example = "rest_api")
            String profileType,

            @Schema(example = "active") String status,
            @Schema(example = "items") String target,

            @Schema(description = "Of a database, as what follows up to endpoint_url", example = "postgresql")
            String engine,

            @Schema(example = "db.company.com") String host,
            @Schema(example = "5432") @Nullable Integer port,
            @Schema(example = "warehouse") String database,
            @Schema(example = "reader") @Nullable String username,

            @Schema(
                    name = "endpoint_url",
                    description = "Of rest_api",
                    example = "https://warehouse-api.company.com/v2")
            String endpointUrl,

            @Schema(name = "authentication_type", example = "api_key")
            String authenticationType,

            @Schema(name = "ssl_enabled", example = "true") boolean sslEnabled,

            @Schema(name = "connection_timeout", example = "30")
            int connectionTimeout,

            @Schema(name = "retry_attempts", example = "3") int retryAttempts,

            @Schema(name = "sync_frequency", example = "hourly")
            String syncFrequency,

            @Schema(name = "time_zone", example = "UTC") String timeZone,

            @Schema(name = "next_sync", type = SchemaType.STRING, nullable = true)
            Instant nextSync,

            @Schema(name = "last_sync", type = SchemaType.STRING, nullable = true, example = "2024-01-15T10:30:00Z")
            Instant lastSync,

            @Schema(name = "last_sync_status", nullable = true, example = "success")
            String lastSyncStatus,

            @Schema(name = "sync_record_count", example = "1247")
            long syncRecordCount,

            @Schema(example = "Main Warehouse") String organization,
            @Schema(name = "organization_id", example = "1") long organizationId,
            @Schema(name = "created_by", example = "admin") String createdBy,

            @Schema(name = "created_at", type = SchemaType.STRING)
            Instant createdAt,

            @Schema(name = "updated_at", type = SchemaType.STRING)
            Instant updatedAt,

            @Schema(
                    type = SchemaType.OBJECT,
                    example = "{\"data_mapping\": {\"item_id\": \"sku\", \"quantity\": \"stock_count\"},"
                            + " \"filters\": {\"active_items_only\": true}}")
            Map<String, Object> configuration,

            @Schema(name = "health_status") Health healthStatus) {}

    /** What a run is asked for with. */
    @Schema(name = "SyncRequest")
    record SyncInput(
            @Schema(
                    name = "dry_run",
                    type = SchemaType.BOOLEAN,
                    defaultValue = "false",
                    description = "Shows what would change and changes nothing")
            boolean dryRun) {}

    /** A run. */
    @Schema(name = "SyncRun", description = "A run and what it came to")
    record Run(
            long id,
            String status,
            @Schema(name = "dry_run") boolean dryRun,
            @Schema(name = "requested_by") String requestedBy,

            @Schema(name = "requested_at", type = SchemaType.STRING)
            Instant requestedAt,

            @Schema(name = "started_at", type = SchemaType.STRING) @Nullable
            Instant startedAt,

            @Schema(name = "finished_at", type = SchemaType.STRING) @Nullable
            Instant finishedAt,

            @Schema(name = "sync_record_count") long syncRecordCount,
            long created,
            long updated,
            long unchanged,
            long removed,
            long failed,
            long skipped,
            @Nullable String error,

            @Schema(name = "duration_ms", description = "So far, while it is at work; null before") @Nullable
            Long durationMs) {}

    /** A run by itself. */
    @Schema(
            name = "SyncRunDetail",
            description = "A run and what it came to, with what it could not take",
            example = EXAMPLE_RUN)
    record RunDetail(
            @JsonUnwrapped Run run,

            @Schema(description = "The first of the records that were not taken")
            List<Untaken> errors,

            @Schema(description = "Of a dry run: the first of what it would make and change")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            List<Change> diff) {}

    /** What a run would make or change. */
    @Schema(name = "SyncChange")
    record Change(
            @Schema(example = "SKU-17") String record,

            @Schema(enumeration = {"create", "update"}) String action,

            @Schema(description = "The fields that would change, as they are", example = "{\"quantity\": 5}")
            Map<String, Object> before,

            @Schema(description = "The same fields as they would be", example = "{\"quantity\": 9}")
            Map<String, Object> after) {}

    /** A record that was not taken, in its run. */
    @Schema(name = "SyncRunError")
    record Untaken(
            @Schema(description = "Its id in the source, or its number there", example = "SKU-17")
            String record,

            @Schema(example = "quantity") @Nullable String field,
            @Schema(example = "'many' is no number") String message) {}

    /** A page of runs. */
    @Schema(name = "SyncRunPage")
    record RunPage(
            @Schema(example = "3") long count,
            @Nullable String next,
            @Nullable String previous,
            List<Run> results) {}

    /** A record that was not taken. */
    @Schema(name = "SyncError")
    record ErrorRow(
            @Schema(example = "1") long id,

            @Schema(description = "Its id in the source, or its number there", example = "SKU-17")
            String record,

            @Schema(nullable = true, example = "quantity") String field,
            @Schema(example = "'many' is no number") String message) {}

    /** A page of them. */
    @Schema(name = "SyncErrorPage")
    record ErrorPage(
            @Schema(example = "2") long count,
            @Nullable String next,
            @Nullable String previous,
            List<ErrorRow> results) {}
}
