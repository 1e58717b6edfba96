package dev.inventory.platform.secrets;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Forbidden;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/master_key/}: the key that all sealed secrets hang on, for superusers. */
@Path("v1/master_key")
@SecuredBy("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Master key", description = "The key that sealed secrets hang on, and its rotation; for superusers")
public class MasterKeyResource {

    private static final String EXAMPLE = """
            {"key": "3f9a01c7", "source": "file", "current_since": "2026-01-15T08:30:00Z", "sealing_key": "3f9a01c7",\
             "secrets": 1200, "pending": 300, "unreadable": 0, "previous": [{"key": "b81e44d2", "secrets": 300}],\
             "servers": []}""";

    @Inject
    KeyRotation rotation;

    @Inject
    Caller caller;

    @GET
    @Operation(
            operationId = "getMasterKey",
            summary = "Which master keys are in use, and how many secrets hang on each; never a key")
    @APIResponse(
            responseCode = "200",
            description = "The keys, by name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "MasterKey"),
                            example = EXAMPLE))
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Not a superuser")
    public MasterKeyDetail get() {
        requireSuperuser();
        return rotation.detail();
    }

    @POST
    @Path("rotate")
    @Operation(
            operationId = "rotateMasterKey",
            summary = "Replace the master key in the data directory by a new one",
            description = "Secrets are sealed anew in the background while the server runs; pending counts down to 0."
                    + " The key before is kept in master.key.previous until the operator removes it.")
    @APIResponse(
            responseCode = "202",
            description = "The new key is the current one; secrets are being sealed anew",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "MasterKey"),
                            example = EXAMPLE))
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Not a superuser")
    @APIResponse(
            responseCode = "409",
            description = "The key is given by INVENTORY_MASTER_KEY, other servers use the database, or the rotation"
                    + " before is not finished",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "Error"),
                            example = "{\"detail\": \"The rotation before this one is not finished:"
                                    + " 300 secrets are still to be sealed anew.\"}"))
    public Response rotate() {
        requireSuperuser();
        return Response.accepted(rotation.rotate()).build();
    }

    private void requireSuperuser() {
        if (!caller.isSuperuser()) {
            throw Forbidden.permission();
        }
    }
}
