package dev.inventory.box.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An item as the API shows it. The last six are there only if they hold something. */
@Schema(name = "Item", description = "A container of parts, in a box")
public record ItemDetail(
        @Schema(name = "item_id", description = "Eight of a-z and 0-9", example = "m2x7q0bd")
        String itemId,

        @Schema(name = "box_id", nullable = true, description = "null: in no box", example = "k3f09a1z") @Nullable
        String boxId,

        @Schema(name = "mfg_part_number", nullable = true, example = "RC0603FR-0710KL") @Nullable
        String mfgPartNumber,

        @Schema(type = SchemaType.INTEGER, minimum = "0", example = "250")
        int quantity,

        @Schema(nullable = true, example = "Resistor 10k 0603") @Nullable
        String description,

        @Schema(name = "digikey_part_number", nullable = true, example = "311-10.0KHRCT-ND") @Nullable
        String digikeyPartNumber,

        @Schema(name = "mouser_part_number", nullable = true, example = "603-RC0603FR-0710KL") @Nullable
        String mouserPartNumber,

        @Schema(name = "jlcpcb_part_number", nullable = true, example = "C98220") @Nullable
        String jlcpcbPartNumber,

        @Schema(name = "created_by", readOnly = true, example = "admin")
        String createdBy,

        @Schema(
                name = "created_epoch_millis",
                type = SchemaType.INTEGER,
                format = "int64",
                readOnly = true,
                description = "Milliseconds since 1970-01-01T00:00:00Z",
                example = "1768465800000")
        long createdEpochMillis,

        @Schema(name = "serial_number", description = "Only if it has one", example = "FCW2134L0AB")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String serialNumber,

        @Schema(
                readOnly = true,
                description = "The system that the item was imported from; only if it was",
                example = "warehouse")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String source,

        @Schema(name = "external_id", readOnly = true, description = "Its id there", example = "4711")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String externalId,

        @Schema(readOnly = true, description = "Where that system keeps it, in its own words", example = "A-12-3")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String location,

        @Schema(
                name = "missing_epoch_millis",
                type = SchemaType.INTEGER,
                format = "int64",
                readOnly = true,
                description = "Since when that system has it no longer; only if that was noted",
                example = "1768465800000")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long missingEpochMillis,

        @Schema(
                readOnly = true,
                description = "The device with this serial number, if there is one that the caller may see;"
                        + " when one item is asked for")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        StoredDevice device) {}
