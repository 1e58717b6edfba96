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

/** {@code /api/items/…}: many items. */
@ApplicationScoped
@Path("items")
@SecuredBy(Items.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Items")
public class ItemsResource {

    @Inject
    Items items;

    @GET
    @Path("list")
    @Operation(summary = "List items")
    @Parameter(
            name = "sortby",
            in = ParameterIn.QUERY,
            description = "Attribute to sort by; in the order of creation without it",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            example = "quantity",
                            enumeration = {
                                "item_id",
                                "box_id",
                                "mfg_part_number",
                                "description",
                                "digikey_part_number",
                                "mouser_part_number",
                                "jlcpcb_part_number",
                                "created_by",
                                "created_epoch_millis",
                                "serial_number",
                                "source",
                                "external_id",
                                "quantity"
                            }))
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
    @Parameter(
            name = "box_id",
            in = ParameterIn.QUERY,
            description = "Only what is in this box; blank: in none",
            schema = @Schema(type = SchemaType.STRING, example = "k3f09a1z"))
    @APIResponse(
            responseCode = "200",
            description = "The items",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfItems list(@Context UriInfo uri) {
        return Envelope.items(items.list(Parameters.of(uri)));
    }

    @POST
    @Path("list")
    @Needs(Permission.VIEW)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.ItemList.class)
    @Operation(summary = "List items by a form")
    @RequestBody(
            required = false,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "ItemListForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "ItemListForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemListForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The items",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfItems list(@Nullable Form form) {
        return Envelope.items(items.list(Parameters.of(form)));
    }

    @GET
    @Path("count")
    @Operation(summary = "Count the items")
    @Parameter(
            name = "box_id",
            in = ParameterIn.QUERY,
            description = "Only what is in this box; blank: in none",
            schema = @Schema(type = SchemaType.STRING, example = "k3f09a1z"))
    @Parameter(
            name = "api_key",
            in = ParameterIn.QUERY,
            description = Forms.KEY,
            schema = @Schema(type = SchemaType.STRING, example = Forms.KEY_EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "Their number",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "CountAnswer")))
    @APIResponse(responseCode = "400", description = "The id of the box is malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfCount count(@Context UriInfo uri) {
        return Envelope.count(items.count(Parameters.of(uri)));
    }

    @POST
    @Path("count")
    @Needs(Permission.VIEW)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.OfBox.class)
    @Operation(summary = "Count the items by a form")
    @RequestBody(
            required = false,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "ItemCountForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "ItemCountForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemCountForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "Their number",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "CountAnswer")))
    @APIResponse(responseCode = "400", description = "The id of the box is malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfCount count(@Nullable Form form) {
        return Envelope.count(items.count(Parameters.of(form)));
    }
}
