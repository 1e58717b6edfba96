package dev.inventory.box.internal;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The device that an item's serial number belongs to, as the item shows it. */
@Schema(name = "StoredDevice", description = "The device with the item's serial number, recorded or polled")
public record StoredDevice(
        @Schema(type = SchemaType.INTEGER, format = "int64", example = "17")
        long id,

        @Schema(example = "core-switch-1") String name,

        @Schema(description = "Whether it answers on the network", example = "true")
        boolean status,

        @Schema(
                name = "last_seen",
                type = SchemaType.STRING,
                format = "date-time",
                nullable = true,
                example = "2026-01-15T08:30:00Z")
        @Nullable
        Instant lastSeen) {}
