package dev.inventory.headlessops.internal;

import dev.inventory.platform.access.SecuredBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** An operation as it goes on. */
@Path("v1/" + OperationsResource.PATH + "/{id}/events")
@SecuredBy(Operations.ROLE)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Headless operations", description = "Durable work over many devices, done without a user watching")
public class OperationEventsResource {

    private static final String FORBIDDEN = "{\"detail\": \"You do not have permission to perform this action.\"}";
    private static final String EXAMPLE =
            "event: progress\ndata: {\"id\": \"12345\", \"status\": \"in_progress\", \"progress\": 65}\n\n";
    private static final String NOT_FOUND = "{\"detail\": \"Not found.\"}";

    @Inject
    OperationEvents events;

    @Inject
    Operations operations;

    @Context
    UriInfo uri;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "watchHeadlessOperation",
            summary = "Watch an operation",
            description =
                    "Server-sent events: progress with the operation's row of the list, at once and whenever it has"
                            + " changed, at most twice a second; end with the last row, after which the stream is closed. Every"
                            + " 15 seconds a comment shows that the connection lives. The stream ends when the token is"
                            + " revoked or the right to see the operation is lost.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The operation's id",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @APIResponse(
            responseCode = "200",
            description = "The stream of events",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(type = SchemaType.STRING, example = EXAMPLE)))
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
    public void events(@PathParam("id") String id, @Context SseEventSink sink, @Context Sse sse) {
        events.watch(id, sink, sse);
    }

    /** What GET would begin with, and no stream: of one, the container would never send the headers. */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Response head() {
        var unused = operations.get(uri.getPathParameters().getFirst("id"));
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build();
    }
}
