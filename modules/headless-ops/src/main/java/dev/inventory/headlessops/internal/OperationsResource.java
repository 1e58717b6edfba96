package dev.inventory.headlessops.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.DeviceProbes;
import dev.inventory.headlessops.internal.execution.OperationSettings;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Headless operations over devices: schedule them, watch them, read what became of each device. */
@Path("v1/" + OperationsResource.PATH)
@SecuredBy(Operations.ROLE)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Headless operations", description = "Durable work over many devices, done without a user watching")
@APIResponse(
        responseCode = "401",
        description = "No credentials, or wrong ones",
        content =
                @Content(
                        mediaType = "application/json",
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        example = "{\"detail\": \"Authentication credentials were not provided.\"}")))
@APIResponse(
        responseCode = "406",
        description = "The answer is JSON, which the Accept header does not take",
        content =
                @Content(
                        mediaType = "application/json",
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        example = "{\"detail\": \"Could not satisfy the request Accept header.\"}")))
@APIResponse(
        responseCode = "500",
        description = "The server failed; its log has the details under the request id",
        content =
                @Content(
                        mediaType = "application/json",
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        example = "{\"detail\": \"A server error occurred. The log has the details"
                                                + " under this request id.\","
                                                + " \"request_id\": \"0d3f8c52-2f0a-4c7e-9d2c-6f3f7d0a9b11\"}")))
@APIResponse(
        responseCode = "503",
        description = "The server is starting, or its database cannot be reached",
        content =
                @Content(
                        mediaType = "application/json",
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        example = "{\"detail\": \"The database cannot be reached.\"}")))
public class OperationsResource {

    static final String PATH = "inventory_device_serial_headless_operation";

    private static final String FORBIDDEN = "{\"detail\": \"You do not have permission to perform this action.\"}";
    private static final String NOT_FOUND = "{\"detail\": \"Not found.\"}";
    private static final String REQUEST = "{\"operation_type\": \"bulk_serial_sync\","
            + " \"target_organizations\": [101, 102, 103],"
            + " \"device_filters\": {\"types\": [\"router\", \"switch\"], \"status\": [\"active\", \"pending\"]},"
            + " \"schedule\": {\"execute_at\": \"2024-01-16T02:00:00Z\", \"priority\": \"normal\"},"
            + " \"options\": {\"update_firmware_info\": true, \"validate_connectivity\": true,"
            + " \"timeout_minutes\": 120}}";
    private static final int MAX_DATA = 1 << 20;

    @Inject
    Operations operations;

    @Inject
    NewOperations newOperations;

    @Inject
    DeviceProbes probes;

    @Inject
    OperationSettings settings;

    @Inject
    Links links;

