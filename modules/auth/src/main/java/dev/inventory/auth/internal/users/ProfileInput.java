package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.EmailAddress;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What users may change of themselves. */
@Schema(name = "ProfileInput")
record ProfileInput(
        @Schema(name = "first_name", maxLength = AppUser.MAX_NAME)
        String firstName,

        @Schema(name = "last_name", maxLength = AppUser.MAX_NAME)
        String lastName,

        @Schema(maxLength = EmailAddress.MAX_LENGTH) String email) {

    private static final String[] READ_ONLY = {
        "pk", "username", "is_staff", "is_superuser", "is_active", "organizations", "groups"
    };

    /** PUT: what is not sent is reset. */
    static ProfileInput whole(Body body) {
        Value<String> firstName = body.text("first_name", AppUser.MAX_NAME);
        Value<String> lastName = body.text("last_name", AppUser.MAX_NAME);
        Value<String> email = EmailAddress.read(body, "email");
        body.readOnly(READ_ONLY).finish();
        return new ProfileInput(firstName.or(""), lastName.or(""), email.or(""));
    }

    /** PATCH: what is not sent stays; null or blank empties. */
    static ProfileInput merged(Body body, AppUser current) {
        ProfileInput sent = whole(body);
        return new ProfileInput(
                body.has("first_name") ? sent.firstName : current.firstName(),
                body.has("last_name") ? sent.lastName : current.lastName(),
                body.has("email") ? sent.email : current.email());
    }
}
