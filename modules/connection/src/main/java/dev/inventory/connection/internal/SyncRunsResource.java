package dev.inventory.connection.internal;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.listing.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code …/{id}/sync_runs/}: what became of a profile's runs. */
@ApplicationScoped
@Path("v1/inventory_connection_profile/{id}/sync_runs")
@SecuredBy(ConnectionProfiles.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connection profiles")
public class SyncRunsResource {

    @Inject
    SyncRuns runs;

    @GET
    @Operation(
            summary = "List the runs of a connection profile",
            description = "The last first, unless ordered otherwise.")
    @APIResponse(
            responseCode = "200",
            description = "One page",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfileSchemas.RunPage.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or has a bad value")
    @APIResponse(responseCode = "404", description = "No such profile")
    public Page list(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, @Context UriInfo uri) {
        return runs.list(ConnectionProfilesResource.number(id), uri);
    }

    @GET
    @Path("{run}")
    @Operation(
            summary = "Read a run",
            description = "With the first 20 records that were not taken and, of a dry run, with the first 100 changes")
    @APIResponse(
            responseCode = "200",
            description = "The run",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfileSchemas.RunDetail.class)))
    @APIResponse(responseCode = "404", description = "No such profile, or no such run of it")
    public Map<String, @Nullable Object> read(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id,
            @PathParam("run") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String run) {
        return runs.detail(ConnectionProfilesResource.number(id), ConnectionProfilesResource.number(run));
    }

    @GET
    @Path("{run}/errors")
    @Operation(
            summary = "List the records that a run could not take",
            description =
                    "By their ids in the source, in the order in which they were read unless ordered otherwise; the"
                            + " first 10,000 are named, all are counted")
    @APIResponse(
            responseCode = "200",
            description = "One page",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfileSchemas.ErrorPage.class)))
    @APIResponse(responseCode = "404", description = "No such profile, or no such run of it")
    public Page errors(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id,
            @PathParam("run") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String run,
            @Context UriInfo uri) {
        return runs.errors(ConnectionProfilesResource.number(id), ConnectionProfilesResource.number(run), uri);
    }
}
