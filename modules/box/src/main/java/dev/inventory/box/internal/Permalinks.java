package dev.inventory.box.internal;

import dev.inventory.box.internal.html.Accepted;
import dev.inventory.box.internal.html.Markup;
import dev.inventory.box.internal.html.Page;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands at the address on a label: a page for who looks by a browser, JSON for everybody else. */
@ApplicationScoped
class Permalinks {

    private static final int OK = 200;
    private static final int MOST_ROWS = 500;

    /** Reached by the keyboard, too, where it is so wide that it scrolls. */
    private static final String TABLE =
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Contents\">\n<table>\n";

    private static final String TABLE_END = "</table>\n</div>\n";

    @Inject
    Boxes boxes;

    @Inject
    Items items;

    @Inject
    Links links;

    @Inject
    Stock stock;

    static String ofBox(String boxId) {
        return "/api/box/get/" + boxId;
    }

    static String ofItem(String itemId) {
        return "/api/item/get/" + itemId;
    }

    Response box(String boxId, UriInfo uri, HttpHeaders headers) {
        Parameters key = Parameters.of("box_id", boxId);
        return wantsPage(headers) ? page(() -> boxPage(boxes.one(key), uri)) : json(Envelope.box(boxes.one(key)));
    }

    Response item(String itemId, UriInfo uri, HttpHeaders headers) {
        Parameters key = Parameters.of("item_id", itemId);
        return wantsPage(headers) ? page(() -> itemPage(items.one(key), uri)) : json(Envelope.item(items.one(key)));
    }

    private static boolean wantsPage(HttpHeaders headers) {
        return Accepted.prefers(headers, MediaType.TEXT_HTML_TYPE, MediaType.APPLICATION_JSON_TYPE);
    }

    private static Response json(Object envelope) {
        return Response.ok(envelope, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response page(Supplier<Page> page) {
        try {
            return page.get().answer(OK);
        } catch (Failure e) {
            String sentence = String.valueOf(e.getMessage());
            return new Page(sentence, "<h1>" + Markup.escape(sentence) + "</h1>\n").answer(e.status());
        }
    }

    private Page boxPage(BoxDetail box, UriInfo uri) {
        StringBuilder body = new StringBuilder();
        body.append("<h1>").append(Markup.escape(box.name())).append("</h1>\n<p>Box ");
        id(body, box.boxId()).append(" &middot; ");
        link(body, links.to(uri, "/api/box/label/" + box.boxId()).toString(), "Label")
                .append("</p>\n");
        if (stock.shows(Items.ROLE)) {
            contents(body, box.boxId(), uri);
        }
        return new Page(box.name(), body.toString());
    }

    private void contents(StringBuilder body, String boxId, UriInfo uri) {
        long count = items.count(Parameters.of("box_id", boxId));
        if (count == 0) {
            body.append("<p>Nothing is in this box.</p>\n");
            return;
        }
        List<ItemDetail> shown = items.list(Parameters.of(
                Map.of("box_id", boxId, "sortby", "mfg_part_number", "limit", Integer.toString(MOST_ROWS))));
        // What is looked for first comes first: on a phone the others are scrolled to.
        body.append(TABLE + "<thead><tr><th scope=\"col\">Item</th><th scope=\"col\" class=\"number\">Quantity</th>")
                .append("<th scope=\"col\">Description</th><th scope=\"col\">Id</th></tr></thead>\n<tbody>\n");
        for (ItemDetail item : shown) {
            body.append("<tr><td>");
            link(body, links.to(uri, ofItem(item.itemId())).toString(), Labels.name(item))
                    .append("</td><td class=\"number\">")
                    .append(item.quantity())
                    .append("</td><td>")
                    .append(Markup.escape(item.description() == null ? "" : item.description()))
                    .append("</td><td>");
            id(body, item.itemId()).append("</td></tr>\n");
        }
        body.append("</tbody>\n" + TABLE_END);
        if (count > shown.size()) {
            body.append("<p>And ").append(count - shown.size()).append(" more.</p>\n");
        }
    }

    private Page itemPage(ItemDetail item, UriInfo uri) {
        String name = Labels.name(item);
        StringBuilder body = new StringBuilder();
        body.append("<h1>").append(Markup.escape(name)).append("</h1>\n<p>Item ");
        id(body, item.itemId()).append(" &middot; ");
        link(body, links.to(uri, "/api/item/label/" + item.itemId()).toString(), "Label")
                .append("</p>\n" + TABLE);
        row(body, "Description", item.description());
        rowOpen(body, "Quantity").append(item.quantity()).append("</td></tr>\n");
        rowOpen(body, "Box");
        box(body, item.boxId(), uri).append("</td></tr>\n");
        row(body, "Manufacturer's part number", item.mfgPartNumber());
        row(body, "Digi-Key part number", item.digikeyPartNumber());
        row(body, "Mouser part number", item.mouserPartNumber());
        row(body, "JLCPCB part number", item.jlcpcbPartNumber());
        row(body, "Serial number", item.serialNumber());
        StoredDevice device = item.device();
        if (device != null) {
            rowOpen(body, "Device");
            link(
                            body,
                            links.to(uri, "/api/v1/inventory_device/" + device.id() + "/")
                                    .toString(),
                            device.name())
                    .append(", ")
                    .append(answers(device))
                    .append("</td></tr>\n");
        }
        return new Page(name, body.append(TABLE_END).toString());
    }

    private static String answers(StoredDevice device) {
        if (device.status()) {
            return "answers on the network";
        }
        return device.lastSeen() == null ? "has not been seen on the network yet" : "does not answer on the network";
    }

    private StringBuilder box(StringBuilder body, @Nullable String boxId, UriInfo uri) {
        if (boxId == null) {
            return body.append("None");
        }
        String name = stock.shows(Boxes.ROLE)
                ? boxes.named(List.of(boxId)).stream()
                        .map(BoxDetail::name)
                        .findFirst()
                        .orElse(boxId)
                : boxId;
        return link(body, links.to(uri, ofBox(boxId)).toString(), name);
    }

    private static void row(StringBuilder body, String name, @Nullable String value) {
        if (value != null) {
            rowOpen(body, name).append(Markup.escape(value)).append("</td></tr>\n");
        }
    }

    private static StringBuilder rowOpen(StringBuilder body, String name) {
        return body.append("<tr><th scope=\"row\">").append(Markup.escape(name)).append("</th><td>");
    }

    private static StringBuilder id(StringBuilder body, String id) {
        return body.append("<span class=\"id\">").append(id).append("</span>");
    }

    private static StringBuilder link(StringBuilder body, String address, String text) {
        return body.append("<a href=\"")
                .append(Markup.escape(address))
                .append("\">")
                .append(Markup.escape(text))
                .append("</a>");
    }
}
