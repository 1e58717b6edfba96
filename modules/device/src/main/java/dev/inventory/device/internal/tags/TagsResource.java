package dev.inventory.device.internal.tags;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.listing.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_device_tag/}: the tags in use. */
@ApplicationScoped
@Path("v1/inventory_device_tag")
@SecuredBy(TagsResource.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices", description = "Network devices: what should be, and what is")
public class TagsResource {

    static final String ROLE = "device";

    private static final String ORGANIZATION = "organization";
    private static final String SEARCH = "search";

    @Inject
    TagCounts counts;

    @Context
    UriInfo uri;

    @GET
    @Operation(
            summary = "List the tags in use",
            description = "Of the devices that the caller may see: the most used first, then by name; the first 1,000.")
    @Parameter(
            name = ORGANIZATION,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER),
            description = "Organization id; 403 if it is not the caller's")
    @Parameter(
            name = SEARCH,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = Tags.MAX_LENGTH),
            description = "What the tag contains, in any case")
    @APIResponse(
            responseCode = "200",
            description = "The tags",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = TagCounts.Counted.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or has a bad value")
    @APIResponse(responseCode = "403", description = "The organization is not the caller's")
    public List<TagCounts.Counted> list() {
        FieldErrors errors = new FieldErrors();
        Optional<String> organization = parameter(ORGANIZATION);
        if (organization.isPresent() && !organization.get().matches("\\d{1,18}")) {
            errors.add(ORGANIZATION, Kind.ID.expectation());
        }
        Optional<String> contained = parameter(SEARCH);
        if (contained.isPresent()
                && (contained.get().length() > Tags.MAX_LENGTH
                        || contained.get().chars().anyMatch(Character::isISOControl))) {
            errors.add(SEARCH, "Enter at most " + Tags.MAX_LENGTH + " characters, none of them control characters.");
        }
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        return counts.of(organization.map(Long::valueOf), contained);
    }

    /** Blank counts as not sent. */
    private Optional<String> parameter(String name) {
        List<String> values = uri.getQueryParameters().getOrDefault(name, List.of());
        return values.stream()
                .skip(Math.max(0, values.size() - 1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
