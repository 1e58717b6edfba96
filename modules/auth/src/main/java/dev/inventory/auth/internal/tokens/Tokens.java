package dev.inventory.auth.internal.tokens;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.inventory.auth.internal.Tagged;
import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.secrets.MasterKey;
import dev.inventory.platform.web.Conditional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes tokens, hands them out again, and finds whose a token is. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Tokens {

    private static final String TYPE = "token";
    private static final Period LIFETIME = Period.ofDays(365);
    private static final Period LONGEST_LIFETIME = Period.ofYears(10);

    static final Listing LISTING = Listing.of("ApiToken", "t")
            .field("id", "t.id", Kind.ID)
            .field("name", "t.name", Kind.TEXT)
            .field("user", "t.userId", Kind.ID)
            .field("created", "t.createdAt", Kind.INSTANT)
            .field("expiry", "t.expiresAt", Kind.INSTANT)
            .field("last_seen", "t.lastSeen", Kind.INSTANT)
            .field("revoked", "t.revoked", Kind.BOOLEAN)
            .field("write_enabled", "t.writeEnabled", Kind.BOOLEAN)
            .completed("token", "in_use", "active", "allowed_ips", "scopes")
            .required("name", "user", "created")
            .brief("id", "name")
            .searched("name")
            .flag("all_users")
            .build();

    private static final TypeReference<Map<String, @Nullable Object>> ROW = new TypeReference<>() {};

    @PersistenceContext
    EntityManager em;

    @Inject
    Lists lists;

    @Inject
    MasterKey masterKey;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** A token, what it may do, and the user it stands for. */
    public record Holder(ApiToken token, TokenLimits limits, AppUser user) {}

    /** The token that a request was made with. */
    public record Used(long id, TokenLimits limits, LocalDate expiry) {}

    /** A token with its value, for its owner's eyes. */
    public record Shown(String value, LocalDate expiry) {}

    /** What stands for a token's value in the database and in memory. */
    public static String hash(String value) {
        return TokenValues.hash(value);
    }

    /** Whose token this is, be it expired or revoked; one query. */
    public Optional<Holder> holder(String value) {
        if (!TokenValues.looksLikeOne(value)) {
            return Optional.empty();
        }
        String hash = TokenValues.hash(value);
        return em.createQuery(
                        "SELECT t, u FROM ApiToken t, AppUser u WHERE t.tokenHash = :hash AND u.id = t.userId",
                        Object[].class)
                .setParameter("hash", hash)
                .getResultStream()
                .map(row -> new Holder((ApiToken) row[0], ((ApiToken) row[0]).limits(), (AppUser) row[1]))
                // The index compares as it likes; what decides takes as long for any value.
                .filter(holder -> TokenValues.isSame(hash, holder.token().tokenHash()))
                .findFirst();
    }

    /** The token with this id, be it expired or revoked. */
    public Optional<ApiToken> byId(long id) {
        return Optional.ofNullable(em.find(ApiToken.class, id));
    }

    /** Notes that a token was used; the caller asks at most once a day. */
    public void seen(ApiToken token) {
        em.createQuery("UPDATE ApiToken t SET t.lastSeen = :now WHERE t.id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", token.id())
                .executeUpdate();
    }

    /**
     * The user's token of that name, the same one until it expires or is revoked. Who asks with a token gets one that
     * lives no longer than that, beside the one that a password gets.
     *
     * @param by the token that asks, empty for a password
     * @throws Forbidden if the token that asks may do less than its user
     */
    Shown handOut(long userId, String name, Optional<Used> by) {
        if (by.filter(used -> used.limits().isRestricted()).isPresent()) {
            throw tooStrong();
        }
        Instant now = clock.instant();
        return usable(userId, name, now, by).orElseGet(() -> {
            // One at a time for each user: of two first calls at once, the later finds the earlier's token.
            if (em.find(AppUser.class, userId, LockModeType.PESSIMISTIC_WRITE) == null) {
                throw NotFound.object();
            }
            return usable(userId, name, now, by).orElseGet(() -> make(userId, name, usualExpiry(by), now));
        });
    }

    /**
     * Makes a token that is shown this once.
     *
     * @throws Forbidden if it could do more than the token that asks for it
     */
    TokenDetail create(long userId, Body body, Optional<Used> by) {
        LocalDate today = today();
        TokenLimits inherited = by.map(Used::limits).orElseGet(() -> new TokenLimits(true, List.of(), List.of()));
        LocalDate latest = by.map(Used::expiry).orElseGet(() -> today.plus(LONGEST_LIFETIME));
        NewToken input = NewToken.read(body, today, usualExpiry(by), latest, inherited);
        if (!input.limits().isWithin(inherited)) {
            throw tooStrong();
        }
        Instant now = clock.instant();
        String publicId = TokenValues.newPublicId();
        String value = values().value(publicId, input.expiry());
        ApiToken token = ApiToken.limited(publicId, TokenValues.hash(value), userId, input, now);
        store(token);
        return token.detail(value, false, now);
    }

    /** @param owner whose tokens; empty for everybody's */
    Page page(ListQuery query, UriInfo uri, Optional<Long> owner, Optional<Used> by) {
        owner.ifPresent(user -> query.criteria().and("t.userId = ?", user));
        return lists.page(query, uri, rows -> describe(rows, by));
    }

    private void describe(List<Map<String, @Nullable Object>> rows, Optional<Used> by) {
        List<Long> ids = new ArrayList<>();
        rows.forEach(row -> ids.add((Long) Objects.requireNonNull(row.get("id"))));
        Map<Long, TokenDetail> details = new HashMap<>();
        if (!ids.isEmpty()) {
            em.createQuery("SELECT t FROM ApiToken t WHERE t.id IN :ids", ApiToken.class)
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(token -> details.put(token.id(), redacted(token, by)));
        }
        rows.forEach(row -> {
            TokenDetail detail = Objects.requireNonNull(details.get((Long) row.get("id")));
            row.clear();
            row.putAll(Json.mapper().convertValue(detail, ROW));
        });
    }

    /** @param owner whose token it must be; empty for anybody's */
    Tagged<TokenDetail> one(long id, Optional<Long> owner, Optional<Used> by) {
        ApiToken token = found(id, owner, LockModeType.NONE);
        return new Tagged<>(Conditional.tag(id, token.version()), redacted(token, by));
    }

    /** Ends a token for good; its row stays, so that whoever still sends it is told why. */
    void revoke(long id, Optional<Long> owner, Consumer<EntityTag> condition) {
        ApiToken token = found(id, owner, LockModeType.PESSIMISTIC_WRITE);
        condition.accept(Conditional.tag(id, token.version()));
        Map<String, @Nullable Object> before = token.audited();
        token.revoke();
        em.flush();
        audit.changed(TYPE, id, before, token.audited());
    }

    private ApiToken found(long id, Optional<Long> owner, LockModeType lock) {
        ApiToken token = em.find(ApiToken.class, id, lock);
        if (token == null || owner.filter(user -> user != token.userId()).isPresent()) {
            throw NotFound.object();
        }
        return token;
    }

    private TokenDetail redacted(ApiToken token, Optional<Used> by) {
        boolean inUse = by.filter(used -> used.id() == token.id()).isPresent();
        return token.detail(TokenValues.redacted(token.expiry()), inUse, clock.instant());
    }

    private LocalDate usualExpiry(Optional<Used> by) {
        LocalDate usual = today().plus(LIFETIME);
        return by.map(Used::expiry).filter(expiry -> expiry.isBefore(usual)).orElse(usual);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Forbidden tooStrong() {
        return new Forbidden("A token cannot be exchanged for one that may do more than itself.");
    }

    private Optional<Shown> usable(long userId, String name, Instant now, Optional<Used> by) {
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
                .filter(token -> by.map(used -> !token.expiry().isAfter(used.expiry()))
                        .orElseGet(() -> token.livesAsLongAs(LIFETIME)))
                // Under another master key the value is lost, though who still has it may use it.
                .filter(token -> TokenValues.hash(value(token)).equals(token.tokenHash()))
                .findFirst()
                .map(token -> new Shown(value(token), token.expiry()));
    }

    private Shown make(long userId, String name, LocalDate expiry, Instant now) {
        String publicId = TokenValues.newPublicId();
        String value = values().value(publicId, expiry);
        store(ApiToken.reusable(publicId, TokenValues.hash(value), userId, name, expiry, now));
        return new Shown(value, expiry);
    }

    private void store(ApiToken token) {
        em.persist(token);
        em.flush();
        audit.created(TYPE, token.id(), token.audited());
    }

    private String value(ApiToken token) {
        return values().value(token.publicId(), token.expiry());
    }

    private TokenValues values() {
        return new TokenValues(masterKey.derive("api-token"));
    }
}
