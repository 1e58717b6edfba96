package dev.inventory.headlessops.internal;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of each device of an operation, in pages or as a file. */
@Path("v1/" + OperationsResource.PATH + "/{id}/results")
@SecuredBy(Operations.ROLE)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Headless operations", description = "Durable work over many devices, done without a user watching")
public class DeviceResultsResource {

    private static final String FORBIDDEN = "{\"detail\": \"You do not have permission to perform this action.\"}";
    private static final String NOT_FOUND = "{\"detail\": \"Not found.\"}";

    @Inject
    DeviceResults results;

    @GET
    @Operation(
            operationId = "listHeadlessOperationResults",
            summary = "What became of each device of an operation",
            description = "Lookups on every field, as on all lists. Devices whose turn has not come have no outcome.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The operation's id",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @Parameter(
            name = "outcome",
            in = ParameterIn.QUERY,
            description = "Only devices with this outcome",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"ok", "failed", "skipped", "not_processed"},
                            example = "failed"))
    @Parameter(
            name = "error_class",
            in = ParameterIn.QUERY,
            description = "Only devices that failed in this way",
            schema = @Schema(type = SchemaType.STRING, example = "connection_timeouts"))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            description = "Words to find in device_name, serial_number or message",
            schema = @Schema(type = SchemaType.STRING, example = "core"))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description = "Comma-separated fields, each with an optional minus",
            schema = @Schema(type = SchemaType.STRING, example = "-duration_ms"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Rows of a page, at most 100",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20", example = "20"))
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            description = "Rows before the page",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0", example = "0"))
    @APIResponse(
            responseCode = "200",
            description = "A page of results",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ResultPage.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or has a bad value",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"outcom\": [\"Unknown parameter 'outcom'."
                                                    + " Did you mean 'outcome'?\"]}")))
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    @APIResponse(
            responseCode = "404",
            description = "No operation has this id",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = NOT_FOUND)))
    public Page results(@PathParam("id") String id, @Context UriInfo uri) {
        return results.page(id, uri);
    }
}
