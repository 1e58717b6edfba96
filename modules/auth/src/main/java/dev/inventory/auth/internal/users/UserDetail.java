package dev.inventory.auth.internal.users;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user as the API shows it. The password never comes back. */
@Schema(name = "User")
public record UserDetail(
        @Schema(type = SchemaType.INTEGER, format = "int64", example = "7")
        long pk,

        @Schema(example = "jane") String username,
        @Schema(name = "first_name") String firstName,
        @Schema(name = "last_name") String lastName,
        @Schema(example = "jane@example.org") String email,
        @Schema(name = "is_staff") boolean isStaff,
        @Schema(name = "is_superuser") boolean isSuperuser,
        @Schema(name = "is_active") boolean isActive) {}
