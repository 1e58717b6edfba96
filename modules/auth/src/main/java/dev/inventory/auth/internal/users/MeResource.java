package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.Tagged;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Conditional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/user/me/}: the caller's own account. */
@Path("user/me")
@SecuredBy(SecuredBy.SELF)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Own account", description = "Who am I, and what may I do")
public class MeResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    Caller caller;

    @Inject
    Users users;

    @Inject
    PasswordChange passwordChange;

    @GET
    @Operation(operationId = "getMe", summary = "The caller")
    @APIResponse(
            responseCode = "200",
            description = "The caller",
            content = @Content(schema = @Schema(ref = "Profile")))
    @APIResponse(responseCode = "304", description = "Still as If-None-Match has it")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    public Response get(@Context Request request) {
        Tagged<ProfileDetail> found = users.profile(caller.userId());
        return Conditional.notModified(request, found.tag()).orElseGet(() -> answer(found));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceMe", summary = "Replace one's own names and address: what is left out is emptied")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "ProfileInput"),
                            example =
                                    "{\"first_name\": \"Jane\", \"last_name\": \"Doe\", \"email\": \"jane@example.org\"}"))
    @APIResponse(
            responseCode = "200",
            description = "The caller as it is now",
            content = @Content(schema = @Schema(ref = "Profile")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = ProfileInput.class, shown = ProfileDetail.class)
    public Response replace(Body body, @Context Request request) {
        return answer(users.replaceProfile(caller.userId(), body, tag -> Conditional.check(request, tag)));
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(operationId = "patchMe", summary = "Change some of one's own names and address")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "ProfileInput"),
                            example = "{\"email\": \"jane@example.org\"}"))
    @APIResponse(
            responseCode = "200",
            description = "The caller as it is now",
            content = @Content(schema = @Schema(ref = "Profile")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = ProfileInput.class, shown = ProfileDetail.class)
    public Response patch(Body body, @Context Request request) {
        return answer(users.patchProfile(caller.userId(), body, tag -> Conditional.check(request, tag)));
    }

    @POST
    @Path("set-password")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(operationId = "setMyPassword", summary = "Change one's own password; tokens stay valid")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(ref = "PasswordChange"),
                        example = "{\"old_password\": \"the old one\", \"new_password\": \"correct horse battery\"}"),
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "PasswordChange"))
            })
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(
            responseCode = "400",
            description = "Errors by field: the old password is wrong, or the new one is too weak")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong passwords; Retry-After says how many seconds to wait")
    @Accepts(PasswordChangeInput.class)
    public void setPassword(Body body) {
        passwordChange.change(body);
    }

    private static Response answer(Tagged<ProfileDetail> profile) {
        return Response.ok(profile.shown()).tag(profile.tag()).build();
    }
}
