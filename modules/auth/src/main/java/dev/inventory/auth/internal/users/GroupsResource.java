package dev.inventory.auth.internal.users;

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

/** {@code /api/user/group/}: users with the same rights. */
@Path("user/group")
@SecuredBy("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Groups", description = "Who has which rights where")
public class GroupsResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    Groups groups;

    @Inject
    BulkEndpoint bulk;

    @Inject
    MetadataEndpoint metadata;

    @Inject
    Links links;

    @GET
    @Operation(operationId = "listGroups", summary = "The groups")
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "The name; name__ic for a part of it",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "Groups bound to that organization; organization__empty=true for those that reach all",
            schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            description = "Terms that are all found in the name",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description = "Fields, a minus for descending",
            schema = @Schema(type = SchemaType.STRING, example = "name"))
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
    @APIResponse(responseCode = "403", description = "Without the role admin")
    public Page list(@Context UriInfo uri) {
        return groups.page(ListQuery.parse(Groups.LISTING, uri.getQueryParameters()), uri);
    }

    @POST
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createGroup", summary = "Create a group; its rule sets are made with it, all closed")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "GroupInput"),
                            example = "{\"name\": \"South: readers\", \"organization\": 5, \"users\": [7]}"))
    @APIResponse(
            responseCode = "201",
            description = "Created; Location has its address",
            content = @Content(schema = @Schema(ref = "Group")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @Accepts(value = GroupInput.class, shown = GroupDetail.class)
    public Response create(Bodies bodies, @Context UriInfo uri) {
        if (bodies.isList()) {
            return bulk.create(uri, bodies.all(), groups::create, groups::createAll, Tagged::shown);
        }
        Tagged<GroupDetail> created = groups.create(bodies.one());
        return Response.created(
                        links.to(uri, "/api/user/group/" + created.shown().pk() + "/"))
                .tag(created.tag())
                .entity(created.shown())
                .build();
    }

    @PATCH
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(value = GroupInput.class, shown = GroupDetail.class)
    @Operation(summary = "Change many groups at once")
    public Response changeMany(Bodies bodies, @Context UriInfo uri) {
        return bulk.change(uri, bodies.changes("pk"), groups::change, groups::changeAll, Tagged::shown);
    }

    @DELETE
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(Selection.Fields.class)
    @Operation(summary = "Delete many groups at once")
    public Response deleteMany(Body body, @Context UriInfo uri) {
        return bulk.delete(
                uri,
                Selection.read(body, Groups.LISTING),
                groups::toDelete,
                id -> groups.delete(id, condition -> {}),
                groups::deleteAll);
    }

    @GET
    @Path("{pk}")
    @Operation(operationId = "getGroup", summary = "One group")
    @APIResponse(responseCode = "200", description = "The group", content = @Content(schema = @Schema(ref = "Group")))
    @APIResponse(responseCode = "304", description = "Still as If-None-Match has it")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such group")
    public Response get(@PathParam("pk") long pk, @Context Request request) {
        Tagged<GroupDetail> found = groups.one(pk);
        return Conditional.notModified(request, found.tag()).orElseGet(() -> answer(found));
    }

    @PUT
    @Path("{pk}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceGroup", summary = "Replace a group: what is left out is emptied")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "GroupInput"),
                            example = "{\"name\": \"Branch South\", \"organization\": 2, \"users\": [7, 8]}"))
    @APIResponse(
            responseCode = "200",
            description = "The group as it is now",
            content = @Content(schema = @Schema(ref = "Group")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such group")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = GroupInput.class, shown = GroupDetail.class)
    public Response replace(@PathParam("pk") long pk, Body body, @Context Request request) {
        return answer(groups.replace(pk, body, tag -> Conditional.check(request, tag)));
    }

    @PATCH
    @Path("{pk}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(operationId = "patchGroup", summary = "Change some fields of a group; users replaces all members")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "GroupInput"),
                            example = "{\"users\": [7, 8]}"))
    @APIResponse(
            responseCode = "200",
            description = "The group as it is now",
            content = @Content(schema = @Schema(ref = "Group")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such group")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = GroupInput.class, shown = GroupDetail.class)
    public Response patch(@PathParam("pk") long pk, Body body, @Context Request request) {
        return answer(groups.patch(pk, body, tag -> Conditional.check(request, tag)));
    }

    @DELETE
    @Path("{pk}")
    @Operation(operationId = "deleteGroup", summary = "Delete a group and its rule sets; its members stay")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such group")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    public void delete(@PathParam("pk") long pk, @Context Request request) {
        groups.delete(pk, tag -> Conditional.check(request, tag));
    }

    @GET
    @Path("{pk}/metadata")
    @Operation(summary = "What is kept beside a group")
    public Response metadata(@PathParam("pk") long pk, @Context Request request) {
        return metadata.get(request, () -> groups.key(pk, Permission.VIEW));
    }

    @PUT
    @Path("{pk}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(MetadataFields.class)
    @Operation(summary = "Replace what is kept beside a group")
    public Response replaceMetadata(@PathParam("pk") long pk, Body body, @Context Request request) {
        return metadata.put(request, body, () -> groups.key(pk, Permission.CHANGE));
    }

    @PATCH
    @Path("{pk}/metadata")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Accepts(MetadataFields.class)
    @Operation(summary = "Merge into what is kept beside a group: null removes a name")
    public Response mergeMetadata(@PathParam("pk") long pk, Body body, @Context Request request) {
        return metadata.patch(request, body, () -> groups.key(pk, Permission.CHANGE));
    }

    private static Response answer(Tagged<GroupDetail> group) {
        return Response.ok(group.shown()).tag(group.tag()).build();
    }
}
