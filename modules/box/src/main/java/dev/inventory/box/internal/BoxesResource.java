package dev.inventory.box.internal;

import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.form.Form;
import dev.inventory.platform.options.Accepts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/boxes/…}: many boxes. */
@ApplicationScoped
@Path("boxes")
@SecuredBy(Boxes.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Boxes")
public class BoxesResource {

    @Inject
    Boxes boxes;

    @GET
    @Path("list")
    @Operation(summary = "List boxes")
    @Parameter(
            name = "sortby",
            in = ParameterIn.QUERY,
            description = "Attribute to sort by; in the order of creation without it",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            example = "name",
                            enumeration = {"box_id", "name"}))
    @Parameter(
            name = "direction",
            in = ParameterIn.QUERY,
            description = "ASC without it; in any case",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            example = "DESC",
                            enumeration = {"ASC", "DESC"}))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most rows: 100 without it, never more than 1000",
            schema = @Schema(type = SchemaType.INTEGER, example = "100"))
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            description = "Rows before the first",
            schema = @Schema(type = SchemaType.INTEGER, example = "0"))
    @APIResponse(
            responseCode = "200",
            description = "The boxes",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    public Envelope.OfBoxes list(@Context UriInfo uri) {
        return Envelope.boxes(boxes.list(Parameters.of(uri)));
    }

    @POST
    @Path("list")
    @Needs(Permission.VIEW)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.BoxList.class)
    @Operation(summary = "List boxes by a form")
    @RequestBody(
            required = false,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "BoxListForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "BoxListForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxListForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The boxes",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    public Envelope.OfBoxes list(@Nullable Form form) {
        return Envelope.boxes(boxes.list(Parameters.of(form)));
    }

    @GET
    @Path("count")
    @Operation(summary = "Count the boxes")
    @APIResponse(
            responseCode = "200",
            description = "Their number",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "CountAnswer")))
    public Envelope.OfCount count() {
        return Envelope.count(boxes.count());
    }

    @POST
    @Path("count")
    @Needs(Permission.VIEW)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.Nothing.class)
    @Operation(summary = "Count the boxes by a form")
    @RequestBody(
            required = false,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "EmptyForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "EmptyForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "EmptyForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "Their number",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "CountAnswer")))
    public Envelope.OfCount count(@Nullable Form form) {
        return Envelope.count(boxes.count());
    }
}
