package dev.inventory.platform.audit;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.listing.ListQuery;
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
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/audit_log/}: who changed what. */
@Path("v1/audit_log")
@SecuredBy("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit log", description = "Who changed what, when and from where")
public class AuditLogResource {

    @Inject
    AuditLog log;

    /** An entry of the log; for the description alone. */
    @Schema(name = "AuditLogEntry")
    record EntryDetail(
            @Schema(type = SchemaType.INTEGER, format = "int64", example = "4711")
            long id,

            @Schema(type = SchemaType.STRING, format = "date-time", example = "2026-11-21T08:30:00Z")
            Instant time,

            @Schema(description = "Id of the user, 0 for the server itself", example = "1")
            long user,

            @Schema(example = "admin") String username,

            @Schema(name = "remote_address", description = "Empty for the server's own work", example = "10.1.2.3")
            String remoteAddress,

            @Schema(name = "request_id", description = "As X-Request-Id had it", example = "9f2c7c1e")
            String requestId,

            @Schema(enumeration = {"create", "update", "delete"})
            String action,

            @Schema(name = "object_type", example = "device")
            String objectType,

            @Schema(name = "object_id", type = SchemaType.INTEGER, format = "int64", example = "17")
            long objectId,

            @Schema(description = "The fields that were changed, as they were", example = "{\"location\": \"Rack 4\"}")
            Map<String, @Nullable Object> before,

            @Schema(description = "The same fields as they are since", example = "{\"location\": \"Rack 5\"}")
            Map<String, @Nullable Object> after) {}

    @GET
    @Operation(operationId = "listAuditLog", summary = "The changes, secrets left out; oldest first unless ordered")
    @Parameter(
            name = "user",
            in = ParameterIn.QUERY,
            description = "Id of the user; username for the name",
            schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "username",
            in = ParameterIn.QUERY,
            description = "The login name as it was then",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "object_type",
            in = ParameterIn.QUERY,
            description = "device, device_type, organization, user, group, ruleset, token, operation and so on",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "object_id",
            in = ParameterIn.QUERY,
            description = "Id of the object",
            schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "action",
            in = ParameterIn.QUERY,
            description = "create, update or delete",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "request_id",
            in = ParameterIn.QUERY,
            description = "What one request changed",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "time__gte",
            in = ParameterIn.QUERY,
            description = "From this instant on; time__lt for those before one",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description = "Fields, a minus for descending",
            schema = @Schema(type = SchemaType.STRING, example = "-time"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Rows of a page, at most 100",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20"))
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            description = "Rows before the page",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0"))
    @APIResponse(responseCode = "200", description = "A page", content = @Content(schema = @Schema(ref = "Page")))
    @APIResponse(responseCode = "400", description = "An unknown parameter or a bad value")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    public Page list(@Context UriInfo uri) {
        return log.page(ListQuery.parse(AuditLog.LISTING, uri.getQueryParameters()), uri);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getAuditLogEntry", summary = "One change")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = EntryDetail.class)))
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such entry")
    public Map<String, @Nullable Object> get(@PathParam("id") long id) {
        return log.one(id);
    }
}
