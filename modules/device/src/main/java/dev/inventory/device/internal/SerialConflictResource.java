package dev.inventory.device.internal;

import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Conditional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_device/{id}/accept_serial/}: the serial number that a device says it has becomes its own. */
@ApplicationScoped
@Path("v1/inventory_device/{id}/accept_serial")
@SecuredBy(Devices.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class SerialConflictResource {

    @Inject
    SerialConflicts conflicts;

    @Context
    Request request;

    @POST
    @Needs(Permission.CHANGE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(DeviceSchemas.AcceptedSerial.class)
    @Operation(
            summary = "Accept the serial number that a device tells",
            description =
                    "It replaces the recorded one; one that is recorded already changes nothing. With a body, only if"
                            + " it is still the number that is named there.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.AcceptedSerial.class),
                            examples =
                                    @ExampleObject(
                                            name = "as it was shown",
                                            value = "{\"serial_number\": \"RT5500-XYZ789\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The device",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Written.class)))
    @APIResponse(responseCode = "400", description = "The body is wrong")
    @APIResponse(responseCode = "404", description = "No such device")
    @APIResponse(
            responseCode = "409",
            description = "It has told none, tells another one by now, or another device has it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    public Response accept(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER, example = "1001")) String id,
            String json) {
        long number = DevicesResource.number(id);
        Devices.Shown accepted = conflicts.accept(
                number, expected(json), version -> Conditional.check(request, Conditional.tag(number, version)));
        return Response.ok()
                .tag(Conditional.tag(accepted.id(), accepted.version()))
                .entity(accepted.view().fields())
                .build();
    }

    private static Optional<String> expected(String json) {
        if (json == null || json.isBlank()) {
            return Optional.empty();
        }
        Body body = BodyReader.parse(json);
        String serial = body.text("serial_number", 128).orNull();
        body.finish();
        return Optional.ofNullable(serial);
    }
}
