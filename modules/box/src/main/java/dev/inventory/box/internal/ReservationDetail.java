package dev.inventory.box.internal;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reservation as the API shows it. */
@Schema(name = "Reservation", description = "A part of an item's quantity that is put aside")
public record ReservationDetail(
        @Schema(name = "reservation_id", description = "Eight of a-z and 0-9", example = "t50zk8me")
        String reservationId,

        @Schema(name = "item_id", example = "m2x7q0bd") String itemId,

        @Schema(type = SchemaType.INTEGER, minimum = "1", example = "40")
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
        long createdEpochMillis) {}
