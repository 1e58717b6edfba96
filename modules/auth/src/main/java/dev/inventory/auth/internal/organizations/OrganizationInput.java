package dev.inventory.auth.internal.organizations;

import dev.inventory.auth.internal.EmailAddress;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client says of an organization. */
@Schema(name = "OrganizationInput")
record OrganizationInput(
        @Schema(required = true, maxLength = Organization.MAX_NAME, description = "Unique, whatever its case")
        String name,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                nullable = true,
                description = "Id of the organization above; null for a root")
        @Nullable
        Long parent,

        @Schema(name = "contact_email", nullable = true, maxLength = EmailAddress.MAX_LENGTH) @Nullable
        String contactEmail) {

    private static final String[] READ_ONLY = {"id", "created_at", "updated_at"};

    /** POST and PUT: what is not sent is reset. */
    static OrganizationInput whole(Body body) {
        Value<String> name = body.text("name", Organization.MAX_NAME).required();
        Value<Long> parent = body.id("parent");
        Value<String> contactEmail = EmailAddress.read(body, "contact_email");
        body.readOnly(READ_ONLY).finish();
        return new OrganizationInput(name.get(), parent.orNull(), contactEmail.orNull());
    }

    /** PATCH: what is not sent stays. */
    static OrganizationInput merged(Body body, Organization current) {
        Value<String> name = body.text("name", Organization.MAX_NAME).notNull();
        Value<Long> parent = body.id("parent");
        Value<String> contactEmail = EmailAddress.read(body, "contact_email");
        body.readOnly(READ_ONLY).finish();
        return new OrganizationInput(
                name.or(current.name()), parent.orKeep(current::parentId), contactEmail.orKeep(current::contactEmail));
    }
}
