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

/** {@code /api/v1/inventory_device_name/{name}/}: a device by its name. */
@ApplicationScoped
@Path("v1/inventory_device_name/{name}")
@SecuredBy(Devices.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DeviceByNameResource {

    @Inject
    Devices devices;

    @Inject
    DevicesResource byId;

    @GET
    @Operation(summary = "Read a device by its name")
    public Response read(@PathParam("name") String name) {
        return byId.show(devices.idByName(name));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a device by its name")
    public Response replace(@PathParam("name") String name, Body body) {
        return byId.replace(id(name), body);
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change fields of a device by its name")
    public Response change(@PathParam("name") String name, Body body) {
        return byId.change(id(name), body);
    }

    @DELETE
    @Operation(summary = "Delete a device by its name")
    public Response delete(@PathParam("name") String name) {
        return byId.delete(id(name));
    }

    private String id(String name) {
        return Long.toString(devices.idByName(name));
    }
}
