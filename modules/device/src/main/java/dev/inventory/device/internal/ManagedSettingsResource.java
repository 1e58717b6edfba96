package dev.inventory.device.internal;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.options.Accepts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/inventory_device_setting/?parent_id=}: what a device should have set. */
@Path("v1/inventory_device_setting")
@SecuredBy(Devices.ROLE)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class ManagedSettingsResource {

    private static final String PARENT = "parent_id";
    private static final String EXAMPLE = "{\"sysLocation\": \"Rack 12\", \"sysContact\": \"noc@company.example\"}";

    @Inject
    ManagedSettings managed;

    /** The settings of a device. */
    @Schema(name = "ManagedSettingPage")
    record Page(
            @Schema(example = "1") long count,
            @Nullable @Schema(nullable = true) String next,
            @Nullable @Schema(nullable = true) String previous,
            List<ManagedSettings.Row> results) {}

    /** What can be written, for the API's description. */
    @Schema(
            name = "ManagedSettingInput",
            description = "Texts of up to 255 octets; what is null or empty is no longer managed")
    record Input(
            @Nullable @Schema(name = "sysContact", nullable = true, example = "noc@company.example")
            String contact,

            @Nullable @Schema(name = "sysLocation", nullable = true, example = "Rack 12")
            String location,

            @Nullable @Schema(name = "sysName", nullable = true, example = "core-router-01")
            String name) {}

    @GET
    @Operation(summary = "What a device should have set, and whether it has")
    @Parameter(
            name = PARENT,
            in = ParameterIn.QUERY,
            required = true,
            description = "The device's id",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", example = "1001"))
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "No parent_id, or one that is no id")
    @APIResponse(responseCode = "404", description = "No device has this id")
    public Page list(@Context UriInfo uri) {
        return page(managed.of(device(uri)));
    }

    @PUT
    @Accepts(Input.class)
    @Operation(
            summary = "Replace what a device should have set",
            description = "What is left out is no longer managed. An apply_config operation writes it to the device.")
    @Parameter(
            name = PARENT,
            in = ParameterIn.QUERY,
            required = true,
            description = "The device's id",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", example = "1001"))
    @RequestBody(content = @Content(schema = @Schema(implementation = Input.class), example = EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "An unknown parameter or a bad value, by field")
    @APIResponse(responseCode = "404", description = "No device has this id")
    public Page replace(Body body, @Context UriInfo uri) {
        return page(managed.write(device(uri), body, true));
    }

    @PATCH
    @Accepts(Input.class)
    @Operation(
            summary = "Change what a device should have set",
            description = "An apply_config operation writes it to the device.")
    @Parameter(
            name = PARENT,
            in = ParameterIn.QUERY,
            required = true,
            description = "The device's id",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", example = "1001"))
    @RequestBody(content = @Content(schema = @Schema(implementation = Input.class), example = EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "An unknown parameter or a bad value, by field")
    @APIResponse(responseCode = "404", description = "No device has this id")
    public Page change(Body body, @Context UriInfo uri) {
        return page(managed.write(device(uri), body, false));
    }

    private static long device(UriInfo uri) {
        List<String> ids = uri.getQueryParameters().getOrDefault(PARENT, List.of());
        if (ids.size() != 1 || !ids.get(0).strip().matches("\\d{1,18}")) {
            throw Rejected.field(PARENT, ids.isEmpty() ? "This field is required." : "A valid integer is required.");
        }
        return Long.parseLong(ids.get(0).strip());
    }

    private static Page page(List<ManagedSettings.Row> rows) {
        return new Page(rows.size(), null, null, rows);
    }
}
