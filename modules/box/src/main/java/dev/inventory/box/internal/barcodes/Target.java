package dev.inventory.box.internal.barcodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.platform.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The object that a barcode stands for, which need not exist.
 *
 * @param id eight of a-z and 0-9 for a box or an item, a number for a device
 */
record Target(Model model, String id) {

    private static final Pattern PUBLIC_ID = Pattern.compile("[a-z0-9]{8}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SHORT = Pattern.compile("INV-([A-Z]{2})([A-Z0-9]+)", Pattern.CASE_INSENSITIVE);

    /** Of any host: a label outlives the name of the server that printed it, and ids are drawn by chance. */
    private static final Pattern PERMALINK = Pattern.compile(
            "https?://[^/?#]+(?:/[^?#]*)?/api/(box|item)/get/([a-z0-9]{8})/?", Pattern.CASE_INSENSITIVE);

    /** What one of the server's own codes names: a permalink, a short code or a JSON object; empty for other codes. */
    static Optional<Target> written(String code) {
        Matcher permalink = PERMALINK.matcher(code);
        if (permalink.matches()) {
            return Model.of(permalink.group(1).toLowerCase(Locale.ROOT))
                    .flatMap(model -> of(model, permalink.group(2)));
        }
        Matcher shortCode = SHORT.matcher(code);
        if (shortCode.matches()) {
            return Model.ofMark(shortCode.group(1)).flatMap(model -> of(model, shortCode.group(2)));
        }
        return code.startsWith("{") ? ofJson(code) : Optional.empty();
    }

    /** Empty if the id is not written as the model's ids are. */
    static Optional<Target> of(Model model, String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        Pattern form = model == Model.DEVICE ? NUMBER : PUBLIC_ID;
        return form.matcher(lower).matches() ? Optional.of(new Target(model, lower)) : Optional.empty();
    }

    /** The short code that names it. */
    String shortCode() {
        return "INV-" + model.mark() + id;
    }

    /** A device's id. */
    long number() {
        return Long.parseLong(id);
    }

    private static Optional<Target> ofJson(String code) {
        JsonNode node;
        try {
            node = Json.mapper().readTree(code);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!node.isObject() || node.size() != 1) {
            return Optional.empty();
        }
        var field = node.properties().iterator().next();
        JsonNode id = field.getValue();
        return id.isTextual() || id.isIntegralNumber()
                ? Model.of(field.getKey()).flatMap(model -> of(model, id.asText()))
                : Optional.empty();
    }
}
