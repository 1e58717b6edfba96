package dev.inventory.device.internal;

import dev.inventory.device.internal.file.FileFormat;
import dev.inventory.device.internal.file.ImportReport;
import dev.inventory.device.internal.file.Upload;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.web.Bulk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inventory_device/import/}: devices out of a file. */
@ApplicationScoped
@Path("v1/inventory_device/import")
@SecuredBy(Devices.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices", description = "Network devices: what should be, and what is")
public class DeviceFileResource {

    private static final String CSV = "text/csv";
    private static final String TSV = "text/tab-separated-values";
    private static final String ATOMIC = "atomic";
    private static final String DRY_RUN = "dry_run";
    private static final String REPORT = "report";
    private static final String FORMAT = "format";

    static final String EXAMPLE_CSV = """
            name,hostname,serial_number,type.slug,organization.id,location,tags
            core-router-01,192.168.1.1,RT5500-ABC123,router,1,Data Center A - Rack 10,"core,rack 10"
            access-switch-02,192.168.1.10,SW2960-DEF456,switch,1,Floor 2 - IDF Room,
            """;

    static final String EXAMPLE_JSON = """
            [
              {"serial_number": "RT5500-ABC123", "organization": 1, "location": "Data Center A - Rack 12"}
            ]""";

    static final String EXAMPLE_REPORT = """
            {
              "dry_run": false, "atomic": false, "applied": true,
              "total": 3, "created": 1, "updated": 0, "unchanged": 1, "failed": 1,
              "rows": [
                {"line": 4, "serial_number": "SW2960-DEF456", "outcome": "failed", "status": 409,
                 "errors": {"hostname": ["Line 3 of this file has this hostname, too."]}}
              ]
            }""";

    @Inject
    DeviceFiles files;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @POST
    @Bulk
    @Consumes({CSV, TSV, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Import a file of devices",
            description =
                    "A device that has the row's serial number in its organization is changed, as by PATCH: columns"
                            + " that the file lacks stay as they are. Others are made. What export=csv (tsv, json) wrote is taken"
                            + " as it is; columns that cannot be written are ignored. At most 250,000 rows and 32 MiB.")
    @Parameter(
            name = ATOMIC,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "true"),
            description = "true: all rows or none; false: those that are sound")
    @Parameter(
            name = DRY_RUN,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"),
            description = "Report what would be done, and do nothing")
    @Parameter(
            name = REPORT,
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"failed", "all"},
                            defaultValue = "failed"),
            description = "Which rows the report names; it counts all of them")
    @Parameter(
            name = FORMAT,
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"csv", "tsv", "json"}),
            description = "What the body is, if its Content-Type does not say it")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "two devices", value = EXAMPLE_CSV)),
                @Content(mediaType = TSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = DeviceSchemas.Input.class),
                        examples = @ExampleObject(name = "a move", value = EXAMPLE_JSON))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of the rows, or would have",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.FileReport.class),
                            examples = @ExampleObject(name = "one failed", value = EXAMPLE_REPORT)))
    @APIResponse(
            responseCode = "400",
            description = "The file cannot be read, or has unknown columns; with atomic=true also the report of a file"
                    + " with failed rows, of which nothing was done",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceSchemas.ErrorBody.class)))
    @APIResponse(
            responseCode = "403",
            description = "The same report, if all failed rows are of organizations that are not the caller's")
    @APIResponse(responseCode = "409", description = "The same report, if all failed rows have values that are taken")
    @APIResponse(responseCode = "413", description = "More than 32 MiB")
    public Response take(InputStream body) throws IOException {
        FieldErrors errors = new FieldErrors();
        boolean atomic = truth(ATOMIC, true, errors);
        boolean dryRun = truth(DRY_RUN, false, errors);
        String named = parameter(REPORT).orElse("failed");
        if (!Set.of("failed", "all").contains(named)) {
            errors.add(REPORT, "Choose one of failed, all.");
        }
        Optional<FileFormat> format =
                FileFormat.of(parameter(FORMAT).orElseGet(() -> String.valueOf(headers.getMediaType())));
        if (format.isEmpty()) {
            errors.add(FORMAT, "Choose one of csv, tsv, json.");
        }
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        ImportReport report = new ImportReport(named.equals("all"));
        try (Upload upload = Upload.receive(body)) {
            boolean applied = files.take(upload, format.orElseThrow(), atomic, dryRun, report);
            StreamingOutput written = out -> {
                try (report) {
                    report.write(out, dryRun, atomic, applied);
                }
            };
            return Response.status(applied || dryRun ? Response.Status.OK.getStatusCode() : report.refusal())
                    .entity(written)
                    .build();
        } catch (IOException | RuntimeException failed) {
            report.close();
            throw failed;
        }
    }

    private boolean truth(String name, boolean otherwise, FieldErrors errors) {
        Optional<String> given = parameter(name);
        Optional<Boolean> value = given.flatMap(Kind::bool);
        if (given.isPresent() && value.isEmpty()) {
            errors.add(name, Kind.BOOLEAN.expectation());
        }
        return value.orElse(otherwise);
    }

    private Optional<String> parameter(String name) {
        List<String> values = uri.getQueryParameters().getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
