package dev.inventory.auth.internal.tokens;

import dev.inventory.auth.internal.Tagged;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/user/tokens/}: the caller's tokens, and everybody's for superusers. */
@Path("user/tokens")
@SecuredBy(SecuredBy.SELF)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class TokensResource {

    private static final String EXAMPLE = "{\"name\": \"label-printer\", \"expiry\": \"2027-01-31\","
            + " \"write_enabled\": false, \"allowed_ips\": [\"10.1.0.0/16\"], \"scopes\": [\"BOX_GET\", \"ITEM_GET\"]}";

    @Inject
    Tokens tokens;

    @Inject
    UsedToken used;

    @Inject
    Caller caller;

    @Inject
    Links links;

    /** What may be said of a new token; for the description alone. */
    @Schema(name = "ApiTokenInput")
    record TokenInput(
            @Schema(description = "What the token is for", maxLength = ApiToken.MAX_NAME)
            String name,

            @Schema(
                    description = "The first day, in UTC, on which it no longer works: at most ten years away;"
                            + " in 365 days if it is left out",
                    format = "date",
                    example = "2027-01-31")
            String expiry,

            @Schema(
                    name = "write_enabled",
                    defaultValue = "true",
                    description = "Whether it may change anything at all")
            boolean writeEnabled,

            @Schema(
                    name = "allowed_ips",
                    description = "Networks it may be sent from, in CIDR notation; empty for everywhere",
                    example = "[\"10.1.0.0/16\"]")
            java.util.List<String> allowedIps,

            @Schema(
                    description = "The permissions it has, of those that its user has; empty for all of them",
                    example = "[\"BOX_GET\", \"ITEM_GET\"]")
            java.util.List<String> scopes) {}

    @GET
    @Operation(operationId = "listTokens", summary = "The caller's tokens, their values redacted")
    @Parameter(
            name = "all_users",
            in = ParameterIn.QUERY,
            description = "Everybody's tokens, for superusers",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "The name; name__ic for a part of it",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "user",
            in = ParameterIn.QUERY,
            description = "Id of the user",
            schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "revoked",
            in = ParameterIn.QUERY,
            description = "Those that were revoked, or those that were not",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description = "Fields, a minus for descending",
            schema = @Schema(type = SchemaType.STRING, example = "-created"))
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
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = 1000),
            description = "Words that must all occur, in any of the text fields")
    @APIResponse(responseCode = "200", description = "A page", content = @Content(schema = @Schema(ref = "Page")))
    @APIResponse(responseCode = "400", description = "An unknown parameter or a bad value")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "all_users by somebody who is no superuser")
    public Page list(@Context UriInfo uri) {
        ListQuery query = ListQuery.parse(Tokens.LISTING, uri.getQueryParameters());
        if (query.flag("all_users") && !caller.isSuperuser()) {
            throw Forbidden.permission();
        }
        Optional<Long> owner = query.flag("all_users") ? Optional.empty() : Optional.of(caller.userId());
        return tokens.page(query, uri, owner, used.get());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createToken",
            summary = "Make a token: its value is in this answer and never again. A token makes none that may do more"
                    + " than itself")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "ApiTokenInput"),
                            example = EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "Made; Location has its address",
            content = @Content(schema = @Schema(ref = "ApiToken")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(
            responseCode = "403",
            description = "Asked with a token that may not write, has scopes, or would gain by it")
    @Accepts(value = TokenInput.class, shown = TokenDetail.class)
    public Response create(Body body, @Context UriInfo uri) {
        TokenDetail created = tokens.create(caller.userId(), body, used.get());
        return Response.created(links.to(uri, "/api/user/tokens/" + created.id() + "/"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(created)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getApiToken", summary = "One token, its value redacted")
    @APIResponse(
            responseCode = "200",
            description = "The token",
            content = @Content(schema = @Schema(ref = "ApiToken")))
    @APIResponse(responseCode = "304", description = "Still as If-None-Match has it")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "404", description = "No such token, or somebody else's")
    public Response get(@PathParam("id") long id, @Context Request request) {
        Tagged<TokenDetail> found = tokens.one(id, owner(), used.get());
        return Conditional.notModified(request, found.tag())
                .orElseGet(() -> Response.ok(found.shown()).tag(found.tag()).build());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "revokeToken", summary = "Revoke a token, at once and for good")
    @APIResponse(responseCode = "204", description = "Revoked, now or before")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Asked with a token that may not write, or has scopes")
    @APIResponse(responseCode = "404", description = "No such token, or somebody else's")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    public void revoke(@PathParam("id") long id, @Context Request request) {
        tokens.revoke(id, owner(), tag -> Conditional.check(request, tag));
    }

    private Optional<Long> owner() {
        return caller.isSuperuser() ? Optional.empty() : Optional.of(caller.userId());
    }
}
