package dev.inventory.auth.internal.users;

import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client says of a group. */
@Schema(name = "GroupInput")
record GroupInput(
        @Schema(required = true, maxLength = UserGroup.MAX_NAME)
        String name,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                nullable = true,
                description = "Where the group's rights hold, and below; null for everywhere")
        @Nullable
        Long organization,

        @Schema(description = "The members' ids") List<Long> users) {

    /** POST: what is not sent is empty. */
    static GroupInput whole(Body body) {
        Value<String> name = body.text("name", UserGroup.MAX_NAME).required();
        Value<Long> organization = body.id("organization");
        Value<List<Long>> users = body.ids("users", UserGroup.MAX_USERS);
        body.readOnly("pk").finish();
        return new GroupInput(name.get(), organization.orNull(), users.or(List.of()));
    }

    /** PATCH: what is not sent stays. */
    static GroupInput merged(Body body, UserGroup current) {
        Value<String> name = body.text("name", UserGroup.MAX_NAME).notNull();
        Value<Long> organization = body.id("organization");
        Value<List<Long>> users = body.ids("users", UserGroup.MAX_USERS).notNull();
        body.readOnly("pk").finish();
        return new GroupInput(
                name.or(current.name()), organization.orKeep(current::organizationId), users.or(current.users()));
    }
}
