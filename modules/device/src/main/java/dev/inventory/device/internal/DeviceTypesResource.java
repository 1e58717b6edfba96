package dev.inventory.device.internal;

import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.bulk.BulkEndpoint;
import dev.inventory.platform.bulk.Selection;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_device_type/}: the device types over HTTP. */
@ApplicationScoped
@Path("v1/inventory_device_type")
@SecuredBy(Devices.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Device types")
public class DeviceTypesResource {

    private static final String PATH = "/api/v1/inventory_device_type/";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    DeviceTypes types;

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
    @Operation(summary = "List device types")
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
                            schema = @Schema(implementation = DeviceSchemas.TypePage.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or has a bad value")
    public Page list() {
        return types.list(uri);
    }

    @POST
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Create a device type")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceTypeFields.class)))
    @APIResponse(
            responseCode = "201",
            description = "The device type",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Type.class)))
    @APIResponse(responseCode = "400", description = "Fields are missing, unknown or wrong")
    @APIResponse(responseCode = "409", description = "The slug is taken")
    @Accepts(value = DeviceTypeFields.class, shown = DeviceSchemas.Type.class)
    public Response create(Bodies bodies) {
        if (bodies.isList()) {
            return bulk.create(uri, bodies.all(), types::create, types::createAll, DeviceTypes.Shown::fields);
        }
        DeviceTypes.Shown created = types.create(bodies.one());
        return answer(Response.created(links.to(uri, PATH + created.id() + "/")), created);
    }

    @PATCH
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(value = DeviceTypeFields.class, shown = DeviceSchemas.Type.class)
    @Operation(summary = "Change many device types at once")
    public Response changeMany(Bodies bodies) {
        return bulk.change(uri, bodies.changes("id"), types::change, types::changeAll, DeviceTypes.Shown::fields);
    }

    @DELETE
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(Selection.Fields.class)
    @Operation(summary = "Delete many device types at once")
    public Response deleteMany(Body body) {
        return bulk.delete(
                uri,
                Selection.read(body, DeviceListings.TYPES),
                types::toDelete,
                id -> types.delete(id, condition -> {}),
                types::deleteAll);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a device type")
    @APIResponse(
            responseCode = "200",
            description = "The device type",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Type.class)))
    @APIResponse(responseCode = "404", description = "No such device type")
    public Response read(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        DeviceTypes.Shown shown = types.detail(DevicesResource.number(id));
        EntityTag tag = Conditional.tag(shown.id(), shown.version());
        return Conditional.notModified(request, tag).orElseGet(() -> answer(Response.ok(), shown));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a device type")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceTypeFields.class)))
    @APIResponse(responseCode = "200", description = "The device type")
    @APIResponse(responseCode = "400", description = "Fields are missing, unknown or wrong")
    @APIResponse(responseCode = "404", description = "No such device type")
    @APIResponse(responseCode = "409", description = "The slug is taken")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = DeviceTypeFields.class, shown = DeviceSchemas.Type.class)
    public Response replace(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return write(id, body, false);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(summary = "Change fields of a device type")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceTypeFields.class)))
    @APIResponse(responseCode = "200", description = "The device type")
    @APIResponse(responseCode = "400", description = "Fields are unknown or wrong")
    @APIResponse(responseCode = "404", description = "No such device type")
    @APIResponse(responseCode = "409", description = "The slug is taken")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = DeviceTypeFields.class, shown = DeviceSchemas.Type.class)
    public Response change(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return write(id, body, true);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a device type")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "No such device type")
    @APIResponse(responseCode = "409", description = "Devices are of this type")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    public Response delete(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        long number = DevicesResource.number(id);
        types.delete(number, version -> Conditional.check(request, Conditional.tag(number, version)));
        return Response.noContent().build();
    }

    @GET
    @Path("{id}/metadata")
    @Operation(summary = "What is kept beside a device type")
    public Response metadata(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        return metadata.get(request, () -> types.key(DevicesResource.number(id), Permission.VIEW));
    }

    @PUT
    @Path("{id}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(MetadataFields.class)
    @Operation(summary = "Replace what is kept beside a device type")
    public Response replaceMetadata(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return metadata.put(request, body, () -> types.key(DevicesResource.number(id), Permission.CHANGE));
    }

    @PATCH
    @Path("{id}/metadata")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Accepts(MetadataFields.class)
    @Operation(summary = "Merge into what is kept beside a device type: null removes a name")
    public Response mergeMetadata(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return metadata.patch(request, body, () -> types.key(DevicesResource.number(id), Permission.CHANGE));
    }

    private Response write(String id, Body body, boolean partial) {
        long number = DevicesResource.number(id);
        DeviceTypes.Shown written = types.write(
                number, body, partial, version -> Conditional.check(request, Conditional.tag(number, version)));
        return answer(Response.ok(), written);
    }

    private static Response answer(Response.ResponseBuilder response, DeviceTypes.Shown type) {
        return response.tag(Conditional.tag(type.id(), type.version()))
                .entity(type.fields())
                .build();
    }
}
