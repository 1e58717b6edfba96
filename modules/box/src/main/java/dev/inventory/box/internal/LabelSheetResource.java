package dev.inventory.box.internal;

import dev.inventory.box.internal.labels.Label;
import dev.inventory.box.internal.labels.LabelSheet;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/boxes/labels}: many labels to be printed at once. */
@ApplicationScoped
@Path("boxes/labels")
@SecuredBy(Boxes.ROLE)
@Tag(name = "Boxes")
public class LabelSheetResource {

    static final int MOST_LABELS = 200;

    private static final int DEFAULT_COLUMNS = 3;

    @Inject
    Boxes boxes;

    @Inject
    Labels labels;

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "Print labels of boxes",
            description = "A page for A4 paper with the labels of the named boxes, or of those that the list has when"
                    + " none is named. At most 200.")
    @Parameter(
            name = "box_id",
            in = ParameterIn.QUERY,
            description = "A box; once for each",
            schema = @Schema(type = SchemaType.STRING, example = "k3f09a1z"))
    @Parameter(
            name = "ids",
            in = ParameterIn.QUERY,
            description = "The same, separated by commas",
            schema = @Schema(type = SchemaType.STRING, example = "k3f09a1z,p0w2m4xy"))
    @Parameter(
            name = "columns",
            in = ParameterIn.QUERY,
            description = "Labels in a row, 1 to 5: 3 without it",
            schema = @Schema(type = SchemaType.INTEGER, example = "3"))
    @Parameter(
            name = "sortby",
            in = ParameterIn.QUERY,
            description = "Where no box is named: as for the list, like the next three",
            schema = @Schema(type = SchemaType.STRING, example = "name"))
    @Parameter(name = "direction", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, example = "ASC"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, example = "100"))
    @Parameter(name = "offset", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, example = "0"))
    @APIResponse(
            responseCode = "200",
            description = "The page",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_HTML,
                            schema = @Schema(type = SchemaType.STRING, example = "<!DOCTYPE html> ...")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed, or more than 200 boxes are named")
    @APIResponse(responseCode = "404", description = "A box that is named does not exist")
    @APIResponse(responseCode = "406", description = "HTML is not accepted")
    public Response sheet(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int columns = columns(parameters);
        List<Label> shown =
                boxes(parameters).stream().map(box -> labels.of(box, uri)).toList();
        return new LabelSheet(shown, columns).page().answer(Response.Status.OK.getStatusCode());
    }

    private List<BoxDetail> boxes(Parameters parameters) {
        if (!parameters.has("box_id") && !parameters.has("ids")) {
            List<BoxDetail> listed = boxes.list(parameters);
            return listed.subList(0, Math.min(listed.size(), MOST_LABELS));
        }
        List<String> ids = parameters.ids("box_id", "ids");
        if (ids.size() > MOST_LABELS) {
            throw Rejected.because("At most " + MOST_LABELS + " labels are printed at once");
        }
        List<BoxDetail> named = boxes.named(ids);
        if (named.size() < ids.size()) {
            List<String> found = named.stream().map(BoxDetail::boxId).toList();
            String missing =
                    ids.stream().filter(id -> !found.contains(id)).findFirst().orElseThrow();
            throw new NotFound("Box " + missing + " does not exist");
        }
        return named;
    }

    private static int columns(Parameters parameters) {
        int columns = parameters.position("columns", DEFAULT_COLUMNS);
        if (columns < 1 || columns > LabelSheet.MOST_COLUMNS) {
            throw Rejected.because("columns should be from 1 to " + LabelSheet.MOST_COLUMNS);
        }
        return columns;
    }
}
