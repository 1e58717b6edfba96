package dev.inventory.box.internal;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A box as the API shows it. */
@Schema(name = "Box", description = "A box that holds items")
public record BoxDetail(
        @Schema(name = "box_id", description = "Eight of a-z and 0-9", example = "k3f09a1z")
        String boxId,

        @Schema(example = "Shelf A", maxLength = Box.MAX_NAME)
        String name) {}
