package dev.inventory.auth.internal.users;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule set as the API shows it. */
@Schema(name = "RuleSet")
public record RuleSetDetail(
        @Schema(type = SchemaType.INTEGER, format = "int64", example = "12")
        long pk,

        @Schema(description = "The role", example = "device")
        String name,

        @Schema(type = SchemaType.INTEGER, format = "int64", example = "3")
        long group,

        @Schema(name = "can_view") boolean canView,
        @Schema(name = "can_add") boolean canAdd,
        @Schema(name = "can_change") boolean canChange,
        @Schema(name = "can_delete") boolean canDelete) {}
