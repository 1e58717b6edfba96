package dev.inventory.auth.internal.users;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.inventory.auth.internal.AuthSettings;
import dev.inventory.auth.internal.EmailAddress;
import dev.inventory.auth.internal.passwords.PasswordRules;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an administrator says of a user. The password is set apart: it is never part of a change. */
@Schema(name = "UserInput")
record UserInput(
        @Schema(required = true, maxLength = AppUser.MAX_NAME, description = "Letters, digits and @ . + - _")
        String username,

        @Schema(name = "first_name", maxLength = AppUser.MAX_NAME)
        String firstName,

        @Schema(name = "last_name", maxLength = AppUser.MAX_NAME)
        String lastName,

        @Schema(maxLength = EmailAddress.MAX_LENGTH) String email,
        @Schema(name = "is_staff") boolean isStaff,
        @Schema(name = "is_superuser") boolean isSuperuser,
        @Schema(name = "is_active", defaultValue = "true") boolean isActive) {

    private static final Pattern USERNAME = Pattern.compile("[\\w.@+\\-]+", Pattern.UNICODE_CHARACTER_CLASS);

    /** A user who is to be made, and its first password. */
    @Schema(name = "NewUser", description = "A user who is to be made, and its first password")
    record New(
            @JsonUnwrapped UserInput user,

            @Schema(
                    required = true,
                    minLength = AuthSettings.MIN_PASSWORD_LENGTH,
                    maxLength = PasswordRules.MAX_LENGTH,
                    description = "The first password; it never comes back")
            String password) {}

    /** POST: a user with its first password. */
    static New withPassword(Body body) {
        Value<String> password = password(
                body, "password", body.text("username", AppUser.MAX_NAME).or(""));
        return new New(whole(body), password.get());
    }

    /** PUT: what is not sent is reset; the password stays. */
    static UserInput whole(Body body) {
        return whole(body, username(body));
    }

    private static UserInput whole(Body body, Value<String> name) {
        Value<String> username = name.required();
        Value<Boolean> staff = body.bool("is_staff").notNull();
        Value<Boolean> superuser = body.bool("is_superuser").notNull();
        Value<Boolean> active = body.bool("is_active").notNull();
        ProfileFields profile = ProfileFields.ask(body);
        body.readOnly("pk").finish();
        return new UserInput(
                username.get(),
                profile.firstName.or(""),
                profile.lastName.or(""),
                profile.email.or(""),
                staff.or(false),
                superuser.or(false),
                active.or(true));
    }

    /** A password that somebody else chooses for the user. */
    static String newPassword(Body body, String username) {
        Value<String> password = password(body, "password", username);
        body.finish();
        return password.get();
    }

    private static Value<String> password(Body body, String field, String username) {
        Value<String> password = body.secret(field, PasswordRules.MAX_LENGTH).required();
        if (password.orNull() != null) {
            PasswordRules.complaints(password.get(), username).forEach(c -> body.error(field, c));
        }
        return password;
    }

    /** PATCH: what is not sent stays; null or blank empties a text. */
    static UserInput merged(Body body, AppUser current) {
        Value<String> username = username(body).notNull();
        Value<Boolean> staff = body.bool("is_staff").notNull();
        Value<Boolean> superuser = body.bool("is_superuser").notNull();
        Value<Boolean> active = body.bool("is_active").notNull();
        ProfileFields profile = ProfileFields.ask(body);
        body.readOnly("pk").finish();
        return new UserInput(
                username.or(current.username()),
                kept(profile.firstName, current.firstName()),
                kept(profile.lastName, current.lastName()),
                kept(profile.email, current.email()),
                staff.or(current.isStaff()),
                superuser.or(current.isSuperuser()),
                active.or(current.isActive()));
    }

    private record ProfileFields(Value<String> firstName, Value<String> lastName, Value<String> email) {

        static ProfileFields ask(Body body) {
            return new ProfileFields(
                    body.text("first_name", AppUser.MAX_NAME),
                    body.text("last_name", AppUser.MAX_NAME),
                    EmailAddress.read(body, "email"));
        }
    }

    private static Value<String> username(Body body) {
        Value<String> username = body.text("username", AppUser.MAX_NAME);
        String text = username.orNull();
        if (text != null && !USERNAME.matcher(text).matches()) {
            body.error("username", "Enter a valid username: letters, digits and @ . + - _ only.");
        }
        return username;
    }

    private static String kept(Value<String> sent, String current) {
        return sent.isPresent() ? sent.or("") : current;
    }
}
