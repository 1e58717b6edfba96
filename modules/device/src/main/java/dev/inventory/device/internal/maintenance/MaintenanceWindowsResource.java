package dev.inventory.device.internal.maintenance;

import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.bulk.BulkEndpoint;
import dev.inventory.platform.bulk.Selection;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.MetadataEndpoint;
import dev.inventory.platform.metadata.MetadataFields;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Bulk;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_maintenance_window/}: the maintenance windows over HTTP. */
@ApplicationScoped
@Path("v1/inventory_maintenance_window")
@SecuredBy(MaintenanceWindows.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Maintenance windows",
        description = "Times in which people are at work on devices, so that their status stands still")
public class MaintenanceWindowsResource {

    static final String PATH = "/api/v1/inventory_maintenance_window/";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    MaintenanceWindows windows;

    @Inject
    BulkEndpoint bulk;

    @Inject
    MetadataEndpoint metadata;

    @Inject
    Links links;

    @Context
    UriInfo uri;

    @Context
    Request request;

    @GET
    @Operation(summary = "List maintenance windows")
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER),
            description = "Organization id; 403 if it is not the caller's")
    @Parameter(
            name = "active",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Is open now")
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "starts_at,-id"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20", minimum = "0"),
            description = "More than 100 counts as 100")
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0", minimum = "0"))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = 1000),
            description = "Words that must all occur, in any of the text fields")
    @APIResponse(
            responseCode = "200",
            description = "One page",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MaintenanceSchemas.WindowPage.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or has a bad value")
    public Page list() {
        return windows.list(uri);
    }

    @POST
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Create a maintenance window")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MaintenanceSchemas.Input.class),
                            examples = {
                                @ExampleObject(name = "once", value = MaintenanceSchemas.EXAMPLE_ONCE),
                                @ExampleObject(name = "every week", value = MaintenanceSchemas.EXAMPLE_WEEKLY)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The window",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MaintenanceSchemas.Detail.class)))
    @APIResponse(responseCode = "400", description = "Fields are missing, unknown or wrong")
    @Accepts(value = MaintenanceSchemas.Input.class, shown = MaintenanceSchemas.Detail.class)
    public Response create(Bodies bodies) {
        if (bodies.isList()) {
            return bulk.create(
                    uri, bodies.all(), windows::create, windows::createAll, MaintenanceWindows.Shown::fields);
        }
        MaintenanceWindows.Shown created = windows.create(bodies.one());
        return answer(Response.created(links.to(uri, PATH + created.id() + "/")), created);
    }

    @PATCH
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(value = MaintenanceSchemas.Input.class, shown = MaintenanceSchemas.Detail.class)
    @Operation(summary = "Change many maintenance windows at once")
    public Response changeMany(Bodies bodies) {
        return bulk.change(
                uri, bodies.changes("id"), windows::change, windows::changeAll, MaintenanceWindows.Shown::fields);
    }

    @DELETE
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(Selection.Fields.class)
    @Operation(summary = "Delete many maintenance windows at once")
    public Response deleteMany(Body body) {
        return bulk.delete(
                uri,
                Selection.read(body, windows.listing()),
                windows::toDelete,
                id -> windows.delete(id, condition -> {}),
                windows::deleteAll);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a maintenance window")
    @APIResponse(
            responseCode = "200",
            description = "The window",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MaintenanceSchemas.Detail.class)))
    @APIResponse(responseCode = "404", description = "No such window")
    public Response read(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        MaintenanceWindows.Shown shown = windows.detail(number(id));
        EntityTag tag = Conditional.tag(shown.id(), shown.version());
        return Conditional.notModified(request, tag).orElseGet(() -> answer(Response.ok(), shown));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a maintenance window")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MaintenanceSchemas.Input.class)))
    @APIResponse(responseCode = "200", description = "The window")
    @APIResponse(responseCode = "400", description = "Fields are missing, unknown or wrong")
    @APIResponse(responseCode = "404", description = "No such window")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = MaintenanceSchemas.Input.class, shown = MaintenanceSchemas.Detail.class)
    public Response replace(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return write(id, body, false);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(summary = "Change fields of a maintenance window")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MaintenanceSchemas.Input.class)))
    @APIResponse(responseCode = "200", description = "The window")
    @APIResponse(responseCode = "400", description = "Fields are unknown or wrong")
    @APIResponse(responseCode = "404", description = "No such window")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = MaintenanceSchemas.Input.class, shown = MaintenanceSchemas.Detail.class)
    public Response change(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return write(id, body, true);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a maintenance window")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "No such window")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    public Response delete(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        long number = number(id);
        windows.delete(number, version -> Conditional.check(request, Conditional.tag(number, version)));
        return Response.noContent().build();
    }

    @GET
    @Path("{id}/metadata")
    @Operation(summary = "What is kept beside a maintenance window")
    public Response metadata(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        return metadata.get(request, () -> windows.key(number(id), Permission.VIEW));
    }

    @PUT
    @Path("{id}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(MetadataFields.class)
    @Operation(summary = "Replace what is kept beside a maintenance window")
    public Response replaceMetadata(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return metadata.put(request, body, () -> windows.key(number(id), Permission.CHANGE));
    }

    @PATCH
    @Path("{id}/metadata")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Accepts(MetadataFields.class)
    @Operation(summary = "Merge into what is kept beside a maintenance window: null removes a name")
    public Response mergeMetadata(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return metadata.patch(request, body, () -> windows.key(number(id), Permission.CHANGE));
    }

    private Response write(String id, Body body, boolean partial) {
        long number = number(id);
        MaintenanceWindows.Shown written = windows.write(
                number, body, partial, version -> Conditional.check(request, Conditional.tag(number, version)));
        return answer(Response.ok(), written);
    }

    private static Response answer(Response.ResponseBuilder response, MaintenanceWindows.Shown window) {
        return response.tag(Conditional.tag(window.id(), window.version()))
                .entity(window.fields())
                .build();
    }

    /** An id that is no number belongs to no window. */
    static long number(String id) {
        if (!id.matches("[1-9][0-9]{0,17}")) {
            throw NotFound.object();
        }
        return Long.parseLong(id);
    }
}
