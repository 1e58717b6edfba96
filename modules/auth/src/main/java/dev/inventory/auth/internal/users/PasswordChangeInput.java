package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.AuthSettings;
import dev.inventory.auth.internal.passwords.PasswordRules;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a change of one's own password, for the API's documentation. */
@Schema(name = "PasswordChange")
record PasswordChangeInput(
        @Schema(name = "old_password", required = true, maxLength = PasswordRules.MAX_LENGTH)
        String oldPassword,

        @Schema(
                name = "new_password",
                required = true,
                minLength = AuthSettings.MIN_PASSWORD_LENGTH,
                maxLength = PasswordRules.MAX_LENGTH)
        String newPassword) {}
