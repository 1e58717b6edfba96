package dev.inventory.connection.internal;

import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code …/{id}/test/}: a profile tried out. */
@ApplicationScoped
@Path("v1/inventory_connection_profile/{id}/test")
@SecuredBy(ConnectionProfiles.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connection profiles")
public class ProfileTestResource {

    @Inject
    ConnectionProfiles profiles;

    @Inject
    ProfileTests tests;

    @POST
    @Needs(Permission.CHANGE)
    @Operation(
            summary = "Try a connection profile out",
            description = "Connects, reads one record and maps it. Nothing is stored but how it went. A connection that"
                    + " fails is an answer, too: 200 with the stage that it came to.")
    @APIResponse(
            responseCode = "200",
            description = "How far it came",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfileTestResult.class)))
    @APIResponse(responseCode = "404", description = "No such profile")
    public ProfileTestResult test(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER, example = "1")) String id) {
        long number = ConnectionProfilesResource.number(id);
        profiles.require(number, Permission.CHANGE);
        return tests.test(number);
    }
}
