package dev.inventory.device.internal;

import dev.inventory.device.DeviceProbes;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.bulk.BulkEndpoint;
import dev.inventory.platform.bulk.Selection;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.MetadataEndpoint;
import dev.inventory.platform.metadata.MetadataFields;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Bulk;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
import dev.inventory.platform.web.OwnParameters;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_device/}: the devices over HTTP. */
@ApplicationScoped
@Path("v1/inventory_device")
@SecuredBy(Devices.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices", description = "Network devices: what should be, and what is")
public class DevicesResource {

    private static final String PATH = "/api/v1/inventory_device/";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    static final String UPDATE_STATUS = "update_status";

    private static final Set<String> FLAGS = Set.of(UPDATE_STATUS, "pending");

    /** Names the devices whose status is the last known one, since they did not answer in time. */
    private static final String STALE = "X-Status-Stale";

    @Inject
    Devices devices;

    @Inject
    DeviceDetails details;

    @Inject
    DeviceFacts facts;

    @Inject
    DeviceListings listings;

    @Inject
    DeviceLists lists;

    @Inject
    DeviceProbes probes;

    @Inject
    DeviceSettings settings;

    @Inject
    BulkEndpoint bulk;

    @Inject
    MetadataEndpoint metadata;

    @Inject
    Links links;

    @Context
    UriInfo uri;

    @Context
    Request request;

    @GET
    @Operation(
            summary = "List devices",
            description = "Some fields are shown only if fields names them, and are filtered and ordered by like the"
                    + " others: last_seen, booted_at, uptime, status_detail, snmp.port and more.")
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER),
            description = "Type id")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"1", "true", "True", "0", "false", "False"}),
            description = "Up or down")
    @Parameter(
            name = "status_detail",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"up", "down", "flapping", "unreachable", "maintenance", "unknown"}),
            description = "The status in more words; several with status_detail__in=down,flapping")
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = 64, example = "core"),
            description = "Has this tag, in any case; given twice, both. Also tag__in (any of several), tag__n (has it"
                    + " not) and tag__empty")
    @Parameter(
            name = "last_status_change_from",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "2000-01-01T00:01:00+00:00"),
            description = "Status changed at or after")
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER),
            description = "Organization id; 403 if it is not the caller's")
    @Parameter(
            name = "pending",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Has configuration that was not applied yet")
    @Parameter(
            name = "serial_conflict",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Tells another serial number than is recorded")
    @Parameter(
            name = UPDATE_STATUS,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Ask the devices of this page now; the header X-Status-Stale names those that were too slow")
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = 1000),
            description = "Words that must all occur, in any of the text fields")
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "name,-id"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20", minimum = "0"),
            description = "More than 100 counts as 100")
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0", minimum = "0"))
    @APIResponse(
            responseCode = "200",
            description = "One page",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.RowPage.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or has a bad value",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    @OwnParameters
    public Response list() {
        ListQuery query = ListQuery.parse(listings.devices(), uri.getQueryParameters());
        Response.ResponseBuilder response = Response.ok();
        if (query.flag(UPDATE_STATUS)) {
            List<Long> shown = lists.ids(ListQuery.parse(listings.devices(), uri.getQueryParameters()));
            stale(response, probes.checkStatus(shown, settings.statusBudget()));
        }
        Page page = lists.page(query, uri);
        return response.entity(page).build();
    }

    @POST
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Register a device")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Input.class),
                            examples = {
                                @ExampleObject(name = "firewall", value = DeviceSchemas.EXAMPLE_INPUT),
                                @ExampleObject(name = "SNMP version 3", value = DeviceSchemas.EXAMPLE_VERSION_3)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The device",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Written.class)))
    @APIResponse(
            responseCode = "400",
            description = "Fields are missing, unknown or wrong",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    @APIResponse(
            responseCode = "409",
            description = "Hostname, serial number or MAC address is taken",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    @Accepts(value = DeviceSchemas.Input.class, shown = DeviceSchemas.Detail.class)
    public Response create(Bodies bodies) {
        if (bodies.isList()) {
            return bulk.create(uri, bodies.all(), devices::create, devices::createAll, device -> device.view()
                    .fields());
        }
        Devices.Shown created = devices.create(bodies.one());
        return answer(Response.created(links.to(uri, PATH + created.id() + "/")), created);
    }

    @PATCH
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(value = DeviceSchemas.Input.class, shown = DeviceSchemas.Detail.class)
    @Operation(summary = "Change many devices at once")
    public Response changeMany(Bodies bodies) {
        return bulk.change(uri, bodies.changes("id"), devices::change, devices::changeAll, device -> device.view()
                .fields());
    }

    @DELETE
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(Selection.Fields.class)
    @Operation(summary = "Delete many devices at once")
    public Response deleteMany(Body body) {
        return bulk.delete(
                uri,
                Selection.read(body, listings.devices()),
                devices::toDelete,
                id -> devices.delete(id, condition -> {}),
                devices::deleteAll);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a device")
    @Parameter(
            name = UPDATE_STATUS,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Ask the device now")
    @Parameter(
            name = "pending",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Show what is pending")
    @APIResponse(
            responseCode = "200",
            description = "The device",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Detail.class)))
    @APIResponse(responseCode = "304", description = "Unchanged since the ETag in If-None-Match")
    @APIResponse(
            responseCode = "404",
            description = "No such device",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    public Response read(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER, example = "1001")) String id) {
        return show(number(id), uri);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replace a device",
            description =
                    "Optional fields that are omitted are reset; the community, SNMP keys, the firmware version and"
                            + " the status are kept.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Input.class),
                            examples = @ExampleObject(name = "firewall", value = DeviceSchemas.EXAMPLE_INPUT)))
    @APIResponse(
            responseCode = "200",
            description = "The device",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Written.class)))
    @APIResponse(
            responseCode = "400",
            description = "Fields are missing, unknown or wrong",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    @APIResponse(responseCode = "404", description = "No such device")
    @APIResponse(responseCode = "409", description = "Hostname, serial number or MAC address is taken")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = DeviceSchemas.Input.class, shown = DeviceSchemas.Detail.class)
    public Response replace(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return write(id, body, DeviceFields.Mode.REPLACE);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(summary = "Change fields of a device")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Input.class),
                            examples = @ExampleObject(name = "move", value = DeviceSchemas.EXAMPLE_PATCH)))
    @APIResponse(
            responseCode = "200",
            description = "The device",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.Written.class)))
    @APIResponse(
            responseCode = "400",
            description = "Fields are unknown or wrong",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    @APIResponse(responseCode = "404", description = "No such device")
    @APIResponse(responseCode = "409", description = "Hostname, serial number or MAC address is taken")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    @Accepts(value = DeviceSchemas.Input.class, shown = DeviceSchemas.Detail.class)
    public Response change(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return write(id, body, DeviceFields.Mode.CHANGE);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a device")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "No such device")
    @APIResponse(responseCode = "409", description = "Others depend on it; held_by lists them")
    @APIResponse(responseCode = "412", description = "Changed since the ETag in If-Match")
    public Response delete(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        long number = number(id);
        devices.delete(number, version -> Conditional.check(request, Conditional.tag(number, version)));
        return Response.noContent().build();
    }

    @GET
    @Path("{id}/metadata")
    @Operation(summary = "What is kept beside a device")
    public Response metadata(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        return metadata.get(request, () -> devices.key(number(id), Permission.VIEW));
    }

    @PUT
    @Path("{id}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(MetadataFields.class)
    @Operation(summary = "Replace what is kept beside a device")
    public Response replaceMetadata(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return metadata.put(request, body, () -> devices.key(number(id), Permission.CHANGE));
    }

    @PATCH
    @Path("{id}/metadata")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Accepts(MetadataFields.class)
    @Operation(summary = "Merge into what is kept beside a device: null removes a name")
    public Response mergeMetadata(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id, Body body) {
        return metadata.patch(request, body, () -> devices.key(number(id), Permission.CHANGE));
    }

    @GET
    @Path("{id}/status_history")
    @Operation(summary = "List the changes of a device's status")
    @APIResponse(
            responseCode = "200",
            description = "One page, the newest first unless ordered otherwise",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.StatusHistoryPage.class)))
    @APIResponse(responseCode = "404", description = "No such device")
    public Page statusHistory(@PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        return facts.statusHistory(number(id), uri);
    }

    @GET
    @Path("{id}/facts")
    @Operation(summary = "List what a device said about itself")
    @APIResponse(
            responseCode = "200",
            description = "The facts by name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DeviceSchemas.Fact.class)))
    @APIResponse(responseCode = "404", description = "No such device")
    public List<DeviceSchemas.Fact> facts(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String id) {
        return facts.of(number(id));
    }

    /** Shows a device that was found by its id or by a natural key. */
    Response show(long id, UriInfo asked) {
        Response.ResponseBuilder response = Response.ok();
        if (flags(asked).contains(UPDATE_STATUS)) {
            devices.requireVisible(id);
            stale(response, probes.checkStatus(Set.of(id), settings.statusBudget()));
        }
        Devices.Shown shown = details.detail(id);
        EntityTag tag = Conditional.tag(shown.id(), shown.version());
        Optional<Response> unchanged = Conditional.notModified(request, tag);
        return unchanged.orElseGet(
                () -> response.tag(tag).entity(shown.view().fields()).build());
    }

    private Response write(String id, Body body, DeviceFields.Mode mode) {
        long number = number(id);
        Devices.Shown written = devices.write(
                number, body, mode, version -> Conditional.check(request, Conditional.tag(number, version)));
        return answer(Response.ok(), written);
    }

    private static Response answer(Response.ResponseBuilder response, Devices.Shown device) {
        return response.tag(Conditional.tag(device.id(), device.version()))
                .entity(device.view().fields())
                .build();
    }

    /** The truth parameters of a detail that were given as true. */
    private static Set<String> flags(UriInfo asked) {
        Set<String> given = new TreeSet<>();
        FieldErrors errors = new FieldErrors();
        asked.getQueryParameters().forEach((name, values) -> {
            if (!FLAGS.contains(name)) {
                return; // what else there may be is another's
            }
            Optional<Boolean> value = Kind.bool(values.get(0));
            if (value.isEmpty()) {
                errors.add(name, Kind.BOOLEAN.expectation());
            } else if (value.get()) {
                given.add(name);
            }
        });
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        return given;
    }

    private static void stale(Response.ResponseBuilder response, Set<Long> late) {
        if (!late.isEmpty()) {
            response.header(STALE, late.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    /** An id that is no number belongs to no device. */
    static long number(String id) {
        if (!id.matches("[1-9][0-9]{0,17}")) {
            throw NotFound.object();
        }
        return Long.parseLong(id);
    }
}
