package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.Role;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/user/roles/}: what the caller may do, anywhere at all. */
@Path("user/roles")
@SecuredBy(SecuredBy.SELF)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Own account")
public class RolesResource {

    @Inject
    Caller caller;

    @Inject
    Users users;

    /** The caller's roles. */
    @Schema(name = "Roles")
    public record RolesDetail(
            @Schema(type = SchemaType.INTEGER, format = "int64", example = "7")
            long user,

            @Schema(example = "jane") String username,

            @Schema(
                    description =
                            "By role, in a fixed order: what the caller may do, in the order view, add, change, delete; null for nothing",
                    example = "{\"admin\": null, \"device\": [\"view\", \"change\"]}")
            Map<String, @Nullable List<String>> roles,

            @Schema(name = "is_staff") boolean isStaff,
            @Schema(name = "is_superuser") boolean isSuperuser) {}

    @GET
    @Operation(operationId = "getMyRoles", summary = "The caller's roles")
    @APIResponse(responseCode = "200", description = "The roles", content = @Content(schema = @Schema(ref = "Roles")))
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    public RolesDetail get() {
        boolean staff = users.one(caller.userId()).shown().isStaff();
        return new RolesDetail(caller.userId(), caller.username(), rolesOf(caller), staff, caller.isSuperuser());
    }

    static Map<String, @Nullable List<String>> rolesOf(Caller caller) {
        Map<String, @Nullable List<String>> roles = new LinkedHashMap<>();
        for (String role : Role.keys()) {
            List<String> permissions = new ArrayList<>();
            for (Permission permission : Permission.values()) {
                if (caller.may(role, permission)) {
                    permissions.add(permission.name().toLowerCase(Locale.ROOT));
                }
            }
            roles.put(role, permissions.isEmpty() ? null : permissions);
        }
        return roles;
    }
}
