package dev.inventory.box.internal;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A movement as the API shows it. */
@Schema(name = "Movement", description = "A change of an item's quantity or box")
public record MovementDetail(
        @Schema(name = "movement_id", type = SchemaType.INTEGER, format = "int64", example = "981")
        long movementId,

        @Schema(name = "item_id", example = "m2x7q0bd") String itemId,

        @Schema(name = "from_box_id", nullable = true, description = "null: from no box", example = "k3f09a1z")
        @Nullable
        String fromBoxId,

        @Schema(name = "to_box_id", nullable = true, description = "null: into no box", example = "p81c5d2v") @Nullable
        String toBoxId,

        @Schema(type = SchemaType.INTEGER, description = "What was added, or taken if negative", example = "-20")
        int delta,

        @Schema(type = SchemaType.INTEGER, description = "How many there were afterwards", example = "230")
        int quantity,

        @Schema(nullable = true, example = "Prototype 7") @Nullable
        String reason,

        @Schema(name = "created_by", example = "admin") String createdBy,

        @Schema(name = "created_epoch_millis", type = SchemaType.INTEGER, format = "int64", example = "1768465800000")
        long createdEpochMillis) {}
