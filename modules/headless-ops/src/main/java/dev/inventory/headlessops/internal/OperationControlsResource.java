package dev.inventory.headlessops.internal;

import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
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

/** What users tell operations. At the path of {@link OperationsResource}, which would not be asked below one of its own. */
@Path("v1/" + OperationsResource.PATH)
@SecuredBy(Operations.ROLE)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Headless operations", description = "Durable work over many devices, done without a user watching")
public class OperationControlsResource {

    private static final String FORBIDDEN = "{\"detail\": \"You do not have permission to perform this action.\"}";
    private static final String NOT_FOUND = "{\"detail\": \"Not found.\"}";
    private static final String ENDED = "{\"detail\": \"The operation has ended: completed.\"}";

    private static final String UNKNOWN = "{\"reason\": [\"Unknown field.\"]}";

    @Inject
    Operations operations;

    @Inject
    OperationControls controls;

    @Inject
    NewOperations newOperations;

    @Inject
    Links links;

    @POST
    @Path("{id}/cancel")
    @Needs(Permission.CHANGE)
    @Operation(
            operationId = "cancelHeadlessOperation",
            summary = "End an operation",
            description = "No further device is asked. Devices that were asked already are still noted; the"
                    + " others end as not_processed. A recurring operation that is scheduled ends with all that"
                    + " would follow.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The operation's id",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @APIResponse(
            responseCode = "200",
            description = "The operation as it is now",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OperationDetail.class)))
    @RequestBody(
            description = "Nothing need be sent; an object without fields is taken",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = "{}")))
    @APIResponse(
            responseCode = "400",
            description = "Malformed JSON, or a field: there is none to send",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = UNKNOWN)))
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
    @APIResponse(
            responseCode = "409",
            description = "It has ended, or was told otherwise",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = ENDED)))
    public Response cancel(@PathParam("id") String id, String content) {
        refuseContent(content);
        controls.cancel(id);
        return answer(id);
    }

    @POST
    @Path("{id}/pause")
    @Needs(Permission.CHANGE)
    @Operation(
            operationId = "pauseHeadlessOperation",
            summary = "Hold an operation",
            description = "No further device is asked until it is resumed. Its time-out stands still meanwhile.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The operation's id",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @APIResponse(
            responseCode = "200",
            description = "The operation as it is now",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OperationDetail.class)))
    @RequestBody(
            description = "Nothing need be sent; an object without fields is taken",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = "{}")))
    @APIResponse(
            responseCode = "400",
            description = "Malformed JSON, or a field: there is none to send",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = UNKNOWN)))
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
    @APIResponse(
            responseCode = "409",
            description = "It has ended, or was told otherwise",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = ENDED)))
    public Response pause(@PathParam("id") String id, String content) {
        refuseContent(content);
        controls.pause(id);
        return answer(id);
    }

    @POST
    @Path("{id}/resume")
    @Needs(Permission.CHANGE)
    @Operation(
            operationId = "resumeHeadlessOperation",
            summary = "Go on with a paused operation",
            description = "It goes on with the devices that have no result.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The operation's id",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @APIResponse(
            responseCode = "200",
            description = "The operation as it is now",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OperationDetail.class)))
    @RequestBody(
            description = "Nothing need be sent; an object without fields is taken",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = "{}")))
    @APIResponse(
            responseCode = "400",
            description = "Malformed JSON, or a field: there is none to send",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = UNKNOWN)))
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
    @APIResponse(
            responseCode = "409",
            description = "It has ended, or was told otherwise",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = ENDED)))
    public Response resume(@PathParam("id") String id, String content) {
        refuseContent(content);
        controls.resume(id);
        return answer(id);
    }

    @POST
    @Path("{id}/retry")
    @Operation(
            operationId = "retryHeadlessOperation",
            summary = "Do it again for the devices that failed",
            description = "Schedules a new operation of the same kind, at once, whose targets are the failed devices.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The id of the operation that has ended",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @APIResponse(
            responseCode = "201",
            description = "Scheduled; Location is the new operation",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AcceptedOperation.class)))
    @RequestBody(
            description = "Nothing need be sent; an object without fields is taken",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = "{}")))
    @APIResponse(
            responseCode = "400",
            description = "Malformed JSON, or a field: there is none to send",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, example = UNKNOWN)))
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
    @APIResponse(
            responseCode = "409",
            description = "It has not ended, or no device failed",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"detail\": \"No device failed in this operation.\"}")))
    public Response retry(@PathParam("id") String id, String content, @Context UriInfo uri) {
        refuseContent(content);
        return OperationsResource.created(newOperations.retry(id), links, uri);
    }

    /** What is to be done is said by the path; whoever says more would wait in vain for it to be heeded. */
    static void refuseContent(String content) {
        if (!content.isBlank()) {
            BodyReader.parse(content).finish();
        }
    }

    /** As it is after the transaction that changed it. */
    private Response answer(String id) {
        Operations.Found found = operations.get(id);
        return Response.ok(found.operation())
                .tag(Conditional.tag(found.id(), found.version()))
                .build();
    }
}
