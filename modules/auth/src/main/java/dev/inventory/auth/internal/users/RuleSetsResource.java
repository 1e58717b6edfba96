package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.Tagged;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.bulk.BulkEndpoint;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.web.Bulk;
import dev.inventory.platform.web.Conditional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** {@code /api/user/ruleset/}: what each role lets each group do. */
@Path("user/ruleset")
@SecuredBy("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Groups")
public class RuleSetsResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    Groups groups;

    @Inject
    BulkEndpoint bulk;

    @GET
    @Operation(operationId = "listRuleSets", summary = "The rule sets: one for each group and role")
    @Parameter(
            name = "group",
            in = ParameterIn.QUERY,
            description = "Those of one group",
            schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "Those of one role",
            schema = @Schema(type = SchemaType.STRING, example = "device"))
    @Parameter(
            name = "ordering",
            in = ParameterIn.QUERY,
            description = "Fields, a minus for descending",
            schema = @Schema(type = SchemaType.STRING, example = "group,name"))
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
        return groups.ruleSets(ListQuery.parse(Groups.RULE_SETS, uri.getQueryParameters()), uri);
    }

    @PATCH
    @Bulk
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepts(value = RuleSetInput.class, shown = RuleSetDetail.class)
    @Operation(summary = "Open or close many rule sets at once, all roles of a group, say")
    public Response changeMany(Bodies bodies, @Context UriInfo uri) {
        return bulk.change(uri, bodies.changes("pk"), groups::changeRuleSet, groups::changeRuleSets, Tagged::shown);
    }

    @GET
    @Path("{pk}")
    @Operation(operationId = "getRuleSet", summary = "One rule set")
    @APIResponse(
            responseCode = "200",
            description = "The rule set",
            content = @Content(schema = @Schema(ref = "RuleSet")))
    @APIResponse(responseCode = "304", description = "Still as If-None-Match has it")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such rule set")
    public Response get(@PathParam("pk") long pk, @Context Request request) {
        Tagged<RuleSetDetail> found = groups.ruleSet(pk);
        return Conditional.notModified(request, found.tag()).orElseGet(() -> answer(found));
    }

    @PUT
    @Path("{pk}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceRuleSet", summary = "Replace a rule set: what is left out is closed")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "RuleSetInput"),
                            example = "{\"can_view\": true, \"can_change\": true}"))
    @APIResponse(
            responseCode = "200",
            description = "The rule set as it is now, with what was implied",
            content = @Content(schema = @Schema(ref = "RuleSet")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such rule set")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = RuleSetInput.class, shown = RuleSetDetail.class)
    public Response replace(@PathParam("pk") long pk, Body body, @Context Request request) {
        return answer(groups.replaceRuleSet(pk, body, tag -> Conditional.check(request, tag)));
    }

    @PATCH
    @Path("{pk}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Operation(operationId = "patchRuleSet", summary = "Open or close a rule set")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "RuleSetInput"),
                            example = "{\"can_view\": true, \"can_change\": true}"))
    @APIResponse(
            responseCode = "200",
            description = "The rule set as it is now, with what was implied",
            content = @Content(schema = @Schema(ref = "RuleSet")))
    @APIResponse(responseCode = "400", description = "Errors by field")
    @APIResponse(responseCode = "401", description = "No credentials, or wrong ones")
    @APIResponse(responseCode = "403", description = "Without the role admin")
    @APIResponse(responseCode = "404", description = "No such rule set")
    @APIResponse(responseCode = "412", description = "If-Match no longer holds")
    @Accepts(value = RuleSetInput.class, shown = RuleSetDetail.class)
    public Response patch(@PathParam("pk") long pk, Body body, @Context Request request) {
        return answer(groups.patchRuleSet(pk, body, tag -> Conditional.check(request, tag)));
    }

    private static Response answer(Tagged<RuleSetDetail> rules) {
        return Response.ok(rules.shown()).tag(rules.tag()).build();
    }
}
