package dev.inventory.headlessops.internal.discovery;

import dev.inventory.device.DeviceRegistrations;
import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
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

/** {@code /api/v1/inventory_discovery/}: searches for devices over HTTP. */
@ApplicationScoped
@Path("v1/" + DiscoveriesResource.PATH)
@SecuredBy(DeviceRegistrations.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Discovery", description = "Searches of address ranges for devices that the inventory lacks")
public class DiscoveriesResource {

    static final String PATH = "inventory_discovery";

    private static final String FORBIDDEN = "{\"detail\": \"You do not have permission to perform this action.\"}";
    private static final String NOT_FOUND = "{\"detail\": \"Not found.\"}";
    private static final String UNKNOWN = "{\"item\": [\"Unknown field. Did you mean 'items'?\"]}";

    @Inject
    Discoveries discoveries;

    @Inject
    Candidates candidates;

    @Inject
    CandidateRequests requests;

    @Inject
    Links links;

    @GET
    @Operation(
            operationId = "listDiscoveries",
            summary = "List searches for devices",
            description = "Those of organizations whose devices the caller may view. Lookups on every field, as on all"
                    + " lists.")
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "Organization id; 403 if it is not the caller's",
            schema = @Schema(type = SchemaType.INTEGER, example = "101"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Only searches in this state",
            schema = @Schema(type = SchemaType.STRING, example = "completed"))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            description = "Words to find in name or description",
            schema = @Schema(type = SchemaType.STRING, example = "access"))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "-created_at"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Rows of a page, at most 100",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20", example = "20"))
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            description = "Rows before the page",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0", example = "0"))
    @APIResponse(
            responseCode = "200",
            description = "A page of searches",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoverySchemas.DiscoveryPage.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or has a bad value",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example =
                                                    "{\"nam\": [\"Unknown parameter 'nam'. Did you mean 'name'?\"]}")))
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    public Page list(@Context UriInfo uri) {
        return discoveries.page(uri);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "beginDiscovery",
            summary = "Search ranges of addresses for devices",
            description =
                    "Begins at once, as an operation of the type discovery with the same id, which can be watched,"
                            + " paused, resumed and cancelled like every operation. What answers is listed under candidates/."
                            + " Needs the right to register devices in the organization.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoverySchemas.Input.class),
                            examples = @ExampleObject(name = "access network", value = DiscoverySchemas.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Begun; Location is the discovery",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoveryView.class)))
    @APIResponse(
            responseCode = "400",
            description = "A field is unknown, missing or wrong",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"cidr\": [\"\\\"10.0.0/8\\\" is no network such as"
                                                    + " 192.0.2.0/24, and no address.\"]}")))
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    @APIResponse(
            responseCode = "422",
            description = "A range that is too large, empty, or may not be reached",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"cidr\": [\"Ensure there are at most 65536 addresses.\"]}")))
    @Accepts(value = DiscoverySchemas.Input.class, shown = DiscoveryView.class)
    public Response begin(Body body, @Context UriInfo uri) {
        Discoveries.Shown begun = discoveries.begin(body);
        return Response.created(links.to(uri, "/api/v1/" + PATH + "/" + begun.id() + "/"))
                .entity(begun.view())
                .tag(Conditional.tag(begun.id(), begun.version()))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getDiscovery", summary = "One search, and how far it has come")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(type = SchemaType.INTEGER, example = "67"))
    @APIResponse(
            responseCode = "200",
            description = "The search, with its ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoveryView.class)))
    @APIResponse(responseCode = "304", description = "Unchanged since the ETag of If-None-Match")
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    @APIResponse(
            responseCode = "404",
            description = "No discovery has this id",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = NOT_FOUND)))
    public Response get(@PathParam("id") String id, @Context Request request) {
        Discoveries.Shown found = discoveries.get(id);
        EntityTag tag = Conditional.tag(found.id(), found.version());
        return Conditional.notModified(request, tag)
                .orElseGet(() -> Response.ok(found.view()).tag(tag).build());
    }

    @DELETE
    @Path("{id}")
    @Needs(Permission.ADD)
    @Operation(
            operationId = "deleteDiscovery",
            summary = "Delete a search that has ended",
            description = "With its candidates and credentials. Devices that came of it stay; so does its operation.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(type = SchemaType.INTEGER, example = "67"))
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    @APIResponse(
            responseCode = "404",
            description = "No discovery has this id",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = NOT_FOUND)))
    @APIResponse(
            responseCode = "409",
            description = "It has not ended",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example = "{\"detail\": \"The discovery has not ended: cancel its operation"
                                                    + " first.\"}")))
    public Response delete(@PathParam("id") String id) {
        discoveries.delete(id);
        return Response.noContent().build();
    }

    @GET
    @Path("{id}/candidates")
    @Operation(
            operationId = "listDiscoveryCandidates",
            summary = "List what answered",
            description = "Lookups on every field, as on all lists.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(type = SchemaType.INTEGER, example = "67"))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "Only candidates in this state",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"new", "known", "accepted", "ignored"},
                            example = "new"))
    @Parameter(name = "vendor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, example = "Cisco"))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            description = "Words to find in address, sys_name, sys_descr, serial_number or model",
            schema = @Schema(type = SchemaType.STRING, example = "core"))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "sys_name"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Rows of a page, at most 100",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20", example = "20"))
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            description = "Rows before the page",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0", example = "0"))
    @APIResponse(
            responseCode = "200",
            description = "A page of candidates",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoverySchemas.CandidatePage.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or has a bad value",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            example =
                                                    "{\"stat\": [\"Unknown parameter 'stat'. Did you mean 'state'?\"]}")))
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    @APIResponse(
            responseCode = "404",
            description = "No discovery has this id",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = NOT_FOUND)))
    public Page candidates(@PathParam("id") String id, @Context UriInfo uri) {
        return candidates.page(id, uri);
    }

    @POST
    @Path("{id}/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "acceptDiscoveryCandidates",
            summary = "Make devices of candidates",
            description =
                    "Each by itself, with the checks of POST /api/v1/inventory_device/, and with the credential that"
                            + " the agent took. What is a device already stays one device. At most 1000 at once.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(type = SchemaType.INTEGER, example = "67"))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoverySchemas.Accepted.class),
                            examples = @ExampleObject(name = "some", value = DiscoverySchemas.EXAMPLE_ACCEPT)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoverySchemas.Decided.class)))
    @APIResponse(
            responseCode = "400",
            description = "A field is unknown or wrong, or it is not clear which candidates are meant",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = UNKNOWN)))
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    @APIResponse(
            responseCode = "404",
            description = "No discovery has this id",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = NOT_FOUND)))
    @Accepts(DiscoverySchemas.Accepted.class)
    public DiscoverySchemas.Decided accept(@PathParam("id") String id, Body body) {
        return DiscoverySchemas.Decided.of(requests.accept(id, body));
    }

    @POST
    @Path("{id}/ignore")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "ignoreDiscoveryCandidates",
            summary = "Put candidates aside that are not to become devices",
            description = "They can still be accepted, as long as the credential is kept that they took.")
    @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(type = SchemaType.INTEGER, example = "67"))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoverySchemas.Ignored.class),
                            examples = @ExampleObject(name = "some", value = DiscoverySchemas.EXAMPLE_IGNORE)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiscoverySchemas.Decided.class)))
    @APIResponse(
            responseCode = "400",
            description = "A field is unknown or wrong, or it is not clear which candidates are meant",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = UNKNOWN)))
    @APIResponse(
            responseCode = "403",
            description = "Not the caller's role or organization",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = FORBIDDEN)))
    @APIResponse(
            responseCode = "404",
            description = "No discovery has this id",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, example = NOT_FOUND)))
    @Accepts(DiscoverySchemas.Ignored.class)
    public DiscoverySchemas.Decided ignore(@PathParam("id") String id, Body body) {
        return DiscoverySchemas.Decided.of(requests.ignore(id, body));
    }
}
