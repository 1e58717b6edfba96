package dev.inventory.connection.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.connection.internal.mapping.TargetKind;
import dev.inventory.platform.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A profile as users wrote it, and what was last seen of its source. The latter is read here alone: runs and tests write it
 * past this class.
 */
@Entity
@Table(name = "connection_profile")
public class ConnectionProfile {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "organization_id")
    private long organizationId;

    private String name;

    @SuppressWarnings("UnusedVariable") // kept unique by the database
    @Column(name = "name_lower")
    private String nameLower;

    private @Nullable String description;

    @Column(name = "profile_type")
    private String profileType;

    private String status;
    private String target;

    @Column(name = "endpoint_url")
    private @Nullable String endpointUrl;

    @Column(name = "authentication_type")
    private String authenticationType;

    @Column(name = "ssl_enabled")
    private boolean sslEnabled;

    @Column(name = "connection_timeout")
    private int connectionTimeout;

    @Column(name = "retry_attempts")
    private int retryAttempts;

    @Column(name = "sync_frequency")
    private String syncFrequency;

    @Column(name = "time_zone")
    private String timeZone;

    private @Nullable String engine;
    private @Nullable String host;
    private @Nullable Integer port;

    @Column(name = "database_name")
    private @Nullable String database;

    private @Nullable String username;

    @Column(name = "configuration_json")
    private String configurationJson;

    /** A JSON object, sealed as a whole; bound to {@link #rowKey}. */
    private @Nullable String credentials;

    @Column(name = "row_key", updatable = false)
    private String rowKey;

    @Column(name = "created_by", updatable = false)
    private String createdBy;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    @Column(name = "next_sync")
    private @Nullable Instant nextSync;

    @Column(name = "last_sync", updatable = false)
    private @Nullable Instant lastSync;

    @Column(name = "last_sync_status", updatable = false)
    private @Nullable String lastSyncStatus;

    @Column(name = "sync_record_count", updatable = false)
    private long syncRecordCount;

    @Column(updatable = false)
    private String connectivity;

    @Column(updatable = false)
    private String authentication;

    @Column(name = "last_error", updatable = false)
    private @Nullable String lastError;

    @Column(name = "last_tested", updatable = false)
    private @Nullable Instant lastTested;

    @Column(name = "test_status", updatable = false)
    private @Nullable String testStatus;

    @SuppressWarnings("UnusedVariable") // counted by the runs
    @Column(name = "failures_in_a_row", updatable = false)
    private int failuresInARow;

    @Column(name = "circuit_open_until", updatable = false)
    private @Nullable Instant circuitOpenUntil;

    protected ConnectionProfile() {}

    @SuppressWarnings("NullAway") // the fields are set by change()
    ConnectionProfile(ProfileFields fields, String createdBy, Instant now) {
        this.rowKey = UUID.randomUUID().toString();
        this.createdBy = createdBy;
        this.createdAt = now;
        this.connectivity = "unknown";
        this.authentication = "unknown";
        change(fields, now);
    }

    void change(ProfileFields fields, Instant now) {
        organizationId = fields.organization();
        name = fields.name();
        nameLower = fields.name().toLowerCase(Locale.ROOT);
        description = fields.description();
        profileType = fields.profileType();
        status = fields.status();
        target = fields.target().word();
        endpointUrl = fields.endpointUrl();
        authenticationType = fields.authenticationType();
        sslEnabled = fields.sslEnabled();
        connectionTimeout = fields.connectionTimeout();
        retryAttempts = fields.retryAttempts();
        if (!fields.syncFrequency().equals(syncFrequency) || !fields.timeZone().equals(timeZone)) {
            nextSync = null; // planned anew
        }
        syncFrequency = fields.syncFrequency();
        timeZone = fields.timeZone();
        engine = fields.engine();
        host = fields.host();
        port = fields.port();
        database = fields.database();
        username = fields.username();
        configurationJson = Json.write(fields.configuration());
        updatedAt = now;
    }

    /** Keeps sealed credentials; null for none. They were sealed for {@link #credentialsPlace}. */
    void keepCredentials(@Nullable String sealed) {
        credentials = sealed;
    }

    /** The place that the credentials' seal is bound to. */
    String credentialsPlace() {
        return credentialsPlace(rowKey);
    }

    /** The place of the credentials in the row with this key. */
    public static String credentialsPlace(String rowKey) {
        return "connection_profile.credentials:" + rowKey;
    }

    /** What marks the objects that came by this profile. */
    public static String source(long id) {
        return "connection_profile:" + id;
    }

    long id() {
        return id;
    }

    long version() {
        return version;
    }

    long organizationId() {
        return organizationId;
    }

    @Nullable
    String sealedCredentials() {
        return credentials;
    }

    ProfileFields fields() {
        return new ProfileFields(
                organizationId,
                name,
                description,
                profileType,
                status,
                TargetKind.ofWord(target).orElseThrow(),
                endpointUrl,
                authenticationType,
                sslEnabled,
                connectionTimeout,
                retryAttempts,
                syncFrequency,
                timeZone,
                engine,
                host,
                port,
                database,
                username,
                (ObjectNode) Json.read(configurationJson));
    }

    /**
     * The profile as the API shows it.
     *
     * @param errors24h runs of the last 24 hours that failed
     */
    Map<String, @Nullable Object> shown(String organization, long errors24h, Instant now) {
        ProfileFields own = fields();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", name);
        shown.put("description", description);
        shown.put("profile_type", profileType);
        shown.put("status", status);
        shown.put("target", target);
        if (own.isDatabase()) {
            shown.put("engine", engine);
            shown.put("host", host);
            shown.put("port", port);
            shown.put("database", database);
            shown.put("username", username);
        } else {
            shown.put("endpoint_url", endpointUrl);
        }
        shown.put("authentication_type", authenticationType);
        shown.put("ssl_enabled", sslEnabled);
        shown.put("connection_timeout", connectionTimeout);
        shown.put("retry_attempts", retryAttempts);
        shown.put("sync_frequency", syncFrequency);
        shown.put("time_zone", timeZone);
        shown.put("next_sync", nextSync);
        shown.put("last_sync", lastSync);
        shown.put("last_sync_status", lastSyncStatus);
        shown.put("sync_record_count", syncRecordCount);
        shown.put("organization", organization);
        shown.put("organization_id", organizationId);
        shown.put("created_by", createdBy);
        shown.put("created_at", createdAt);
        shown.put("updated_at", updatedAt);
        shown.put("configuration", own.configuration());
        Map<String, @Nullable Object> health = new LinkedHashMap<>();
        health.put("connectivity", connectivity);
        health.put("authentication", authentication);
        health.put("last_error", lastError);
        health.put("error_count_24h", errors24h);
        health.put("last_tested", lastTested);
        health.put("test_status", testStatus);
        Instant until = circuitOpenUntil;
        health.put("circuit", until == null ? "closed" : until.isAfter(now) ? "open" : "half_open");
        health.put("circuit_open_until", until);
        shown.put("health_status", health);
        return shown;
    }
}
