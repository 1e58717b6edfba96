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

/** {@code /api/box/label/…}: the label of a box. */
@ApplicationScoped
@Path("box/label")
@SecuredBy(Boxes.ROLE)
@Tag(name = "Boxes")
public class BoxLabelResource {

    @Inject
    Boxes boxes;

    @Inject
    Labels labels;

    @GET
    @Path("{box_id}")
    @Produces({Labels.SVG, Labels.PNG})
    @Operation(
            summary = "Label of a box",
            description = "Holds a QR code of the box's permalink. The SVG also shows name and id; the PNG is the code"
                    + " alone. Without format the Accept header decides.")
    @Parameter(
            name = "box_id",
            in = ParameterIn.PATH,
            required = true,
            description = "Its id",
            schema = @Schema(type = SchemaType.STRING, example = "k3f09a1z"))
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
    @APIResponse(responseCode = "404", description = "No such box")
    @APIResponse(responseCode = "406", description = "Neither SVG nor PNG is accepted")
    public Response label(@PathParam("box_id") String boxId, @Context UriInfo uri, @Context HttpHeaders headers) {
        boolean png = labels.isPng(Parameters.of(uri), headers);
        return labels.answer(labels.of(boxes.one(Parameters.of("box_id", boxId)), uri), png);
    }
}
