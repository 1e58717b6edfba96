package dev.inventory.device.internal.availability;

import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Instants;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_device/{id}/availability/}: how much of a period a device was up. */
@ApplicationScoped
@Path("v1/inventory_device/{id}/availability")
@SecuredBy(AvailabilityResource.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices", description = "Network devices: what should be, and what is")
public class AvailabilityResource {

    static final String ROLE = "device";

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final Set<String> PARAMETERS = Set.of(FROM, TO);

    @Inject
    Availabilities availabilities;

    @Context
    UriInfo uri;

    @GET
    @Operation(
            summary = "Tell how much of a period a device was up",
            description =
                    "Reckoned from the status history. Maintenance windows, as they are recorded now, and the time"
                            + " in which nobody knew count for nothing; down and unreachable are outages; a device that flaps"
                            + " counts as what it was at each moment.")
    @Parameter(
            name = FROM,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "2026-10-23T12:00:00Z"),
            description =
                    "Begin of the period, ISO 8601; 30 days before its end if left out, at most 366 days before it")
    @Parameter(
            name = TO,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "2026-11-22T12:00:00Z"),
            description = "End of the period, ISO 8601; now if left out or later")
    @APIResponse(
            responseCode = "200",
            description = "How the device stood",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Availability.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or no instant, or the period is empty, too long, or none of the"
                    + " device's life",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples =
                                    @ExampleObject(
                                            name = "an empty period",
                                            value = "{\"from\": [\"Must be before to.\"]}")))
    @APIResponse(responseCode = "404", description = "No such device")
    public Availability availability(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.INTEGER, example = "1001")) String id) {
        if (!id.matches("[1-9][0-9]{0,17}")) {
            throw NotFound.object();
        }
        FieldErrors errors = new FieldErrors();
        uri.getQueryParameters().keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .forEach(name -> errors.add(name, ListQuery.unknown(name, PARAMETERS)));
        Optional<Instant> from = instant(FROM, errors);
        Optional<Instant> to = instant(TO, errors);
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        return availabilities.of(Long.parseLong(id), from, to);
    }

    /** Blank counts as not sent. */
    private Optional<Instant> instant(String name, FieldErrors errors) {
        List<String> values = uri.getQueryParameters().getOrDefault(name, List.of());
        Optional<String> text = values.stream()
                .skip(Math.max(0, values.size() - 1))
                .filter(value -> !value.isBlank())
                .findFirst();
        Optional<Instant> instant = text.flatMap(Instants::parse);
        if (text.isPresent() && instant.isEmpty()) {
            errors.add(name, Kind.INSTANT.expectation());
        }
        return instant;
    }
}
