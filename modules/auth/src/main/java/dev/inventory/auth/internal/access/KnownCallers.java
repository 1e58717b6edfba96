package dev.inventory.auth.internal.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.inventory.auth.internal.tokens.ApiToken;
import dev.inventory.auth.internal.tokens.Tokens;
import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.auth.internal.users.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Whose tokens, names and rights were asked for a short while ago, so that a request costs no query to find out who
 * sends it. All of it is forgotten at once when anything changes that decides who may do what, on this server before the
 * change is acknowledged and on the others within {@link AccessChanges#INTERVAL}. What does not exist is not remembered.
 */
@ApplicationScoped
class KnownCallers {

    private static final int MOST = 10_000;
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    @Inject
    Tokens tokens;

    @Inject
    Users users;

    @Inject
    RightsReader reader;

    private volatile Memory memory = new Memory();

    @Produces
    @RequestScoped
    RequestIdentity requestIdentity() {
        return new RequestIdentity(this);
    }

    /** Replaced as a whole: what is read while something changes ends up in the one that nobody asks any more. */
    private static final class Memory {
        final Cache<String, Tokens.Holder> tokens = cache();
        final Cache<Long, ApiToken> tokensById = cache();
        final Cache<String, AppUser> users = cache();
        final Cache<Long, Rights> rights = cache();

        private static <K, V> Cache<K, V> cache() {
            return Caffeine.newBuilder()
                    .maximumSize(MOST)
                    .expireAfterWrite(AT_MOST)
                    .build();
        }
    }

    /** Whose token this is, be it expired or revoked. */
    Optional<Tokens.Holder> holder(String value) {
        return Optional.ofNullable(memory.tokens.get(
                Tokens.hash(value), hash -> tokens.holder(value).orElse(null)));
    }

    /** Whether {@link #holder} knows a token without asking the database. */
    boolean isRemembered(String value) {
        return memory.tokens.getIfPresent(Tokens.hash(value)) != null;
    }

    /** The token with this id, be it expired or revoked. */
    Optional<ApiToken> token(long id) {
        return Optional.ofNullable(
                memory.tokensById.get(id, key -> tokens.byId(key).orElse(null)));
    }

    Optional<AppUser> byUsername(String username) {
        return Optional.ofNullable(
                memory.users.get(username, name -> users.byUsername(name).orElse(null)));
    }

    Rights rights(long userId) {
        return memory.rights.get(userId, reader::of);
    }

    void forget() {
        memory = new Memory();
    }
}
