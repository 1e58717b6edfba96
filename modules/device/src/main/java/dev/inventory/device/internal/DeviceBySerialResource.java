package dev.inventory.device.internal;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.metadata.MetadataFields;
import dev.inventory.platform.options.Accepts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
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
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/inventory_device_serial/{serial_number}/}: a device by its serial number. */
@ApplicationScoped
@Path("v1/inventory_device_serial/{serial_number}")
@SecuredBy(Devices.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DeviceBySerialResource {

    @Inject
    Devices devices;

    @Inject
    DevicesResource byId;

    @GET
    @Operation(summary = "Read a device by its serial number")
    @Parameter(
            name = "update_status",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Ask the device now")
    @Parameter(
            name = "pending",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Show what is pending")
    @APIResponse(
            responseCode = "200",
            description = "The device",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DeviceDetail")))
    @APIResponse(responseCode = "304", description = "Unchanged since the ETag in If-None-Match")
    @APIResponse(responseCode = "409", description = "The key stands for several devices of the caller's organizations")
    public Response read(
            @PathParam("serial_number") String serialNumber,
            @QueryParam("organization")
                    @Parameter(description = NaturalKey.ORGANIZATION, schema = @Schema(type = SchemaType.INTEGER))
                    @Nullable
                    String organization,
            @Context UriInfo uri) {
        return byId.show(devices.idBySerial(NaturalKey.of(serialNumber, organization)), uri);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a device by its serial number")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "DeviceInput"),
                            examples = @ExampleObject(name = "device", value = DeviceSchemas.EXAMPLE_INPUT)))
    @APIResponse(
            responseCode = "200",
            description = "The device",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DeviceWritten")))
    @APIResponse(responseCode = "400", description = "Fields are missing, unknown or wrong")
    @APIResponse(responseCode = "409", description = "Taken, or the key stands for several devices")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = DeviceSchemas.Input.class, shown = DeviceSchemas.Detail.class)
    public Response replace(
            @PathParam("serial_number") String serialNumber,
            @QueryParam("organization")
                    @Parameter(description = NaturalKey.ORGANIZATION, schema = @Schema(type = SchemaType.INTEGER))
                    @Nullable
                    String organization,
            Body body) {
        return byId.replace(id(serialNumber, organization), body);
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change fields of a device by its serial number")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "DeviceInput"),
                            examples = @ExampleObject(name = "device", value = DeviceSchemas.EXAMPLE_PATCH)))
    @APIResponse(
            responseCode = "200",
            description = "The device",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DeviceWritten")))
    @APIResponse(responseCode = "400", description = "Fields are missing, unknown or wrong")
    @APIResponse(responseCode = "409", description = "Taken, or the key stands for several devices")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = DeviceSchemas.Input.class, shown = DeviceSchemas.Detail.class)
    public Response change(
            @PathParam("serial_number") String serialNumber,
            @QueryParam("organization")
                    @Parameter(description = NaturalKey.ORGANIZATION, schema = @Schema(type = SchemaType.INTEGER))
                    @Nullable
                    String organization,
            Body body) {
        return byId.change(id(serialNumber, organization), body);
    }

    @DELETE
    @Operation(summary = "Delete a device by its serial number")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "Others depend on it; held_by lists them")
    public Response delete(
            @PathParam("serial_number") String serialNumber,
            @QueryParam("organization")
                    @Parameter(description = NaturalKey.ORGANIZATION, schema = @Schema(type = SchemaType.INTEGER))
                    @Nullable
                    String organization) {
        return byId.delete(id(serialNumber, organization));
    }

    @GET
    @Path("metadata")
    @Operation(summary = "What is kept beside a device, by its serial number")
    public Response metadata(
            @PathParam("serial_number") String serialNumber,
            @QueryParam("organization")
                    @Parameter(description = NaturalKey.ORGANIZATION, schema = @Schema(type = SchemaType.INTEGER))
                    @Nullable
                    String organization) {
        return byId.metadata(id(serialNumber, organization));
    }

    @PUT
    @Path("metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(MetadataFields.class)
    @Operation(summary = "Replace what is kept beside a device, by its serial number")
    public Response replaceMetadata(
            @PathParam("serial_number") String serialNumber,
            @QueryParam("organization")
                    @Parameter(description = NaturalKey.ORGANIZATION, schema = @Schema(type = SchemaType.INTEGER))
                    @Nullable
                    String organization,
            Body body) {
        return byId.replaceMetadata(id(serialNumber, organization), body);
    }

    @PATCH
    @Path("metadata")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Accepts(MetadataFields.class)
    @Operation(summary = "Merge into what is kept beside a device, by its serial number")
    public Response mergeMetadata(
            @PathParam("serial_number") String serialNumber,
            @QueryParam("organization")
                    @Parameter(description = NaturalKey.ORGANIZATION, schema = @Schema(type = SchemaType.INTEGER))
                    @Nullable
                    String organization,
            Body body) {
        return byId.mergeMetadata(id(serialNumber, organization), body);
    }

    private String id(String serialNumber, @Nullable String organization) {
        return Long.toString(devices.idBySerial(NaturalKey.of(serialNumber, organization)));
    }
}
