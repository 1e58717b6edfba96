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
import org.jspecify.annotations.Nullable;

/** {@code /api/item/…}: one item. */
@ApplicationScoped
@Path("item")
@SecuredBy(Items.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Items", description = "Items: containers of parts, in boxes")
public class ItemResource {

    @Inject
    Items items;

    @Inject
    Movements movements;

    @Inject
    Reservations reservations;

    @Inject
    Permalinks permalinks;

    @GET
    @Path("get/{item_id}")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Operation(
            summary = "Read an item",
            description =
                    "The address is a permalink, which labels carry. A browser, which prefers HTML to JSON, gets a page.")
    @APIResponse(
            responseCode = "200",
            description = "The item",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")),
                @Content(
                        mediaType = MediaType.TEXT_HTML,
                        schema = @Schema(type = SchemaType.STRING, example = "<!DOCTYPE html> ..."))
            })
    @APIResponse(responseCode = "400", description = "The id is malformed")
    @APIResponse(responseCode = "404", description = "No such item")
    @APIResponse(responseCode = "406", description = "Neither JSON nor HTML is accepted")
    public Response get(@PathParam("item_id") String itemId, @Context UriInfo uri, @Context HttpHeaders headers) {
        return permalinks.item(itemId, uri, headers);
    }

    @GET
    @Path("get")
    @Operation(summary = "Read an item by a parameter")
    @Parameter(
            name = "item_id",
            in = ParameterIn.QUERY,
            description = "Its id",
            schema = @Schema(type = SchemaType.STRING, example = "m2x7q0bd"))
    @Parameter(
            name = "api_key",
            in = ParameterIn.QUERY,
            description = Forms.KEY,
            schema = @Schema(type = SchemaType.STRING, example = Forms.KEY_EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "The item",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")))
    @APIResponse(responseCode = "400", description = "The id is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such item")
    public Envelope.OfItems find(@Context UriInfo uri) {
        return Envelope.item(items.one(Parameters.of(uri)));
    }

    @POST
    @Path("get")
    @Needs(Permission.VIEW)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.ItemKey.class)
    @Operation(summary = "Read an item by a form")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "ItemKeyForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "ItemKeyForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemKeyForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The item",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")))
    @APIResponse(responseCode = "400", description = "The id is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such item")
    public Envelope.OfItems find(@Nullable Form form) {
        return Envelope.item(items.one(Parameters.of(form)));
    }

    @POST
    @Path("create")
    @Needs(Permission.ADD)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.NewItem.class)
    @Operation(summary = "Create an item in a box")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "NewItemForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "NewItemForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewItemForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The item",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")))
    @APIResponse(responseCode = "400", description = "A parameter is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such box")
    public Envelope.OfItems create(@Nullable Form form) {
        return Envelope.item(items.create(Parameters.of(form)));
    }

    @POST
    @Path("update")
    @Needs(Permission.CHANGE)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.ChangedItem.class)
    @Operation(
            summary = "Change an item",
            description =
                    "What is not sent stays as it is. A blank box_id takes the item out of its box. A change of quantity or box is noted as a movement.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "ChangedItemForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "ChangedItemForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ChangedItemForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The item as it is now",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is missing, malformed or immutable, or the quantity lower than what is reserved")
    @APIResponse(responseCode = "404", description = "No such item, or no such box")
    public Envelope.OfItems update(@Nullable Form form) {
        return Envelope.item(items.update(Parameters.of(form)));
    }

    @POST
    @Path("delete")
    @Needs(Permission.DELETE)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.ItemDeletion.class)
    @Operation(summary = "Delete an item", description = "Its movements stay.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "ItemDeletionForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "ItemDeletionForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemDeletionForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The item that was deleted",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ItemAnswer")))
    @APIResponse(responseCode = "400", description = "The id is missing or malformed, or the item has reservations")
    @APIResponse(responseCode = "404", description = "No such item")
    public Envelope.OfItems delete(@Nullable Form form) {
        return Envelope.item(items.delete(Parameters.of(form)));
    }

    @GET
    @Path("movements/{item_id}")
    @Operation(
            summary = "List an item's movements, the last first",
            description = "Also of an item that was deleted. Who moved it and why is told to those who may view items.")
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
            description = "The movements",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "MovementAnswer")))
    @APIResponse(responseCode = "400", description = "The id or a parameter is malformed")
    @APIResponse(responseCode = "404", description = "No such item")
    public Envelope.OfMovements movements(@PathParam("item_id") String itemId, @Context UriInfo uri) {
        return Envelope.movements(movements.of(itemId, Parameters.of(uri)));
    }

    @POST
    @Path("reserve")
    @Needs(Permission.CHANGE)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.NewReservation.class)
    @Operation(
            summary = "Put a part of an item aside",
            description = "What is reserved is never more than the quantity.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(ref = "NewReservationForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "NewReservationForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewReservationForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The reservation",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReservationAnswer")))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is missing or malformed, or there is not so much left")
    @APIResponse(responseCode = "404", description = "No such item")
    public Envelope.OfReservations reserve(@Nullable Form form) {
        return Envelope.reservations(List.of(reservations.reserve(Parameters.of(form))));
    }

    @POST
    @Path("release")
    @Needs(Permission.CHANGE)
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
    @Accepts(Forms.ReservationKey.class)
    @Operation(summary = "Release a reservation")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(ref = "ReservationKeyForm")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "ReservationKeyForm")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReservationKeyForm"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The reservation that was released",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReservationAnswer")))
    @APIResponse(responseCode = "400", description = "The id is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such reservation")
    public Envelope.OfReservations release(@Nullable Form form) {
        return Envelope.reservations(List.of(reservations.release(Parameters.of(form))));
    }

    @GET
    @Path("reservations/{item_id}")
    @Operation(summary = "List what is reserved of an item, the oldest first")
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
            description = "The reservations",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ReservationAnswer")))
    @APIResponse(responseCode = "400", description = "The id or a parameter is malformed")
    @APIResponse(responseCode = "404", description = "No such item")
    public Envelope.OfReservations reservations(@PathParam("item_id") String itemId, @Context UriInfo uri) {
        return Envelope.reservations(reservations.of(itemId, Parameters.of(uri)));
    }
}
