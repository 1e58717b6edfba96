package dev.inventory.auth.internal.users;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The caller, as the caller sees it. */
@Schema(name = "Profile")
public record ProfileDetail(
        @Schema(type = SchemaType.INTEGER, format = "int64", example = "7")
        long pk,

        @Schema(example = "jane") String username,
        @Schema(name = "first_name") String firstName,
        @Schema(name = "last_name") String lastName,
        @Schema(example = "jane@example.org") String email,
        @Schema(name = "is_staff") boolean isStaff,
        @Schema(name = "is_superuser") boolean isSuperuser,
        @Schema(name = "is_active") boolean isActive,

        @Schema(description = "The organizations that the user's groups are bound to")
        List<OrganizationName> organizations,

        @Schema(description = "The user's groups") List<GroupName> groups) {

    /** An organization, briefly. */
    @Schema(name = "OrganizationName")
    public record OrganizationName(long id, String name) {}

    /** A group, briefly. */
    @Schema(name = "GroupName")
    public record GroupName(long pk, String name) {}

    static ProfileDetail of(UserDetail user, List<OrganizationName> organizations, List<GroupName> groups) {
        return new ProfileDetail(
                user.pk(),
                user.username(),
                user.firstName(),
                user.lastName(),
                user.email(),
                user.isStaff(),
                user.isSuperuser(),
                user.isActive(),
                organizations,
                groups);
    }
}
