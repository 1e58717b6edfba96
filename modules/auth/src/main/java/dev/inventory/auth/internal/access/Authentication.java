package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.passwords.PasswordCheck;
import dev.inventory.auth.internal.passwords.PasswordHash;
import dev.inventory.auth.internal.passwords.PasswordRules;
import dev.inventory.auth.internal.tokens.ApiToken;
import dev.inventory.auth.internal.tokens.Tokens;
import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.auth.internal.users.Users;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.TooManyRequests;
import dev.inventory.platform.failure.Unauthenticated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds out who sends a request, whatever carries the credential. */
@ApplicationScoped
class Authentication {

    private static final Logger LOG = Logger.getLogger(Authentication.class.getName());
    private static final String WRONG_PASSWORD = "Invalid username/password.";
    private static final String INACTIVE = "User inactive or deleted.";

    @Inject
    KnownCallers known;

    @Inject
    Users users;

    @Inject
    Tokens tokens;

    @Inject
    PasswordCheck passwords;

    @Inject
    Clock clock;

    private final Map<Long, LocalDate> noted = new ConcurrentHashMap<>();

    /**
     * Who the credential proves.
     *
     * @param address where the request comes from
     * @return empty if there is no credential
     * @throws Unauthenticated if the credential proves nobody
     * @throws TooManyRequests if there were too many wrong ones just now
     * @throws Forbidden if it is a token that may not be sent from there
     */
    Optional<Identity> identify(Credential credential, String address) {
        if (credential instanceof Credential.Token token) {
            return Optional.of(byToken(token.value(), address));
        }
        if (credential instanceof Credential.Password password) {
            return Optional.of(byPassword(password.username(), password.password(), address));
        }
        return Optional.empty();
    }

    private Identity byToken(String value, String address) {
        Tokens.Holder holder = known.holder(value).orElseThrow(() -> {
            passwords.wrongToken(address);
            return new Unauthenticated("Invalid token.");
        });
        Instant now = clock.instant();
        if (holder.token().isRevoked()) {
            throw new Unauthenticated("Token has been revoked");
        }
        if (holder.token().isExpired(now)) {
            throw new Unauthenticated("Token has expired");
        }
        if (!holder.user().isActive()) {
            throw new Unauthenticated(INACTIVE);
        }
        if (!holder.limits().permitsAddress(address)) {
            throw new Forbidden("This token may not be used from " + address + ".");
        }
        noteUse(holder.token(), now);
        return Identity.of(
                holder.user(),
                Optional.of(new Tokens.Used(
                        holder.token().id(), holder.limits(), holder.token().expiry())));
    }

    /** Once a day is enough to tell which tokens nobody needs any more; it is no reason to turn a request away. */
    private void noteUse(ApiToken token, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (token.isFirstSeenToday(now) && !today.equals(noted.put(token.id(), today))) {
            try {
                tokens.seen(token);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "That token " + token.id() + " was used could not be noted", e);
            }
        }
    }

    private Identity byPassword(String username, String password, String address) {
        Optional<AppUser> user = couldBeName(username) ? known.byUsername(username) : Optional.empty();
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
            known.forget();
        }
        return Identity.of(user.get(), Optional.empty());
    }

    /** Whether the database can be asked for such a name: it takes no NUL, for one. */
    private static boolean couldBeName(String username) {
        return !username.isEmpty()
                && username.length() <= AppUser.MAX_NAME
                && username.chars().noneMatch(Character::isISOControl);
    }
}
