package dev.inventory.auth.internal.organizations;

import dev.inventory.auth.internal.Tagged;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.bulk.BulkEndpoint;
import dev.inventory.platform.bulk.Selection;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.MetadataEndpoint;
import dev.inventory.platform.metadata.MetadataFields;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Bulk;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.Links;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
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

/** {@code /api/v1/organization/}: the tree of organizations. */
@Path("v1/organization")
@SecuredBy("organization")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations", description = "Who owns what: a tree; rights in an organization hold in all below it")
public class OrganizationsResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String EXAMPLE =
            "{\"name\": \"Branch South\", \"parent\": 1, \"contact_email\": \"noc@example.org\"}";

    @Inject
    OrganizationTree organizations;

    @Inject
    BulkEndpoint bulk;

    @Inject
    MetadataEndpoint metadata;

    @Inject
    Links links;

    @GET
    @Operation(operationId = "listOrganizations", summary = "The organizations that the caller may see")
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "Part of the name, in any case",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "parent",
            in = ParameterIn.QUERY,
            description = "Id of the organization directly above; parent__empty=true for the roots",
            schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "contact_email",
            in = ParameterIn.QUERY,
            description = "The contact's address",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            description = "Terms that are all found in name or contact_email",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description = "Fields, a minus for descending",
            schema = @Schema(type = SchemaType.STRING, example = "name,-id"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Rows of a page, at most 100",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20"))
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            description = "Rows before the page",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0"))
    @APIResponse(responseCode = "200", description = "A page", content = @Content(schema = @Schema(ref = "Page")))
    @APIResponse(responseCode = "400", description = "An unknown parameter or a bad value")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without permission")
    public Page list(@Context UriInfo uri) {
        return organizations.page(ListQuery.parse(OrganizationTree.LISTING, uri.getQueryParameters()), uri);
    }

    @POST
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createOrganization", summary = "Create an organization")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "OrganizationInput"),
                            example = EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "Created; Location has its address",
            content = @Content(schema = @Schema(ref = "Organization")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(
            responseCode = "403",
            description = "Without permission there; a root needs rights in all organizations")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @Accepts(value = OrganizationInput.class, shown = OrganizationDetail.class)
    public Response create(Bodies bodies, @Context UriInfo uri) {
        if (bodies.isList()) {
            return bulk.create(uri, bodies.all(), organizations::create, organizations::createAll, Tagged::shown);
        }
        Tagged<OrganizationDetail> created = organizations.create(bodies.one());
        return Response.created(
                        links.to(uri, "/api/v1/organization/" + created.shown().id() + "/"))
                .tag(created.tag())
                .entity(created.shown())
                .build();
    }

    @PATCH
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(value = OrganizationInput.class, shown = OrganizationDetail.class)
    @Operation(summary = "Change many organizations at once")
    public Response changeMany(Bodies bodies, @Context UriInfo uri) {
        return bulk.change(uri, bodies.changes("id"), organizations::change, organizations::changeAll, Tagged::shown);
    }

    @DELETE
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(Selection.Fields.class)
    @Operation(summary = "Delete many organizations at once")
    public Response deleteMany(Body body, @Context UriInfo uri) {
        return bulk.delete(
                uri,
                Selection.read(body, OrganizationTree.LISTING),
                organizations::toDelete,
                id -> organizations.delete(id, condition -> {}),
                organizations::deleteAll);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getOrganization", summary = "One organization")
    @APIResponse(
            responseCode = "200",
            description = "The organization",
            content = @Content(schema = @Schema(ref = "Organization")))
    @APIResponse(responseCode = "304", description = "Still as If-None-Match has it")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Not one of the caller's organizations")
    @APIResponse(responseCode = "404", description = "No such organization")
    public Response get(@PathParam("id") long id, @Context Request request) {
        Tagged<OrganizationDetail> found = organizations.one(id);
        return Conditional.notModified(request, found.tag()).orElseGet(() -> answer(found));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceOrganization", summary = "Replace an organization: what is left out is reset")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "OrganizationInput"),
                            example = EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "The organization as it is now",
            content = @Content(schema = @Schema(ref = "Organization")))
    @APIResponse(responseCode = "400", description = "Errors by field, among them a parent that lies below")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without permission there")
    @APIResponse(responseCode = "404", description = "No such organization")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = OrganizationInput.class, shown = OrganizationDetail.class)
    public Response replace(@PathParam("id") long id, Body body, @Context Request request) {
        return answer(organizations.replace(id, body, tag -> Conditional.check(request, tag)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(operationId = "patchOrganization", summary = "Change some fields of an organization")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "OrganizationInput"),
                            example = "{\"parent\": null}"))
    @APIResponse(
            responseCode = "200",
            description = "The organization as it is now",
            content = @Content(schema = @Schema(ref = "Organization")))
    @APIResponse(responseCode = "400", description = "Errors by field, among them a parent that lies below")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without permission there")
    @APIResponse(responseCode = "404", description = "No such organization")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = OrganizationInput.class, shown = OrganizationDetail.class)
    public Response patch(@PathParam("id") long id, Body body, @Context Request request) {
        return answer(organizations.patch(id, body, tag -> Conditional.check(request, tag)));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteOrganization", summary = "Delete an organization that nothing belongs to")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without permission there")
    @APIResponse(responseCode = "404", description = "No such organization")
    @APIResponse(responseCode = "409", description = "Organizations, devices or groups belong to it")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    public void delete(@PathParam("id") long id, @Context Request request) {
        organizations.delete(id, tag -> Conditional.check(request, tag));
    }

    @GET
    @Path("{id}/metadata")
    @Operation(summary = "What is kept beside an organization")
    public Response metadata(@PathParam("id") long id, @Context Request request) {
        return metadata.get(request, () -> organizations.key(id, Permission.VIEW));
    }

    @PUT
    @Path("{id}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(MetadataFields.class)
    @Operation(summary = "Replace what is kept beside an organization")
    public Response replaceMetadata(@PathParam("id") long id, Body body, @Context Request request) {
        return metadata.put(request, body, () -> organizations.key(id, Permission.CHANGE));
    }

    @PATCH
    @Path("{id}/metadata")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Accepts(MetadataFields.class)
    @Operation(summary = "Merge into what is kept beside an organization: null removes a name")
    public Response mergeMetadata(@PathParam("id") long id, Body body, @Context Request request) {
        return metadata.patch(request, body, () -> organizations.key(id, Permission.CHANGE));
    }

    private static Response answer(Tagged<OrganizationDetail> organization) {
        return Response.ok(organization.shown()).tag(organization.tag()).build();
    }
}
