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
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
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

    /** A token with all rights of its user, which is handed out again until it expires. */
    ApiToken(String publicId, String tokenHash, long userId, String name, LocalDate expiry, Instant now) {
        this.publicId = publicId;
        this.tokenHash = tokenHash;
        this.userId = userId;
        this.name = name;
        this.reusable = true;
        this.createdAt = now;
        this.expiresAt = expiry.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    long id() {
        return id;
    }

    String publicId() {
        return publicId;
    }

    String tokenHash() {
        return tokenHash;
    }

    /** The first day, in UTC, on which the token no longer works. */
    LocalDate expiry() {
        return LocalDate.ofInstant(expiresAt, ZoneOffset.UTC);
    }

    public boolean isRevoked() {
        return revoked;
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether the token can do less than its user: it may then not be exchanged for one that can do more. */
    public boolean isRestricted() {
        return !writeEnabled || allowedIps != null || scopes != null;
    }

    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("user", userId);
        fields.put("name", name);
        fields.put("expiry", expiry().toString());
        fields.put("revoked", revoked);
        return fields;
    }
}
