package dev.inventory.auth.internal.tokens;

import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.secrets.MasterKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Makes tokens, hands them out again, and finds whose a token is. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Tokens {

    private static final String TYPE = "token";
    private static final Period LIFETIME = Period.ofDays(365);

    @PersistenceContext
    EntityManager em;

    @Inject
    MasterKey masterKey;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** A token and the user it stands for. */
    public record Holder(ApiToken token, AppUser user) {}

    /** A token with its value, for its owner's eyes. */
    public record Shown(String value, LocalDate expiry) {}

    /** Whose token this is, be it expired or revoked; one query. */
    public Optional<Holder> holder(String value) {
        if (!TokenValues.looksLikeOne(value)) {
            return Optional.empty();
        }
        return em.createQuery(
                        "SELECT t, u FROM ApiToken t, AppUser u WHERE t.tokenHash = :hash AND u.id = t.userId",
                        Object[].class)
                .setParameter("hash", TokenValues.hash(value))
                .getResultStream()
                .findFirst()
                .map(row -> new Holder((ApiToken) row[0], (AppUser) row[1]));
    }

    /** The user's token of that name, the same one until it expires or is revoked. */
    public Shown handOut(long userId, String name) {
        Instant now = clock.instant();
        return usable(userId, name, now).orElseGet(() -> {
            // One at a time for each user: of two first calls at once, the later finds the earlier's token.
            if (em.find(AppUser.class, userId, LockModeType.PESSIMISTIC_WRITE) == null) {
                throw NotFound.object();
            }
            return usable(userId, name, now).orElseGet(() -> make(userId, name, now));
        });
    }

    private Optional<Shown> usable(long userId, String name, Instant now) {
        List<ApiToken> candidates = em.createQuery(
                        "SELECT t FROM ApiToken t WHERE t.userId = :user AND t.name = :name AND t.reusable = :yes"
                                + " AND t.revoked = :no AND t.expiresAt > :now ORDER BY t.id",
                        ApiToken.class)
                .setParameter("user", userId)
                .setParameter("name", name)
                .setParameter("yes", true)
                .setParameter("no", false)
                .setParameter("now", now)
                .getResultList();
        return candidates.stream()
                // Under another master key the value is lost, though who still has it may use it.
                .filter(token -> TokenValues.hash(value(token)).equals(token.tokenHash()))
                .findFirst()
                .map(token -> new Shown(value(token), token.expiry()));
    }

    private Shown make(long userId, String name, Instant now) {
        LocalDate expiry = LocalDate.ofInstant(now, ZoneOffset.UTC).plus(LIFETIME);
        String publicId = TokenValues.newPublicId();
        String value = values().value(publicId, expiry);
        ApiToken token = new ApiToken(publicId, TokenValues.hash(value), userId, name, expiry, now);
        em.persist(token);
        em.flush();
        audit.created(TYPE, token.id(), token.audited());
        return new Shown(value, expiry);
    }

    private String value(ApiToken token) {
        return values().value(token.publicId(), token.expiry());
    }

    private TokenValues values() {
        return new TokenValues(masterKey.derive("api-token"));
    }
}
