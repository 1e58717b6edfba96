package dev.inventory.auth.internal.organizations;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An organization as the API shows it. */
@Schema(name = "Organization", description = "An organization: the owner of devices")
public record OrganizationDetail(
        @Schema(type = SchemaType.INTEGER, format = "int64", example = "5")
        long id,

        @Schema(example = "Branch South") String name,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                description = "Id of the organization above, or null",
                nullable = true,
                example = "1")
        @Nullable
        Long parent,

        @Schema(name = "contact_email", nullable = true, example = "noc@example.org") @Nullable
        String contactEmail,

        @Schema(name = "created_at", type = SchemaType.STRING, format = "date-time", example = "2026-01-15T08:30:00Z")
        Instant createdAt,

        @Schema(name = "updated_at", type = SchemaType.STRING, format = "date-time", example = "2026-01-15T08:30:00Z")
        Instant updatedAt) {}
