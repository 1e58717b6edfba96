package dev.inventory.box.internal;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The shapes of requests, as the API description shows them. They come urlencoded, multipart or as a JSON object. No
 * component has "set" in its name: Payara takes its accessor for a setter, and the whole description fails.
 */
final class Forms {

    static final String KEY = "A token, for clients that send no Authorization header";
    private static final String REASON = "Why; shown with the movement";
    static final String KEY_EXAMPLE = "inv-0123456789abcdef0123456789abcdef01234567-20270115";
    private static final String BOX_EXAMPLE = "k3f09a1z";
    private static final String ITEM_EXAMPLE = "m2x7q0bd";

    private Forms() {}

    @Schema(name = "EmptyForm")
    record Nothing(
            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "BoxKeyForm")
    record BoxKey(
            @Schema(name = "box_id", required = true, example = BOX_EXAMPLE)
            String boxId,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "NewBoxForm")
    record NewBox(
            @Schema(required = true, maxLength = Box.MAX_NAME, example = "Shelf A")
            String name,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "ChangedBoxForm")
    record ChangedBox(
            @Schema(name = "box_id", required = true, example = BOX_EXAMPLE)
            String boxId,

            @Schema(maxLength = Box.MAX_NAME, example = "Shelf B")
            String name,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "BoxDeletionForm")
    record BoxDeletion(
            @Schema(name = "box_id", required = true, example = BOX_EXAMPLE)
            String boxId,

            @Schema(maxLength = Movement.MAX_REASON, description = REASON, example = "The shelf was taken down")
            String reason,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "BoxListForm")
    record BoxList(
            @Schema(
                    enumeration = {"box_id", "name"},
                    example = "name")
            String sortby,

            @Schema(
                    enumeration = {"ASC", "DESC"},
                    example = "DESC")
            String direction,

            @Schema(example = "100") Integer limit,

            @Schema(name = "offset", example = "0") Integer skip,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "PackingForm")
    record PackedItems(
            @Schema(name = "box_id", required = true, example = BOX_EXAMPLE)
            String boxId,

            @Schema(
                    required = true,
                    description =
                            "Ids of items, or barcodes that stand for items; in a form the parameter comes once for each",
                    maxItems = Packing.MOST_ITEMS,
                    example = "[\"m2x7q0bd\", \"zz81kd03\"]")
            List<String> items,

            @Schema(maxLength = Movement.MAX_REASON, description = REASON, example = "Stocktaking")
            String reason,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "ItemKeyForm")
    record ItemKey(
            @Schema(name = "item_id", required = true, example = ITEM_EXAMPLE)
            String itemId,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "NewItemForm")
    record NewItem(
            @Schema(name = "box_id", required = true, example = BOX_EXAMPLE)
            String boxId,

            @Schema(
                    name = "mfg_part_number",
                    required = true,
                    maxLength = ItemFields.MAX_PART_NUMBER,
                    example = "RC0603FR-0710KL")
            String mfgPartNumber,

            @Schema(required = true, minimum = "0", maximum = "2147483647", example = "250")
            Integer quantity,

            @Schema(maxLength = ItemFields.MAX_DESCRIPTION, example = "Resistor 10k 0603")
            String description,

            @Schema(name = "digikey_part_number", maxLength = ItemFields.MAX_PART_NUMBER, example = "311-10.0KHRCT-ND")
            String digikeyPartNumber,

            @Schema(
                    name = "mouser_part_number",
                    maxLength = ItemFields.MAX_PART_NUMBER,
                    example = "603-RC0603FR-0710KL")
            String mouserPartNumber,

            @Schema(name = "jlcpcb_part_number", maxLength = ItemFields.MAX_PART_NUMBER, example = "C98220")
            String jlcpcbPartNumber,

            @Schema(
                    name = "serial_number",
                    maxLength = ItemFields.MAX_SERIAL_NUMBER,
                    description = "Of a device: the two are then shown on both sides",
                    example = "FCW2134L0AB")
            String serialNumber,

            @Schema(maxLength = Movement.MAX_REASON, description = REASON, example = "Delivery 4711")
            String reason,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "ChangedItemForm", description = "What is to be changed, and nothing else")
    record ChangedItem(
            @Schema(name = "item_id", required = true, example = ITEM_EXAMPLE)
            String itemId,

            @Schema(name = "box_id", description = "Blank: in no box", example = BOX_EXAMPLE)
            String boxId,

            @Schema(name = "mfg_part_number", maxLength = ItemFields.MAX_PART_NUMBER, example = "RC0603FR-0710KL")
            String mfgPartNumber,

            @Schema(minimum = "0", maximum = "2147483647", example = "230")
            Integer quantity,

            @Schema(maxLength = ItemFields.MAX_DESCRIPTION, example = "Resistor 10k 0603")
            String description,

            @Schema(name = "digikey_part_number", maxLength = ItemFields.MAX_PART_NUMBER, example = "311-10.0KHRCT-ND")
            String digikeyPartNumber,

            @Schema(
                    name = "mouser_part_number",
                    maxLength = ItemFields.MAX_PART_NUMBER,
                    example = "603-RC0603FR-0710KL")
            String mouserPartNumber,

            @Schema(name = "jlcpcb_part_number", maxLength = ItemFields.MAX_PART_NUMBER, example = "C98220")
            String jlcpcbPartNumber,

            @Schema(name = "serial_number", maxLength = ItemFields.MAX_SERIAL_NUMBER, example = "FCW2134L0AB")
            String serialNumber,

            @Schema(maxLength = Movement.MAX_REASON, description = REASON, example = "Prototype 7")
            String reason,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "ItemDeletionForm")
    record ItemDeletion(
            @Schema(name = "item_id", required = true, example = ITEM_EXAMPLE)
            String itemId,

            @Schema(maxLength = Movement.MAX_REASON, description = REASON, example = "Used up")
            String reason,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "ItemListForm")
    record ItemList(
            @Schema(description = "Any attribute of an item", example = "quantity")
            String sortby,

            @Schema(
                    enumeration = {"ASC", "DESC"},
                    example = "DESC")
            String direction,

            @Schema(example = "100") Integer limit,

            @Schema(name = "offset", example = "0") Integer skip,

            @Schema(name = "box_id", description = "Only what is in this box; blank: in none", example = BOX_EXAMPLE)
            String boxId,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "ItemCountForm")
    record OfBox(
            @Schema(name = "box_id", description = "Only what is in this box; blank: in none", example = BOX_EXAMPLE)
            String boxId,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "NewReservationForm")
    record NewReservation(
            @Schema(name = "item_id", required = true, example = ITEM_EXAMPLE)
            String itemId,

            @Schema(required = true, minimum = "1", example = "40")
            Integer quantity,

            @Schema(maxLength = Movement.MAX_REASON, description = "What for", example = "Prototype 7")
            String reason,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}

    @Schema(name = "ReservationKeyForm")
    record ReservationKey(
            @Schema(name = "reservation_id", required = true, example = "t50zk8me")
            String reservationId,

            @Schema(name = "api_key", description = KEY, example = KEY_EXAMPLE)
            String apiKey) {}
}
