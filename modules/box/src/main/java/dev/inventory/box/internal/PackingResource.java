package dev.inventory.box.internal;

import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.form.Form;
import dev.inventory.platform.options.Accepts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/box/put}: many items into one box. It is the items that are changed, so their role guards it. */
@ApplicationScoped
@Path("box/put")
@SecuredBy(Items.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Boxes")
public class PackingResource {

    @Inject
    Packing packing;

    @POST
    @Needs(Permission.CHANGE)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.PackedItems.class)
    @Operation(
            summary = "Put many items into a box",
            description =
                    "Each item has its own result and its own transaction: one that cannot be moved holds up no other.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "PackingForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "PackingForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "PackingForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "What came of each item, in the order they were sent",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "PlacementAnswer")))
    @APIResponse(
            responseCode = "400",
            description = "The box's id is missing or malformed, or there are no items, or more than 1000")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfPlacements put(@Nullable Form form) {
        return Envelope.placements(packing.put(Parameters.of(form)));
    }
}
