package dev.inventory.auth.internal.users;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A group as the API shows it. */
@Schema(name = "Group")
public record GroupDetail(
        @Schema(type = SchemaType.INTEGER, format = "int64", example = "3")
        long pk,

        @Schema(example = "South: readers") String name,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                nullable = true,
                description = "Where the group's rights hold, and below; null for everywhere")
        @Nullable
        Long organization,

        @Schema(description = "The members' ids") List<Long> users) {}
