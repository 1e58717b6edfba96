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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

/** {@code /api/box/…}: one box. */
@ApplicationScoped
@Path("box")
@SecuredBy(Boxes.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Boxes", description = "Boxes that hold items")
public class BoxResource {

    @Inject
    Boxes boxes;

    @Inject
    Permalinks permalinks;

    @GET
    @Path("get/{box_id}")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Operation(
            summary = "Read a box",
            description =
                    "The address is a permalink, which labels carry. A browser, which prefers HTML to JSON, gets a page.")
    @APIResponse(
            responseCode = "200",
            description = "The box",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")),
                @Content(
                        mediaType = MediaType.TEXT_HTML,
                        schema = @Schema(type = SchemaType.STRING, example = "<!DOCTYPE html> ..."))
            })
    @APIResponse(responseCode = "400", description = "The id is malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    @APIResponse(responseCode = "406", description = "Neither JSON nor HTML is accepted")
    public Response get(@PathParam("box_id") String boxId, @Context UriInfo uri, @Context HttpHeaders headers) {
        return permalinks.box(boxId, uri, headers);
    }

    @GET
    @Path("get")
    @Operation(summary = "Read a box by a parameter")
    @Parameter(
            name = "box_id",
            in = ParameterIn.QUERY,
            description = "Its id",
            schema = @Schema(type = SchemaType.STRING, example = "k3f09a1z"))
    @Parameter(
            name = "api_key",
            in = ParameterIn.QUERY,
            description = Forms.KEY,
            schema = @Schema(type = SchemaType.STRING, example = Forms.KEY_EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "The box",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")))
    @APIResponse(responseCode = "400", description = "The id is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfBoxes find(@Context UriInfo uri) {
        return Envelope.box(boxes.one(Parameters.of(uri)));
    }

    @POST
    @Path("get")
    @Needs(Permission.VIEW)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.BoxKey.class)
    @Operation(summary = "Read a box by a form")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "BoxKeyForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "BoxKeyForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxKeyForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The box",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")))
    @APIResponse(responseCode = "400", description = "The id is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfBoxes find(@Nullable Form form) {
        return Envelope.box(boxes.one(Parameters.of(form)));
    }

    @POST
    @Path("create")
    @Needs(Permission.ADD)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.NewBox.class)
    @Operation(summary = "Create a box", description = "Names are unique whatever their case. The server makes the id.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "NewBoxForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "NewBoxForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewBoxForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The box",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")))
    @APIResponse(responseCode = "400", description = "The name is missing or taken; the key is malformed or missing")
    @APIResponse(responseCode = "404", description = "The name is malformed")
    public Envelope.OfBoxes create(@Nullable Form form) {
        return Envelope.box(boxes.create(Parameters.of(form)));
    }

    @POST
    @Path("update")
    @Needs(Permission.CHANGE)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.ChangedBox.class)
    @Operation(summary = "Rename a box")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "ChangedBoxForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "ChangedBoxForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ChangedBoxForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The box as it is now",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")))
    @APIResponse(responseCode = "400", description = "A parameter is missing or malformed, or the name is taken")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfBoxes update(@Nullable Form form) {
        return Envelope.box(boxes.update(Parameters.of(form)));
    }

    @POST
    @Path("delete")
    @Needs(Permission.DELETE)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.BoxDeletion.class)
    @Operation(
            summary = "Delete a box",
            description = "What is in it stays, in no box; a movement of each item tells so.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "BoxDeletionForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "BoxDeletionForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxDeletionForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The box that was deleted",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BoxAnswer")))
    @APIResponse(responseCode = "400", description = "The id is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfBoxes delete(@Nullable Form form) {
        return Envelope.box(boxes.delete(Parameters.of(form)));
    }
}
