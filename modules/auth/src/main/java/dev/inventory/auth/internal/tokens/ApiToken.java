package dev.inventory.auth.internal.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token that a user may send in place of a password. Its value is not here, only what proves it. */
@Entity
@Table(name = "api_token")
public class ApiToken {

    /** Longest name, in characters. */
    public static final int MAX_NAME = 100;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "public_id")
    private String publicId;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "user_id")
    private long userId;

    private String name;

    /** Handed out again to its owner who asks for a token of this name. */
    @SuppressWarnings("UnusedVariable") // asked for by queries alone
    private boolean reusable;

    @Column(name = "write_enabled")
    private boolean writeEnabled = true;

    @Column(name = "allowed_ips")
    private @Nullable String allowedIps;

    private @Nullable String scopes;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_seen")
    private @Nullable Instant lastSeen;

    private boolean revoked;

    @Version
    private long version;

    protected ApiToken() {}

    private ApiToken(String publicId, String tokenHash, long userId, String name, LocalDate expiry, Instant now) {
        this.publicId = publicId;
        this.tokenHash = tokenHash;
        this.userId = userId;
        this.name = name;
        this.createdAt = now;
        this.expiresAt = expiry.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** A token with all rights of its user, which is handed out again until it expires. */
    static ApiToken reusable(
            String publicId, String tokenHash, long userId, String name, LocalDate expiry, Instant now) {
        ApiToken token = new ApiToken(publicId, tokenHash, userId, name, expiry, now);
        token.reusable = true;
        return token;
    }

    /** A token that is shown once. */
    static ApiToken limited(String publicId, String tokenHash, long userId, NewToken input, Instant now) {
        ApiToken token = new ApiToken(publicId, tokenHash, userId, input.name(), input.expiry(), now);
        token.writeEnabled = input.limits().writeEnabled();
        token.allowedIps = joined(input.limits().allowedIps());
        token.scopes = joined(input.limits().scopes());
        return token;
    }

    public long id() {
        return id;
    }

    String publicId() {
        return publicId;
    }

    long userId() {
        return userId;
    }

    String tokenHash() {
        return tokenHash;
    }

    /** The first day, in UTC, on which the token no longer works. */
    public LocalDate expiry() {
        return LocalDate.ofInstant(expiresAt, ZoneOffset.UTC);
    }

    public boolean isRevoked() {
        return revoked;
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    void revoke() {
        revoked = true;
    }

    TokenLimits limits() {
        return new TokenLimits(writeEnabled, split(allowedIps), split(scopes));
    }

    /** Whether it was made for that long, and not cut short by the token that asked for it. */
    boolean livesAsLongAs(Period lifetime) {
        return !expiry().isBefore(dayOf(createdAt).plus(lifetime));
    }

    /** Whether today, in UTC, is another day than the one on which the token was last seen. */
    public boolean isFirstSeenToday(Instant now) {
        return lastSeen == null || dayOf(lastSeen).isBefore(dayOf(now));
    }

    /** @param shown the value, whole or redacted */
    TokenDetail detail(String shown, boolean inUse, Instant now) {
        TokenLimits limits = limits();
        return new TokenDetail(
                id,
                name,
                shown,
                userId,
                createdAt,
                expiry().toString(),
                lastSeen == null ? null : dayOf(lastSeen).toString(),
                inUse,
                !revoked && !isExpired(now),
                revoked,
                limits.writeEnabled(),
                limits.allowedIps(),
                limits.scopes());
    }

    long version() {
        return version;
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static @Nullable String joined(List<String> words) {
        return words.isEmpty() ? null : String.join(",", words);
    }

    private static List<String> split(@Nullable String words) {
        return words == null ? List.of() : List.of(words.split(","));
    }

    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("user", userId);
        fields.put("name", name);
        fields.put("expiry", expiry().toString());
        fields.put("write_enabled", writeEnabled);
        fields.put("allowed_ips", split(allowedIps));
        fields.put("scopes", split(scopes));
        fields.put("revoked", revoked);
        return fields;
    }
}
