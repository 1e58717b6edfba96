package dev.inventory.auth.internal.tokens;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/user/token/}: a password for a token. */
@Path("user/token")
@SecuredBy(SecuredBy.SELF)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens", description = "What programs send instead of a password")
public class TokenResource {

    @Inject
    Caller caller;

    @Inject
    UsedToken used;

    @Inject
    Tokens tokens;

    /** A token, in clear. */
    @Schema(name = "Token")
    public record TokenDetail(
            @Schema(example = "inv-2f8d1c0e9b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e-20271121")
            String token,

            @Schema(example = "backup-script") String name,

            @Schema(description = "The first day, in UTC, on which it no longer works", example = "2027-11-21")
            String expiry) {}

    @GET
    @Operation(
            operationId = "getToken",
            summary =
                    "The caller's token of that name: made at the first call, then the same until it expires. Asked for"
                            + " with a token, it lives no longer than that one")
    @APIResponse(
            responseCode = "200",
            description = "The token",
            content = @Content(schema = @Schema(implementation = TokenDetail.class)))
    @APIResponse(responseCode = "400", description = "An unknown parameter, or a name that cannot be one")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Asked with a token that can do less than its user")
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong passwords; Retry-After says how many seconds to wait")
    public Response get(
            @Parameter(description = "What the token is for") @QueryParam("name") @DefaultValue("") String name) {
        String trimmed = name.strip();
        if (trimmed.length() > ApiToken.MAX_NAME || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw Rejected.field(
                    "name", "Enter a text of at most " + ApiToken.MAX_NAME + " characters, none of them control.");
        }
        Tokens.Shown shown = tokens.handOut(caller.userId(), trimmed, used.get());
        return Response.ok(
                        new TokenDetail(shown.value(), trimmed, shown.expiry().toString()))
                .header("Cache-Control", "no-store")
                .build();
    }
}
