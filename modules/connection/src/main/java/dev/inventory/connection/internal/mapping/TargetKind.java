package dev.inventory.connection.internal.mapping;

import dev.inventory.box.ItemImports;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a profile's records become. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
public enum TargetKind {
    ITEMS(
            "item_id",
            List.of(
                    TargetField.number("quantity"),
                    TargetField.text("mfg_part_number", ItemImports.MAX_PART_NUMBER),
                    new TargetField("description", ItemImports.MAX_DESCRIPTION, false, true),
                    TargetField.text("digikey_part_number", ItemImports.MAX_PART_NUMBER),
                    TargetField.text("mouser_part_number", ItemImports.MAX_PART_NUMBER),
                    TargetField.text("jlcpcb_part_number", ItemImports.MAX_PART_NUMBER),
                    TargetField.text("serial_number", ItemImports.MAX_SERIAL_NUMBER),
                    TargetField.text("location", ItemImports.MAX_PART_NUMBER))),
    DEVICES(
            "device_id",
            List.of(
                    TargetField.needed("name", 255),
                    TargetField.needed("hostname", 253),
                    TargetField.needed("serial_number", 128),
                    TargetField.needed("type", 100),
                    TargetField.text("mac_address", 64),
                    TargetField.text("location", 255),
                    new TargetField("description", 4000, false, true),
                    TargetField.text("firmware_version", 128),
                    TargetField.text("management_ip", 64)));

    /** Means the record's own id for every target. */
    public static final String EXTERNAL_ID = "external_id";

    private final String idField;
    private final List<TargetField> fields;

    TargetKind(String idField, List<TargetField> fields) {
        this.idField = idField;
        this.fields = fields;
    }

    /** The name by which a mapping means the record's own id. */
    public String idField() {
        return idField;
    }

    public List<TargetField> fields() {
        return fields;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TargetKind> ofWord(String word) {
        for (TargetKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
