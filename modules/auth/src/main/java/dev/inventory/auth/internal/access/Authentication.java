package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.passwords.PasswordCheck;
import dev.inventory.auth.internal.passwords.PasswordHash;
import dev.inventory.auth.internal.passwords.PasswordRules;
import dev.inventory.auth.internal.tokens.Tokens;
import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.auth.internal.users.Users;
import dev.inventory.platform.failure.TooManyRequests;
import dev.inventory.platform.failure.Unauthenticated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Finds out who sends a request, by one query for each kind of credential. */
@ApplicationScoped
class Authentication {

    private static final String WRONG_PASSWORD = "Invalid username/password.";
    private static final String INACTIVE = "User inactive or deleted.";

    @Inject
    Users users;

    @Inject
    Tokens tokens;

    @Inject
    PasswordCheck passwords;

    @Inject
    Clock clock;

    /**
     * Who the credential proves.
     *
     * @param address where the request comes from
     * @return empty if there is no credential
     * @throws Unauthenticated if the credential proves nobody
     * @throws TooManyRequests if there were too many wrong ones just now
     */
    Optional<Identity> identify(Credential credential, String address) {
        if (credential instanceof Credential.Token token) {
            return Optional.of(byToken(token.value()));
        }
        if (credential instanceof Credential.Password password) {
            return Optional.of(byPassword(password.username(), password.password(), address));
        }
        return Optional.empty();
    }

    private Identity byToken(String value) {
        Tokens.Holder holder = tokens.holder(value).orElseThrow(() -> new Unauthenticated("Invalid token."));
        if (holder.token().isRevoked()) {
            throw new Unauthenticated("Token has been revoked");
        }
        if (holder.token().isExpired(clock.instant())) {
            throw new Unauthenticated("Token has expired");
        }
        if (!holder.user().isActive()) {
            throw new Unauthenticated(INACTIVE);
        }
        return Identity.of(holder.user(), holder.token().isRestricted());
    }

    private Identity byPassword(String username, String password, String address) {
        Optional<AppUser> user = couldBeName(username) ? users.byUsername(username) : Optional.empty();
        // An unknown name costs what a wrong password costs, so that time does not tell which names there are.
        String hash = user.map(AppUser::passwordHash).orElseGet(PasswordHash::nobodys);
        if (password.length() > PasswordRules.MAX_LENGTH
                || !passwords.isRight(username, hash, password, address)
                || user.isEmpty()) {
            throw new Unauthenticated(WRONG_PASSWORD);
        }
        if (!user.get().isActive()) {
            throw new Unauthenticated(INACTIVE);
        }
        if (PasswordHash.isOutdated(hash)) {
            users.rehash(user.get().id(), hash, PasswordHash.of(password));
        }
        return Identity.of(user.get(), false);
    }

    /** Whether the database can be asked for such a name: it takes no NUL, for one. */
    private static boolean couldBeName(String username) {
        return !username.isEmpty()
                && username.length() <= AppUser.MAX_NAME
                && username.chars().noneMatch(Character::isISOControl);
    }
}
