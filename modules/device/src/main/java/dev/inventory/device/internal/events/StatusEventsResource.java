package dev.inventory.device.internal.events;

import dev.inventory.device.DeviceState;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.web.OwnParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Arrays;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_device/events/}: the changes of status as they happen. */
@ApplicationScoped
@Path("v1/inventory_device/events")
@SecuredBy(StatusFilters.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices", description = "Network devices: what should be, and what is")
public class StatusEventsResource {

    private static final String ORGANIZATION = "organization";
    private static final String DEVICE = "device";
    private static final String STATUS_DETAIL = "status_detail";
    private static final String LAST_EVENT_ID = "last_event_id";
    private static final String LAST_EVENT_ID_HEADER = "Last-Event-ID";
    private static final Set<String> PARAMETERS =
            new TreeSet<>(Set.of(ORGANIZATION, DEVICE, STATUS_DETAIL, LAST_EVENT_ID));
    private static final Set<String> WORDS =
            Arrays.stream(DeviceState.values()).map(DeviceState::word).collect(Collectors.toCollection(TreeSet::new));

    private static final String EXAMPLE = """
            event: position
            id: 90210~
            data: {"last_event_id":"90210~"}

            event: status
            id: 90211
            data: {"id":90211,"device":1001,"device_name":"core-switch-01","organization":101,"status":false,\
            "status_detail":"down","reason":"No answer over SNMP to 2 polls in a row","source":"poll",\
            "changed_at":"2026-11-22T12:00:00Z"}

            """;

    @Inject
    StatusFilters filters;

    @Inject
    StatusStreams streams;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @OwnParameters
    @Operation(
            operationId = "followDeviceStatus",
            summary = "Follow the changes of the devices' status",
            description =
                    "Server-sent events, without an end. status is one row of the status history of a device that the"
                            + " caller may see: id, device, device_name, organization (its id), status, status_detail,"
                            + " reason, source, changed_at. position says, first and when nothing has come for 15 seconds,"
                            + " up to where everything has been told. It begins with what happens from now on, or with"
                            + " Last-Event-ID behind what was told up to that id, as far as the history holds it. On one"
                            + " connection each row comes once; rows may come out of the order of their ids. After a"
                            + " reconnect nothing is missing, but rows of about the time of the last one may come again: drop"
                            + " those whose id is known. The stream ends when the credential is no longer good.")
    @Parameter(
            name = ORGANIZATION,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", example = "101"),
            description = "Only devices of this organization; given several times, of any of them")
    @Parameter(
            name = DEVICE,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", example = "1001"),
            description = "Only the device with this id; given several times, any of them")
    @Parameter(
            name = STATUS_DETAIL,
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"down", "flapping", "maintenance", "unknown", "unreachable", "up"},
                            example = "down"),
            description = "Only changes to this state; given several times, to any of them")
    @Parameter(
            name = LAST_EVENT_ID,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, example = "90211"),
            description = "The id of the last event that has come, where the header cannot be sent; 0 for all that the"
                    + " history holds. The header counts more")
    @Parameter(
            name = LAST_EVENT_ID_HEADER,
            in = ParameterIn.HEADER,
            schema = @Schema(type = SchemaType.STRING, example = "90211"),
            description = "The id of the last event that has come, as browsers send it when they connect again")
    @APIResponse(
            responseCode = "200",
            description = "The stream of events",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(type = SchemaType.STRING, example = EXAMPLE)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or has no such value",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples =
                                    @ExampleObject(
                                            name = "no id",
                                            value = "{\"device\": [\"Enter a whole number.\"]}")))
    @APIResponse(responseCode = "404", description = "No such device")
    @APIResponse(responseCode = "503", description = "Too many follow already")
    public void follow(@Context SseEventSink sink, @Context Sse sse) {
        Wish wish = wish();
        streams.follow(wish.filter, wish.last, new SseOutlet(sink, sse));
    }

    /** What GET would begin with, and no stream: of one, the container would never send the headers. */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @OwnParameters
    @Operation(hidden = true)
    public Response head() {
        Wish unused = wish();
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build();
    }

    /** What the parameters ask for. */
    private record Wish(StatusFilter filter, Optional<Bookmark> last) {}

    private Wish wish() {
        FieldErrors errors = new FieldErrors();
        uri.getQueryParameters().keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .forEach(name -> errors.parameter(name, ListQuery.unknown(name, PARAMETERS)));
        StatusFilter filter =
                new StatusFilter(ids(ORGANIZATION, errors), ids(DEVICE, errors), words(STATUS_DETAIL, errors));
        Optional<Bookmark> last = bookmark(errors);
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        filters.check(filter);
        return new Wish(filter, last);
    }

    /** Blank counts as not sent. */
    private List<String> values(String name) {
        return uri.getQueryParameters().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .toList();
    }

    private Set<Long> ids(String name, FieldErrors errors) {
        Set<Long> ids = new TreeSet<>();
        for (String value : values(name)) {
            try {
                ids.add(Long.valueOf(value));
            } catch (NumberFormatException e) {
                errors.parameter(name, Kind.ID.expectation());
            }
        }
        return ids;
    }

    private Set<String> words(String name, FieldErrors errors) {
        Set<String> words = new TreeSet<>(values(name));
        words.stream()
                .filter(word -> !WORDS.contains(word))
                .forEach(word -> errors.parameter(
                        name,
                        "\"" + word + "\" is not a valid choice. Valid choices: " + String.join(", ", WORDS) + "."));
        return words;
    }

    private Optional<Bookmark> bookmark(FieldErrors errors) {
        Optional<String> text = Optional.ofNullable(headers.getHeaderString(LAST_EVENT_ID_HEADER))
                .filter(sent -> !sent.isBlank());
        List<String> asked = values(LAST_EVENT_ID);
        if (asked.size() > 1) {
            errors.parameter(LAST_EVENT_ID, "Give this parameter only once.");
        }
        if (text.isEmpty()) {
            text = asked.stream().findFirst();
        }
        Optional<Bookmark> read = text.flatMap(Bookmark::parse);
        if (text.isPresent() && read.isEmpty()) {
            errors.parameter(LAST_EVENT_ID, "Enter the id of an event of this stream, for example 90211.");
        }
        return read;
    }
}
