package dev.inventory.box.internal;

import dev.inventory.platform.failure.Rejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user may set in an item. */
record ItemFields(
        @Nullable String boxId,
        @Nullable String mfgPartNumber,
        int quantity,
        @Nullable String description,
        @Nullable String digikeyPartNumber,
        @Nullable String mouserPartNumber,
        @Nullable String jlcpcbPartNumber,
        @Nullable String serialNumber) {

    static final int MAX_PART_NUMBER = 200;
    static final int MAX_DESCRIPTION = 4000;
    static final int MAX_SERIAL_NUMBER = 128;

    static final String BOX_ID = "box_id";

    private static final String MFG = "mfg_part_number";
    private static final String QUANTITY = "quantity";
    private static final String DESCRIPTION = "description";
    private static final String DIGIKEY = "digikey_part_number";
    private static final String MOUSER = "mouser_part_number";
    private static final String JLCPCB = "jlcpcb_part_number";
    private static final String SERIAL = "serial_number";

    /** The names that a request may set, in the order in which they are judged. */
    static final List<String> NAMES = List.of(BOX_ID, MFG, QUANTITY, DESCRIPTION, DIGIKEY, MOUSER, JLCPCB, SERIAL);

    /** What the server alone sets. */
    private static final List<String> IMMUTABLE =
            List.of("created_by", "created_epoch_millis", "source", "external_id", "location", "missing_epoch_millis");

    /** Reads a new item: box, part number and quantity must be there. */
    static ItemFields whole(Parameters parameters) {
        return new ItemFields(
                parameters.id(BOX_ID),
                parameters.requiredText(MFG, MAX_PART_NUMBER),
                parameters.quantity(QUANTITY),
                parameters.lines(DESCRIPTION, MAX_DESCRIPTION).orElse(null),
                parameters.text(DIGIKEY, MAX_PART_NUMBER).orElse(null),
                parameters.text(MOUSER, MAX_PART_NUMBER).orElse(null),
                parameters.text(JLCPCB, MAX_PART_NUMBER).orElse(null),
                parameters.text(SERIAL, MAX_SERIAL_NUMBER).orElse(null));
    }

    /**
     * Reads a change: what is not sent stays as it is, a blank empties what may be empty (in no box, for one).
     *
     * @throws Rejected also if nothing is to be changed, or something that nobody may change
     */
    ItemFields merged(Parameters parameters) {
        for (String name : IMMUTABLE) {
            if (parameters.has(name)) {
                throw Rejected.because("Immutable property " + name + " found in request body");
            }
        }
        if (NAMES.stream().noneMatch(parameters::has)) {
            throw Rejected.because("No attributes to be updated were provided");
        }
        return new ItemFields(
                parameters.has(BOX_ID) ? parameters.optionalId(BOX_ID).orElse(null) : boxId,
                parameters.has(MFG) ? parameters.requiredText(MFG, MAX_PART_NUMBER) : mfgPartNumber,
                parameters.has(QUANTITY) ? parameters.quantity(QUANTITY) : quantity,
                parameters.has(DESCRIPTION)
                        ? parameters.lines(DESCRIPTION, MAX_DESCRIPTION).orElse(null)
                        : description,
                orKeep(parameters, DIGIKEY, MAX_PART_NUMBER, digikeyPartNumber),
                orKeep(parameters, MOUSER, MAX_PART_NUMBER, mouserPartNumber),
                orKeep(parameters, JLCPCB, MAX_PART_NUMBER, jlcpcbPartNumber),
                orKeep(parameters, SERIAL, MAX_SERIAL_NUMBER, serialNumber));
    }

    ItemFields inBox(@Nullable String newBoxId) {
        return new ItemFields(
                newBoxId,
                mfgPartNumber,
                quantity,
                description,
                digikeyPartNumber,
                mouserPartNumber,
                jlcpcbPartNumber,
                serialNumber);
    }

    /** The values by their names. */
    Map<String, @Nullable Object> byName() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(BOX_ID, boxId);
        fields.put(MFG, mfgPartNumber);
        fields.put(QUANTITY, quantity);
        fields.put(DESCRIPTION, description);
        fields.put(DIGIKEY, digikeyPartNumber);
        fields.put(MOUSER, mouserPartNumber);
        fields.put(JLCPCB, jlcpcbPartNumber);
        fields.put(SERIAL, serialNumber);
        return fields;
    }

    private static @Nullable String orKeep(
            Parameters parameters, String name, int maxLength, @Nullable String current) {
        return parameters.has(name) ? parameters.text(name, maxLength).orElse(null) : current;
    }
}
