package dev.inventory.auth.internal.users;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What may be changed of a rule set, for the API's documentation. */
@Schema(name = "RuleSetInput", description = "add, change and delete imply view; add and delete imply change")
record RuleSetInput(
        @Schema(name = "can_view") boolean canView,
        @Schema(name = "can_add") boolean canAdd,
        @Schema(name = "can_change") boolean canChange,
        @Schema(name = "can_delete") boolean canDelete) {}
