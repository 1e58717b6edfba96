package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.passwords.PasswordCheck;
import dev.inventory.auth.internal.passwords.PasswordHash;
import dev.inventory.auth.internal.passwords.PasswordRules;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.web.RequestInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Callers change their own passwords, administrators those of others. The slow hashes are made outside any transaction. */
@ApplicationScoped
class PasswordChange {

    @Inject
    Caller caller;

    @Inject
    RequestInfo request;

    @Inject
    Users users;

    @Inject
    PasswordCheck check;

    @Inject
    FirstPassword firstPassword;

    /** An administrator sets somebody's password; only superusers set superusers'. */
    void set(long userId, Body body) {
        String username = users.nameToSetPassword(userId);
        users.setPassword(userId, PasswordHash.of(UserInput.newPassword(body, username)));
        forgetFirst(username);
    }

    void change(Body body) {
        Value<String> old =
                body.secret("old_password", PasswordRules.MAX_LENGTH).required();
        Value<String> fresh =
                body.secret("new_password", PasswordRules.MAX_LENGTH).required();
        if (fresh.orNull() != null) {
            PasswordRules.complaints(fresh.get(), caller.username()).forEach(c -> body.error("new_password", c));
            if (fresh.get().equals(old.orNull())) {
                body.error("new_password", "The new password must differ from the old one.");
            }
        }
        body.finish();
        String hash = users.passwordHash(caller.userId());
        if (!check.isRight(caller.username(), hash, old.get(), request.remoteAddress())) {
            body.error("old_password", "Your old password was entered incorrectly. Please enter it again.");
            body.finish();
        }
        users.choosePassword(caller.userId(), hash, PasswordHash.of(fresh.get()));
        forgetFirst(caller.username());
    }

    private void forgetFirst(String username) {
        if (username.equals(FirstPassword.USERNAME)) {
            firstPassword.forget();
        }
    }
}
