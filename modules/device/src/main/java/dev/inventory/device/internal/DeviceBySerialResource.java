package dev.inventory.device.internal;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.Body;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

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
    public Response read(@PathParam("serial_number") String serialNumber) {
        return byId.show(devices.idBySerial(serialNumber));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a device by its serial number")
    public Response replace(@PathParam("serial_number") String serialNumber, Body body) {
        return byId.replace(id(serialNumber), body);
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change fields of a device by its serial number")
    public Response change(@PathParam("serial_number") String serialNumber, Body body) {
        return byId.change(id(serialNumber), body);
    }

    @DELETE
    @Operation(summary = "Delete a device by its serial number")
    public Response delete(@PathParam("serial_number") String serialNumber) {
        return byId.delete(id(serialNumber));
    }

    private String id(String serialNumber) {
        return Long.toString(devices.idBySerial(serialNumber));
    }
}