    @GET
    @Operation(
            operationId = "listHeadlessOperations",
            summary = "List operations and how far they have come",
            description = "Lookups on every field (status__in, created_at__gte, …) as on all lists. An operation is"
                    + " shown to callers who may view operations of all its organizations.")
    @Parameter(
            name = "id",
            in = ParameterIn.QUERY,
            description = "Only this operation; 404 if it does not exist",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @Parameter(
            name = "update_status",
            in = ParameterIn.QUERY,
            description = "Check the status of the shown operations' devices first, within a time budget",
            schema = @Schema(type = SchemaType.BOOLEAN, example = "true"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Only operations in this state",
            schema = @Schema(type = SchemaType.STRING, example = "in_progress"))
    @Parameter(
            name = "operation_type",
            in = ParameterIn.QUERY,
            description = "Only operations of this type",
            schema = @Schema(type = SchemaType.STRING, example = "bulk_serial_sync"))
    @Parameter(
            name = "priority",
            in = ParameterIn.QUERY,
            description = "Only operations of this priority; priority__in takes several, separated by commas",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"low", "normal", "high", "urgent"},
                            example = "urgent"))
    @Parameter(
            name = "paused",
            in = ParameterIn.QUERY,
            description = "Only operations that were told to pause, or only others",
            schema = @Schema(type = SchemaType.BOOLEAN, example = "true"))
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "Only operations for this organization",
            schema = @Schema(type = SchemaType.INTEGER, example = "101"))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description =
                    "Comma-separated fields, each with an optional minus; priority by its rank. progress is worked"
                            + " out and not ordered by",
            schema = @Schema(type = SchemaType.STRING, example = "-created_at"))
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
            description = "A page of operations",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OperationPage.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or has a bad value",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"update_status\":"
                                                    + " [\"Enter one of 1, true, True, 0, false, False.\"]}")))
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role, operation or organization",
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
    public Page list(@Context UriInfo uri) {
        ListQuery query = operations.query(uri.getQueryParameters());
        if (query.flag("update_status")) {
            // Devices that do not answer within the budget are shown as they were; only a failure as a whole is one.
            Set<Long> unused = probes.checkStatus(
                    operations.devicesOf(query, settings.refreshDevices()), settings.refreshBudget());
        }
        return operations.page(query, uri);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getHeadlessOperation", summary = "One operation with all that is known of it")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            description = "The operation's id",
            schema = @Schema(type = SchemaType.STRING, example = "12345"))
    @APIResponse(
            responseCode = "200",
            description = "The operation, with its ETag",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OperationDetail.class)))
    @APIResponse(responseCode = "304", description = "Unchanged since the ETag of If-None-Match")
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
            responseCode = "412",
            description = "The condition of If-Match does not hold",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"detail\":"
                                                    + " \"The object has been changed since: read it again.\"}")))
    public Response get(@PathParam("id") String id, @Context Request request) {
        Operations.Found found = operations.get(id);
        EntityTag tag = Conditional.tag(found.id(), found.version());
        return Conditional.notModified(request, tag)
                .orElseGet(() -> Response.ok(found.operation()).tag(tag).build());
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(
            operationId = "createHeadlessOperation",
            summary = "Schedule an operation",
            description = "Without execute_at it starts at once. Without target_organizations it is for all that the"
                    + " caller may use; an organization stands for everything under it, too. The configuration is the"
                    + " body itself, or the field data of the body, as an object or as a JSON string.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = OperationConfiguration.class, example = REQUEST)),
                @Content(
                        mediaType = "application/x-www-form-urlencoded",
                        schema = @Schema(implementation = OperationForm.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "A dry run: what would be met",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OperationPreview.class)))
    @APIResponse(
            responseCode = "201",
            description = "Scheduled; Location is the operation",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AcceptedOperation.class)))
    @APIResponse(
            responseCode = "400",
            description = "Malformed JSON, or a field that is unknown, missing or of the wrong type",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"operation_type\": [\"This field is required.\"]}")))
    @APIResponse(
            responseCode = "403",
            description =
                    "Not the caller's role, or a target organization in which the caller may not do this with devices",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"detail\": \"You do not have permission to run such operations"
                                                    + " on the organizations 103.\"}")))
    @APIResponse(
            responseCode = "413",
            description = "The body is larger than 1 MiB",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"detail\": \"The body is larger than 1048576 bytes.\"}")))
    @APIResponse(
            responseCode = "415",
            description = "Neither JSON nor a form",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"detail\": \"Unsupported media type in request.\"}")))
    @APIResponse(
            responseCode = "422",
            description = "Sound JSON that describes what cannot work",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"operation_type\": [\"\\\"sync\\\" is not a valid choice."
                                                    + " Valid choices: apply_config, bulk_serial_sync.\"],"
                                                    + " \"options\": {\"timeout_minutes\":"
                                                    + " [\"Ensure this value is between 1 and 1440.\"]}}")))
    @Accepts(OperationConfiguration.class)
    public Response create(String content, @Context HttpHeaders headers, @Context UriInfo uri) {
        boolean form = MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(headers.getMediaType());
        return create(form ? BodyReader.parse(formData(content)) : unwrapped(content), uri);
    }

    /** The field {@code data} of a form. One method takes both types: the API description knows one POST of a path. */
    static String formData(String form) {
        for (String pair : form.split("&")) {
            if (pair.startsWith("data=")) {
                try {
                    return URLDecoder.decode(pair.substring("data=".length()), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw Rejected.field("data", "This field is not encoded as a form's field is.");
                }
            }
        }
        throw Rejected.field("data", "This field is required.");
    }

    private Response create(Body body, UriInfo uri) {
        NewOperations.Answer answer = newOperations.accept(body);
        if (answer instanceof NewOperations.Previewed previewed) {
            return Response.ok(previewed.preview()).build();
        }
        return created((NewOperations.Accepted) answer, links, uri);
    }

    /** The answer to whoever had an operation accepted. */
    static Response created(NewOperations.Accepted accepted, Links links, UriInfo uri) {
        return Response.created(links.to(uri, Operations.PATH + accepted.id() + "/"))
                .entity(accepted.operation())
                .tag(Conditional.tag(accepted.id(), accepted.version()))
                .build();
    }

    /** The configuration itself, whether it is the body or the body's field {@code data}, as object or as text. */
    static Body unwrapped(String json) {
        Body body = BodyReader.parse(json);
        if (!body.has("data")) {
            return body;
        }
        JsonNode data = Json.read(json).path("data");
        if (data instanceof ObjectNode object) {
            var unused = body.readOnly("data");
            body.finish();
            return Body.of(object);
        }
        String text = body.lines("data", MAX_DATA).required().orNull();
        body.finish();
        return BodyReader.parse(String.valueOf(text));
    }
}
