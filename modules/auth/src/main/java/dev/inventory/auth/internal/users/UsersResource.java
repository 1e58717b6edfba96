package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.Tagged;
import dev.inventory.auth.internal.passwords.PasswordHash;
import dev.inventory.auth.internal.passwords.PasswordRules;
import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.bulk.BulkEndpoint;
import dev.inventory.platform.bulk.Selection;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.MetadataEndpoint;
import dev.inventory.platform.metadata.MetadataFields;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Bulk;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
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

/** {@code /api/user/}: the administration of users. */
@Path("user")
@SecuredBy("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users", description = "Who may log in")
public class UsersResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    Users users;

    @Inject
    PasswordChange passwords;

    @Inject
    BulkEndpoint bulk;

    @Inject
    MetadataEndpoint metadata;

    @Inject
    Links links;

    /** A password for somebody else; for the description alone. */
    @Schema(name = "NewPassword")
    record NewPassword(
            @Schema(required = true, maxLength = PasswordRules.MAX_LENGTH)
            String password) {}

    @GET
    @Operation(operationId = "listUsers", summary = "The users")
    @Parameter(
            name = "username",
            in = ParameterIn.QUERY,
            description = "The login name; username__ic for a part of it",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "is_active",
            in = ParameterIn.QUERY,
            description = "Who may log in",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "is_superuser",
            in = ParameterIn.QUERY,
            description = "Who may do all",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            description = "Terms that are all found in username, first_name, last_name or email",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description = "Fields, a minus for descending",
            schema = @Schema(type = SchemaType.STRING, example = "username,-pk"))
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
        return users.page(ListQuery.parse(Users.LISTING, uri.getQueryParameters()), uri);
    }

    @POST
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createUser", summary = "Create a user, with its first password in the field password")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "UserInput"),
                            example =
                                    "{\"username\": \"jane\", \"password\": \"correct horse battery\", \"email\": \"jane@example.org\"}"))
    @APIResponse(
            responseCode = "201",
            description = "Created; Location has its address",
            content = @Content(schema = @Schema(ref = "User")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(
            responseCode = "403",
            description = "Without the role admin, or a superuser was to be made by somebody who is none")
    @APIResponse(responseCode = "409", description = "The username is taken")
    @Accepts(value = UserInput.New.class, shown = UserDetail.class)
    public Response create(Bodies bodies, @Context UriInfo uri) {
        if (bodies.isList()) {
            List<Users.Hashed> read =
                    bodies.all().stream().map(Users.Hashed::of).toList();
            return bulk.create(uri, read, users::create, users::createAll, Tagged::shown);
        }
        UserInput.New input = UserInput.withPassword(bodies.one());
        Tagged<UserDetail> created = users.create(input.user(), PasswordHash.of(input.password()));
        return Response.created(links.to(uri, "/api/user/" + created.shown().pk() + "/"))
                .tag(created.tag())
                .entity(created.shown())
                .build();
    }

    @PATCH
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(value = UserInput.class, shown = UserDetail.class)
    @Operation(summary = "Change many users at once")
    public Response changeMany(Bodies bodies, @Context UriInfo uri) {
        return bulk.change(uri, bodies.changes("pk"), users::change, users::changeAll, Tagged::shown);
    }

    @DELETE
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(Selection.Fields.class)
    @Operation(summary = "Delete many users at once")
    public Response deleteMany(Body body, @Context UriInfo uri) {
        return bulk.delete(
                uri,
                Selection.read(body, Users.LISTING),
                users::toDelete,
                id -> users.delete(id, condition -> {}),
                users::deleteAll);
    }

    @GET
    @Path("{pk}")
    @Operation(operationId = "getUser", summary = "One user")
    @APIResponse(responseCode = "200", description = "The user", content = @Content(schema = @Schema(ref = "User")))
    @APIResponse(responseCode = "304", description = "Still as If-None-Match has it")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such user")
    public Response get(@PathParam("pk") long pk, @Context Request request) {
        Tagged<UserDetail> found = users.one(pk);
        return Conditional.notModified(request, found.tag()).orElseGet(() -> answer(found));
    }

    @PUT
    @Path("{pk}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceUser", summary = "Replace a user: what is left out is reset; the password stays")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "UserInput"),
                            example = "{\"username\": \"jane\", \"email\": \"jane@example.org\"}"))
    @APIResponse(
            responseCode = "200",
            description = "The user as it is now",
            content = @Content(schema = @Schema(ref = "User")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin, or it is about a superuser")
    @APIResponse(responseCode = "404", description = "No such user")
    @APIResponse(responseCode = "409", description = "The username is taken, or it is the last active superuser")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = UserInput.class, shown = UserDetail.class)
    public Response replace(@PathParam("pk") long pk, Body body, @Context Request request) {
        return answer(users.replace(pk, body, tag -> Conditional.check(request, tag)));
    }

    @PATCH
    @Path("{pk}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(operationId = "patchUser", summary = "Change some fields of a user")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "UserInput"),
                            example = "{\"is_active\": false}"))
    @APIResponse(
            responseCode = "200",
            description = "The user as it is now",
            content = @Content(schema = @Schema(ref = "User")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin, or it is about a superuser")
    @APIResponse(responseCode = "404", description = "No such user")
    @APIResponse(responseCode = "409", description = "The username is taken, or it is the last active superuser")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = UserInput.class, shown = UserDetail.class)
    public Response patch(@PathParam("pk") long pk, Body body, @Context Request request) {
        return answer(users.patch(pk, body, tag -> Conditional.check(request, tag)));
    }

    @DELETE
    @Path("{pk}")
    @Operation(operationId = "deleteUser", summary = "Delete a user, its tokens and its memberships")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin, or it is a superuser")
    @APIResponse(responseCode = "404", description = "No such user")
    @APIResponse(responseCode = "409", description = "It is the last active superuser")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    public void delete(@PathParam("pk") long pk, @Context Request request) {
        users.delete(pk, tag -> Conditional.check(request, tag));
    }

    @POST
    @Path("{pk}/set-password")
    @Needs(Permission.CHANGE)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(operationId = "setUserPassword", summary = "Set somebody's password; tokens stay valid")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(ref = "NewPassword"),
                        example = "{\"password\": \"correct horse battery\"}"),
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "NewPassword"))
            })
    @APIResponse(responseCode = "204", description = "Set")
    @APIResponse(responseCode = "400", description = "Errors by field: the password is too weak")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin, or it is a superuser")
    @APIResponse(responseCode = "404", description = "No such user")
    @Accepts(NewPassword.class)
    public void setPassword(@PathParam("pk") long pk, Body body) {
        passwords.set(pk, body);
    }

    @PUT
    @Path("{pk}/set-password")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(operationId = "replaceUserPassword", summary = "As POST: InvenTree's clients send PUT")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "NewPassword"),
                            example = "{\"password\": \"correct horse battery\"}"))
    @APIResponse(responseCode = "204", description = "Set")
    @APIResponse(responseCode = "400", description = "Errors by field: the password is too weak")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin, or it is a superuser")
    @APIResponse(responseCode = "404", description = "No such user")
    @Accepts(NewPassword.class)
    public void replacePassword(@PathParam("pk") long pk, Body body) {
        passwords.set(pk, body);
    }

    @GET
    @Path("{pk}/metadata")
    @Operation(summary = "What is kept beside a user")
    public Response metadata(@PathParam("pk") long pk, @Context Request request) {
        return metadata.get(request, () -> users.key(pk, Permission.VIEW));
    }

    @PUT
    @Path("{pk}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(MetadataFields.class)
    @Operation(summary = "Replace what is kept beside a user")
    public Response replaceMetadata(@PathParam("pk") long pk, Body body, @Context Request request) {
        return metadata.put(request, body, () -> users.key(pk, Permission.CHANGE));
    }

    @PATCH
    @Path("{pk}/metadata")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Accepts(MetadataFields.class)
    @Operation(summary = "Merge into what is kept beside a user: null removes a name")
    public Response mergeMetadata(@PathParam("pk") long pk, Body body, @Context Request request) {
        return metadata.patch(request, body, () -> users.key(pk, Permission.CHANGE));
    }

    private static Response answer(Tagged<UserDetail> user) {
        return Response.ok(user.shown()).tag(user.tag()).build();
    }
}
