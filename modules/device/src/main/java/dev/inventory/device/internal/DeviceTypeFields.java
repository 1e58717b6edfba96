package dev.inventory.device.internal;

import dev.inventory.device.internal.life.HelperNames;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client writes of a device type. */
@Schema(name = "DeviceTypeInput", description = "A kind of device")
record DeviceTypeFields(
        @Schema(required = true, maxLength = 100, example = "Router")
        String name,

        @Schema(maxLength = 100, example = "Cisco ISR 4451") String model,
        @Schema(maxLength = 100, example = "Cisco Systems") String manufacturer,

        @Schema(
                maxLength = 100,
                pattern = "[a-z0-9_\\-]+",
                example = "router",
                description = "Unique; made from the name if omitted")
        String slug,

        @Schema(
                nullable = true,
                maxItems = 5,
                example = "[\"snmp\", \"tcp:22\"]",
                description = "The status helpers of devices of this type that name none of their own")
        List<String> statusHelpers) {

    private static final int MAX = 100;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9_\\-]+");

    /**
     * Reads the fields.
     *
     * @param current the type as it is, for PATCH, where an omitted field keeps its value; null otherwise
     */
    static DeviceTypeFields read(Body body, @Nullable DeviceTypeFields current) {
        Value<String> name = body.text("name", MAX);
        Value<String> model = body.text("model", MAX);
        Value<String> manufacturer = body.text("manufacturer", MAX);
        Value<String> slug = body.text("slug", MAX);
        Value<List<String>> helpers = HelperNames.read(body);
        body.readOnly("id", "created_at", "updated_at");
        if (current == null) {
            name.required();
        } else {
            name.notNull();
        }
        String given = slug.orNull();
        if (given != null && !SLUG.matcher(given).matches()) {
            body.error("slug", "Enter a valid slug: small letters, digits, hyphens and underscores.");
        }
        body.finish();
        if (current == null) {
            return new DeviceTypeFields(
                    name.get(),
                    model.or(""),
                    manufacturer.or(""),
                    given == null ? slugOf(name.get()) : given,
                    helpers.or(List.of()));
        }
        return new DeviceTypeFields(
                Objects.requireNonNullElse(name.orKeep(current::name), current.name),
                Objects.requireNonNullElse(model.orKeep(current::model), ""),
                Objects.requireNonNullElse(manufacturer.orKeep(current::manufacturer), ""),
                given == null ? current.slug : given,
                helpers.isPresent() ? helpers.or(List.of()) : current.statusHelpers);
    }

    Map<String, Object> audited() {
        Map<String, Object> audited = new LinkedHashMap<>();
        audited.put("name", name);
        audited.put("model", model);
        audited.put("manufacturer", manufacturer);
        audited.put("slug", slug);
        audited.put(LifeChecks.FIELD, statusHelpers);
        return audited;
    }

    private static String slugOf(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return slug.isEmpty() ? "type" : slug;
    }
}
