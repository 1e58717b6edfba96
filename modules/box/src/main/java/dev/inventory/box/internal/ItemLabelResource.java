package dev.inventory.box.internal;

import dev.inventory.platform.access.SecuredBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/item/label/…}: the label of an item. */
@ApplicationScoped
@Path("item/label")
@SecuredBy(Items.ROLE)
@Tag(name = "Items")
public class ItemLabelResource {

    @Inject
    Items items;

    @Inject
    Labels labels;

    @GET
    @Path("{item_id}")
    @Produces({Labels.SVG, Labels.PNG})
    @Operation(
            summary = "Label of an item",
            description = "Holds a QR code of the item's permalink. The SVG also shows name and id; the PNG is the code"
                    + " alone. Without format the Accept header decides.")
    @Parameter(
            name = "item_id",
            in = ParameterIn.PATH,
            required = true,
            description = "Its id",
            schema = @Schema(type = SchemaType.STRING, example = "m2x7q0bd"))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "svg without it",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            example = "png",
                            enumeration = {"svg", "png"}))
    @APIResponse(
            responseCode = "200",
            description = "The label",
            content = {
                @Content(mediaType = Labels.SVG, schema = @Schema(type = SchemaType.STRING, example = "<svg ...>")),
                @Content(mediaType = Labels.PNG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "400", description = "The id or the format is malformed")
    @APIResponse(responseCode = "404", description = "No such item")
    @APIResponse(responseCode = "406", description = "Neither SVG nor PNG is accepted")
    public Response label(@PathParam("item_id") String itemId, @Context UriInfo uri, @Context HttpHeaders headers) {
        boolean png = labels.isPng(Parameters.of(uri), headers);
        return labels.answer(labels.of(items.one(Parameters.of("item_id", itemId)), uri), png);
    }
}
