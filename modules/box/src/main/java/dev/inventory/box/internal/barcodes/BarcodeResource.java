package dev.inventory.box.internal.barcodes;

import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.options.Accepts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /api/barcode/…}: what was scanned? The barcode tells which role's permission is needed, so the gate lets in
 * whoever is known, and {@link Barcodes} asks for the rest.
 */
@ApplicationScoped
@Path("barcode")
@SecuredBy(SecuredBy.SELF)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Barcodes", description = "What a scanned code stands for")
public class BarcodeResource {

    @Inject
    Barcodes barcodes;

    /** A scanned code. */
    @Schema(name = "Scan")
    record ScanInput(
            @Schema(required = true, maxLength = ScannedText.MAX_LENGTH, example = "INV-BXk3f09a1z")
            String barcode) {}

    /** A code and an object. */
    @Schema(name = "BarcodeLink", description = "A code and exactly one of box, item and device")
    record LinkInput(
            @Schema(required = true, maxLength = ScannedText.MAX_LENGTH, example = "4006381333931")
            String barcode,

            @Schema(example = "k3f09a1z") String box,
            @Schema(example = "m2x7q0bd") String item,

            @Schema(type = SchemaType.INTEGER, format = "int64", example = "17")
            Long device) {}

    /** An object. */
    @Schema(name = "BarcodeSubject")
    record GenerateInput(
            @Schema(
                    required = true,
                    enumeration = {"box", "item", "device"},
                    example = "box")
            String model,

            @Schema(required = true, description = "Its id, a text or a number", example = "k3f09a1z")
            String pk) {}

    /** A code. */
    @Schema(name = "GeneratedBarcode")
    public record Generated(
            @Schema(example = "INV-BXk3f09a1z") String barcode) {}

    @POST
    @Needs(Permission.VIEW)
    @Accepts(ScanInput.class)
    @Operation(
            summary = "Find what a barcode stands for",
            description =
                    "Known are the permalink on a label, INV-BX, INV-IT and INV-DV with an id, a JSON text such as"
                            + " {\"box\": \"k3f09a1z\"}, codes that were linked, and at last serial numbers and MAC addresses.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ScanInput.class)))
    @APIResponse(
            responseCode = "200",
            description = "What it stands for",
            content = @Content(schema = @Schema(implementation = BarcodeMatch.class)))
    @APIResponse(responseCode = "400", description = "It stands for nothing that the caller may see")
    public BarcodeMatch scan(Body body) {
        Value<String> barcode = barcode(body).required();
        body.finish();
        return barcodes.match(ScannedText.of(barcode.get()));
    }

    @POST
    @Path("link")
    @Needs(Permission.VIEW)
    @Accepts(LinkInput.class)
    @Operation(
            summary = "Link a barcode to an object",
            description = "Needs the permission to change the object. An object may have many barcodes.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = LinkInput.class)))
    @APIResponse(
            responseCode = "200",
            description = "The object",
            content = @Content(schema = @Schema(implementation = BarcodeMatch.class)))
    @APIResponse(
            responseCode = "400",
            description = "The barcode stands for another object, or there is no such object")
    public BarcodeMatch link(Body body) {
        Value<String> barcode = barcode(body).required();
        Optional<Target> target = target(body);
        body.finish();
        return barcodes.link(ScannedText.of(barcode.get()), target.orElseThrow(BarcodeResource::oneMissing));
    }

    @POST
    @Path("unlink")
    @Needs(Permission.VIEW)
    @Accepts(LinkInput.class)
    @Operation(
            summary = "Unlink barcodes",
            description =
                    "Takes the barcode from what it is linked to; or, of the given box, item or device, that barcode"
                            + " or, if none is sent, all.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = LinkInput.class)))
    @APIResponse(
            responseCode = "200",
            description = "The object",
            content = @Content(schema = @Schema(implementation = BarcodeMatch.class)))
    @APIResponse(responseCode = "400", description = "The barcode is not linked, or there is no such object")
    public BarcodeMatch unlink(Body body) {
        Value<String> barcode = barcode(body).notNull();
        Optional<Target> target = target(body);
        body.finish();
        if (!barcode.isPresent()) {
            return barcodes.unlink(target.orElseThrow(BarcodeResource::oneMissing));
        }
        ScannedText scanned = ScannedText.of(barcode.get());
        return target.isPresent() ? barcodes.unlink(scanned, target.get()) : barcodes.unlink(scanned);
    }

    @POST
    @Path("generate")
    @Needs(Permission.VIEW)
    @Accepts(GenerateInput.class)
    @Operation(summary = "Make an object's barcode")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GenerateInput.class)))
    @APIResponse(
            responseCode = "200",
            description = "Its short code",
            content = @Content(schema = @Schema(implementation = Generated.class)))
    @APIResponse(responseCode = "400", description = "There is no such object")
    public Generated generate(Body body) {
        String[] models =
                java.util.Arrays.stream(Model.values()).map(Model::key).toArray(String[]::new);
        Value<String> model = body.choice("model", models).required();
        Value<List<String>> pk = body.words("pk", 1, ScannedText.MAX_LENGTH).required();
        body.finish();
        return Model.of(model.get())
                .flatMap(known -> pk.get().stream().findFirst().flatMap(id -> Target.of(known, id)))
                .map(target -> new Generated(barcodes.generate(target)))
                .orElseThrow(() -> Barcodes.refused("Model instance not found"));
    }

    private static Value<String> barcode(Body body) {
        Value<String> barcode = body.raw("barcode", ScannedText.MAX_LENGTH);
        String text = barcode.orNull();
        if (text != null && ScannedText.of(text).code().isEmpty()) {
            body.error("barcode", "This field may not be blank.");
        }
        return barcode;
    }

    /** The one object that the body names; empty if it names none. */
    private static Optional<Target> target(Body body) {
        Value<String> box = body.text(Model.BOX.key(), ScannedText.MAX_LENGTH);
        Value<String> item = body.text(Model.ITEM.key(), ScannedText.MAX_LENGTH);
        Value<Long> device = body.id(Model.DEVICE.key());
        List<Target> named = new ArrayList<>();
        add(named, body, Model.BOX, box.orNull());
        add(named, body, Model.ITEM, item.orNull());
        Long number = device.orNull();
        add(named, body, Model.DEVICE, number == null ? null : Long.toString(number));
        if (named.size() > 1) {
            String error = "Multiple conflicting fields: "
                    + String.join(
                            ", ",
                            named.stream().map(target -> target.model().key()).toList());
            throw Barcodes.refused(error);
        }
        return named.stream().findFirst();
    }

    private static void add(List<Target> named, Body body, Model model, @org.jspecify.annotations.Nullable String id) {
        if (id != null) {
            Target.of(model, id).ifPresentOrElse(named::add, () -> body.error(model.key(), Body.invalidPk(id)));
        }
    }

    private static Rejected oneMissing() {
        return Barcodes.refused("Missing data: Provide one of 'box', 'item', 'device'");
    }
}
