package dev.inventory.connection.internal;

import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Links;
import dev.inventory.platform.web.OwnParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code …/{id}/sync/}: a run that is asked for. */
@ApplicationScoped
@Path("v1/inventory_connection_profile/{id}/sync")
@SecuredBy(ConnectionProfiles.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connection profiles")
public class ProfileSyncResource {

    @Inject
    ConnectionProfiles profiles;

    @Inject
    SyncRuns runs;

    @Inject
    Links links;

    @Context
    UriInfo uri;

    @POST
    @Needs(Permission.CHANGE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(ProfileSchemas.SyncInput.class)
    @Operation(
            summary = "Have a connection profile synchronized",
            description = "Answered at once; the run is worked on as soon as there is room, also if a server dies."
                    + " An inactive profile is synchronized, too, when it is asked for.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfileSchemas.SyncInput.class)))
    @APIResponse(
            responseCode = "202",
            description = "The run, which waits; Location leads to it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfileSchemas.RunDetail.class)))
    @APIResponse(responseCode = "400", description = "Fields are unknown or wrong")
    @APIResponse(responseCode = "404", description = "No such profile")
    @APIResponse(responseCode = "409", description = "A run of this profile waits or works already; run names it")
    @OwnParameters
    public Response sync(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER, example = "1")) String id,
            Body body) {
        if (!uri.getQueryParameters().isEmpty()) {
            throw Rejected.because("No parameters are taken here: send dry_run in the body.");
        }
        long number = ConnectionProfilesResource.number(id);
        profiles.require(number, Permission.CHANGE);
        boolean dryRun = body.bool("dry_run").or(false);
        body.finish();
        long run = profiles.sync(number, dryRun);
        return Response.accepted(runs.detail(number, run))
                .location(links.to(uri, ConnectionProfilesResource.PATH + number + "/sync_runs/" + run + "/"))
                .build();
    }
}
