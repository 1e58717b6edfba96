package dev.inventory.box.internal;

import dev.inventory.box.internal.html.Accepted;
import dev.inventory.box.internal.labels.Label;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Stream;

/** The labels of boxes and items, and what of them a request asks for. */
@ApplicationScoped
class Labels {

    static final String SVG = "image/svg+xml";
    static final String PNG = "image/png";

    private static final MediaType SVG_TYPE = MediaType.valueOf(SVG);
    private static final MediaType PNG_TYPE = MediaType.valueOf(PNG);

    @Inject
    Links links;

    Label of(BoxDetail box, UriInfo uri) {
        return new Label("Box", box.name(), box.boxId(), links.to(uri, Permalinks.ofBox(box.boxId())));
    }

    Label of(ItemDetail item, UriInfo uri) {
        return new Label("Item", name(item), item.itemId(), links.to(uri, Permalinks.ofItem(item.itemId())));
    }

    /** What people call an item: it has no name. */
    static String name(ItemDetail item) {
        return Stream.of(item.mfgPartNumber(), item.description())
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse(item.itemId());
    }

    /** @throws Rejected if the format is neither svg nor png */
    boolean isPng(Parameters parameters, HttpHeaders headers) {
        if (!parameters.has("format")) {
            return Accepted.prefers(headers, PNG_TYPE, SVG_TYPE);
        }
        String sentence = "format is malformed, should be svg or png";
        return switch (parameters.word("format", sentence).toLowerCase(java.util.Locale.ROOT)) {
            case "svg" -> false;
            case "png" -> true;
            default -> throw Rejected.because(sentence);
        };
    }

    Response answer(Label label, boolean png) {
        return png
                ? Response.ok(label.png(), PNG_TYPE).build()
                : Response.ok(label.svg(), SVG_TYPE).build();
    }
}
