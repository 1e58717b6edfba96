package dev.inventory.box.internal.barcodes;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.inventory.box.internal.BoxDetail;
import dev.inventory.box.internal.ItemDetail;
import dev.inventory.box.internal.StoredDevice;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The object that a barcode stands for, under the name of what it is; the others are left out. */
@Schema(name = "BarcodeMatch", description = "What a barcode stands for: a box, an item or a device")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BarcodeMatch(
        @Nullable BoxMatch box,
        @Nullable ItemMatch item,
        @Nullable DeviceMatch device,

        @Schema(example = "Match found for barcode data") String success,

        @Schema(name = "barcode_data", description = "As it was sent", example = "INV-BXk3f09a1z") @Nullable
        String barcodeData,

        @Schema(
                name = "barcode_hash",
                description = "MD5 of the data without control characters",
                example = "a1d0c6e83f027327d8461063f4ac58a6")
        @Nullable
        String barcodeHash) {

    /** A box. */
    @Schema(name = "BoxMatch")
    public record BoxMatch(
            @Schema(example = "k3f09a1z") String pk,

            @Schema(name = "api_url", example = "/api/box/get/k3f09a1z")
            String apiUrl,

            @Schema(name = "web_url", example = "/api/box/get/k3f09a1z")
            String webUrl,

            BoxDetail instance) {}

    /** An item. */
    @Schema(name = "ItemMatch")
    public record ItemMatch(
            @Schema(example = "m2x7q0bd") String pk,

            @Schema(name = "api_url", example = "/api/item/get/m2x7q0bd")
            String apiUrl,

            @Schema(name = "web_url", example = "/api/item/get/m2x7q0bd")
            String webUrl,

            ItemDetail instance) {}

    /** A device, in short: all of it is at its own address. */
    @Schema(name = "DeviceMatch")
    public record DeviceMatch(
            @Schema(type = SchemaType.INTEGER, format = "int64", example = "17")
            long pk,

            @Schema(name = "api_url", example = "/api/v1/inventory_device/17/")
            String apiUrl,

            @Schema(name = "web_url", example = "/api/v1/inventory_device/17/")
            String webUrl,

            StoredDevice instance) {}

    static BarcodeMatch of(BoxDetail box, String success) {
        String url = "/api/box/get/" + box.boxId();
        return new BarcodeMatch(new BoxMatch(box.boxId(), url, url, box), null, null, success, null, null);
    }

    static BarcodeMatch of(ItemDetail item, String success) {
        String url = "/api/item/get/" + item.itemId();
        return new BarcodeMatch(null, new ItemMatch(item.itemId(), url, url, item), null, success, null, null);
    }

    static BarcodeMatch of(StoredDevice device, String success) {
        String url = "/api/v1/inventory_device/" + device.id() + "/";
        return new BarcodeMatch(null, null, new DeviceMatch(device.id(), url, url, device), success, null, null);
    }

    BarcodeMatch by(ScannedText scanned) {
        return new BarcodeMatch(box, item, device, success, scanned.data(), scanned.hash());
    }
}
