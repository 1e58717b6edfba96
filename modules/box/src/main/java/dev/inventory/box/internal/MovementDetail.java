package dev.inventory.box.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
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

        @Schema(nullable = true, description = "null for readers without the right to view", example = "Prototype 7")
        @Nullable
        String reason,

        @Schema(
                name = "created_by",
                nullable = true,
                description = "null for readers without the right to view",
                example = "admin")
        @Nullable
        String createdBy,

        @Schema(name = "created_epoch_millis", type = SchemaType.INTEGER, format = "int64", example = "1768465800000")
        long createdEpochMillis,

        @Schema(
                name = "remote_address",
                description = "Where the request came from; only for those who may change items, and if it is known",
                example = "192.0.2.17")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String remoteAddress) {}
