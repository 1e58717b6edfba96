package dev.inventory.auth.internal.tokens;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A token as its owner sees it. */
@Schema(name = "ApiToken")
public record TokenDetail(
        @Schema(type = SchemaType.INTEGER, format = "int64", example = "7")
        long id,

        @Schema(example = "backup-script") String name,

        @Schema(description = "Redacted, but in the answer that made it", example = "inv-…-20271121")
        String token,

        @Schema(description = "Id of its user", type = SchemaType.INTEGER, format = "int64", example = "1")
        long user,

        @Schema(example = "2026-11-21T08:30:00Z") Instant created,

        @Schema(description = "The first day, in UTC, on which it no longer works", example = "2027-11-21")
        String expiry,

        @Schema(
                name = "last_seen",
                description = "The last day, in UTC, on which it was used",
                nullable = true,
                example = "2026-11-21")
        @Nullable
        String lastSeen,

        @Schema(name = "in_use", description = "Whether this very request was made with it")
        boolean inUse,

        @Schema(description = "Neither revoked nor expired") boolean active,
        boolean revoked,
        @Schema(name = "write_enabled") boolean writeEnabled,

        @Schema(
                name = "allowed_ips",
                description = "Networks it may be sent from; empty for everywhere",
                example = "[\"10.0.0.0/8\"]")
        List<String> allowedIps,

        @Schema(description = "The permissions it has; empty for all that its user has", example = "[\"BOX_CREATE\"]")
        List<String> scopes) {}
