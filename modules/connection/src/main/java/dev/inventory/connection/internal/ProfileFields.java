package dev.inventory.connection.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.connection.internal.mapping.Configuration;
import dev.inventory.connection.internal.mapping.Documents;
import dev.inventory.connection.internal.mapping.Preset;
import dev.inventory.connection.internal.mapping.TargetKind;
import dev.inventory.connection.internal.source.SourceSettings;
import dev.inventory.connection.internal.source.SourceSettings.Shape;
import dev.inventory.connection.internal.sync.Schedule;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.json.Value;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user writes of a profile, complete: after it was read, what was omitted has its default or its current value. The
 * credentials are not here, since they are sealed at once.
 */
record ProfileFields(
        long organization,
        String name,
        @Nullable String description,
        String profileType,
        String status,
        TargetKind target,
        @Nullable String endpointUrl,
        String authenticationType,
        boolean sslEnabled,
        int connectionTimeout,
        int retryAttempts,
        String syncFrequency,
        String timeZone,
        @Nullable String engine,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable String username,
        ObjectNode configuration) {

    static final String REST = "rest_api";
    static final String DATABASE = "database";

    private static final int DEFAULT_TIMEOUT = 30;
    private static final int DEFAULT_RETRIES = 3;
    private static final String[] READ_ONLY = {
        "id",
        "last_sync",
        "next_sync",
        "last_sync_status",
        "sync_record_count",
        "created_by",
        "created_at",
        "updated_at",
        "health_status"
    };

    /** The fields and, apart from them, the secrets. */
    record Read(ProfileFields fields, Credentials credentials) {}

    boolean isDatabase() {
        return DATABASE.equals(profileType);
    }

    /**
     * Reads the fields.
     *
     * @param partial whether what is omitted keeps its current value
     * @param current the profile as it is; null for a new one
     * @param organizationName the name of its organization; empty for a new one
     */
    static Read read(Body body, boolean partial, @Nullable ProfileFields current, String organizationName) {
        ProfileFields keep = partial ? current : null;
        Value<String> name = body.text("name", 200);
        Value<String> type = body.choice("profile_type", REST, DATABASE);
        if (keep == null) {
            name.required();
            type.required();
        } else {
            name.notNull();
            type.notNull();
        }
        long organization = organization(body, keep != null, current, organizationName);
        Value<String> description = body.lines("description", 4000);
        Value<String> status = body.choice("status", "active", "inactive").notNull();
        Value<String> target = body.choice("target", "items", "devices").notNull();
        Value<Boolean> ssl = body.bool("ssl_enabled").notNull();
        Value<Integer> timeout = body.integer("connection_timeout", 1, 300).notNull();
        Value<Integer> retries = body.integer("retry_attempts", 0, 10).notNull();
        Value<String> frequency = body.text("sync_frequency", 120).notNull();
        Value<String> zone = body.text("time_zone", 60).notNull();
        String profileType = keep == null ? type.or(REST) : type.or(keep.profileType);
        boolean database = DATABASE.equals(profileType);
        Value<String> authentication = body.choice(
                        "authentication_type", "none", "basic", "bearer", "api_key", "oauth2_client_credentials")
                .notNull();
        String authenticationType =
                authentication.or(keep == null ? (database ? "basic" : "none") : keep.authenticationType);
        if (database && !authenticationType.equals("basic") && !authenticationType.equals("none")) {
            body.error("authentication_type", "A database takes basic or none.");
        }
        Value<String> url = body.text("endpoint_url", 2000);
        Value<String> engine = body.choice("engine", "postgresql", "mariadb");
        Value<String> host = body.text("host", 253);
        Value<Integer> port = body.integer("port", 1, 65_535);
        Value<String> databaseName = body.text("database", 63);
        Value<String> username = body.text("username", 128);
        Credentials credentials = Credentials.read(body, authenticationType, database);
        Value<ObjectNode> configuration = body.document("configuration").notNull();
        if (keep == null) {
            configuration.required();
        }
        body.readOnly(READ_ONLY);

        String syncFrequency = frequency.or(keep == null ? Schedule.MANUAL : keep.syncFrequency);
        if (!Schedule.isKnown(syncFrequency)) {
            body.error("sync_frequency", Schedule.EXPECTATION);
        }
        String timeZone = zone.or(keep == null ? "UTC" : keep.timeZone);
        if (!isZone(timeZone)) {
            body.error("time_zone", "Enter a time zone, for example Europe/Berlin.");
        }
        ProfileFields fields = new ProfileFields(
                organization,
                name.or(keep == null ? "" : keep.name),
                keep == null ? description.orNull() : description.orKeep(keep::description),
                profileType,
                status.or(keep == null ? "active" : keep.status),
                TargetKind.ofWord(target.or(keep == null ? "items" : keep.target.word()))
                        .orElseThrow(),
                database ? null : keep == null ? url.orNull() : url.orKeep(keep::endpointUrl),
                authenticationType,
                ssl.or(keep == null || keep.sslEnabled),
                timeout.or(keep == null ? DEFAULT_TIMEOUT : keep.connectionTimeout),
                retries.or(keep == null ? DEFAULT_RETRIES : keep.retryAttempts),
                syncFrequency,
                timeZone,
                database ? (keep == null ? engine.orNull() : engine.orKeep(keep::engine)) : null,
                database ? (keep == null ? host.orNull() : host.orKeep(keep::host)) : null,
                database ? (keep == null ? port.orNull() : port.orKeep(keep::port)) : null,
                database ? (keep == null ? databaseName.orNull() : databaseName.orKeep(keep::database)) : null,
                database ? (keep == null ? username.orNull() : username.orKeep(keep::username)) : null,
                configuration(configuration.orNull(), keep));
        fields.check(body);
        body.finish();
        Configuration unused = fields.parsed();
        return new Read(fields, credentials);
    }

    private static ObjectNode configuration(@Nullable ObjectNode sent, @Nullable ProfileFields keep) {
        if (sent == null) {
            return keep == null ? Json.mapper().createObjectNode() : keep.configuration;
        }
        return keep == null ? sent : Documents.merged(keep.configuration, sent);
    }

    /** GET shows the organization by its name, which is taken back with the id beside it. */
    private static long organization(
            Body body, boolean partial, @Nullable ProfileFields current, String organizationName) {
        boolean byName = body.isText("organization");
        Value<Long> id = body.id("organization_id");
        if (byName) {
            String name = body.text("organization", 200).orNull();
            if (current == null || !organizationName.equals(name)) {
                body.error("organization", "Give the organization's id.");
                return 0;
            }
            return id.or(current.organization);
        }
        Value<Long> organization = body.id("organization");
        if (!partial && !id.isPresent()) {
            organization.required();
        } else {
            organization.notNull();
        }
        long fallback = current == null ? 0 : current.organization;
        return organization.or(id.or(fallback));
    }

    private void check(Body body) {
        if (isDatabase()) {
            if (engine == null) {
                body.error("engine", "This field is required.");
            }
            if (host == null) {
                body.error("host", "This field is required.");
            } else if (!SourceSettings.isHost(host)) {
                body.error("host", "Enter a host name or an address.");
            }
            if (database == null) {
                body.error("database", "This field is required.");
            } else if (!SourceSettings.isDatabaseName(database)) {
                body.error("database", "Enter the name of a database: letters, digits, _, $, . and -.");
            }
            if (username == null && !"none".equals(authenticationType)) {
                body.error("username", "This field is required.");
            }
            return;
        }
        String url = endpointUrl;
        if (url == null) {
            body.error("endpoint_url", "This field is required.");
        } else if (!Credentials.isHttpUrl(url)) {
            body.error(
                    "endpoint_url",
                    "Enter an http or https address, with a port up to 65535 if with one; a login belongs into credentials.");
        } else if (sslEnabled && url.toLowerCase(Locale.ROOT).startsWith("http:")) {
            body.error("endpoint_url", "Enter an https address, or set ssl_enabled to false.");
        }
    }

    private static boolean isZone(String text) {
        try {
            ZoneId unused = ZoneId.of(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** @throws dev.inventory.platform.failure.Rejected if it is not sound */
    Configuration parsed() {
        return Configuration.read(configuration, target, isDatabase());
    }

    /** All it takes to read the source. */
    SourceSettings source(Configuration read, Map<String, String> credentials) {
        Shape shape = read.shape();
        String header = credentials.get("header");
        return new SourceSettings(
                isDatabase() ? "" : address(read),
                authenticationType,
                credentials,
                sslEnabled,
                Duration.ofSeconds(connectionTimeout),
                retryAttempts,
                Objects.requireNonNullElse(engine, ""),
                Objects.requireNonNullElse(host, ""),
                Objects.requireNonNullElse(port, 0),
                Objects.requireNonNullElse(database, ""),
                Objects.requireNonNullElse(username, ""),
                header == null ? shape : shape.withKeyHeader(header));
    }

    /** Where the list is: a preset knows its path below the system's address. */
    private String address(Configuration read) {
        String url = Objects.requireNonNullElse(endpointUrl, "");
        String path = Objects.requireNonNullElse(URI.create(url).getRawPath(), "");
        Optional<Preset> preset = read.preset();
        if (preset.isPresent() && path.replace("/", "").isEmpty()) {
            return url.replaceAll("/+$", "") + preset.get().path();
        }
        return url;
    }

    /** Who is given the credentials: the scheme, the host and the port. */
    String server() {
        if (isDatabase()) {
            return engine + "://" + host + ":" + port + (sslEnabled ? " by TLS" : "");
        }
        URI uri = URI.create(Objects.requireNonNullElse(endpointUrl, ""));
        return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
    }

    /** What the audit log compares. */
    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> audited = new LinkedHashMap<>();
        audited.put("name", name);
        audited.put("description", description);
        audited.put("organization", organization);
        audited.put("profile_type", profileType);
        audited.put("status", status);
        audited.put("target", target.word());
        audited.put("endpoint_url", endpointUrl);
        audited.put("authentication_type", authenticationType);
        audited.put("ssl_enabled", sslEnabled);
        audited.put("connection_timeout", connectionTimeout);
        audited.put("retry_attempts", retryAttempts);
        audited.put("sync_frequency", syncFrequency);
        audited.put("time_zone", timeZone);
        audited.put("engine", engine);
        audited.put("host", host);
        audited.put("port", port);
        audited.put("database", database);
        audited.put("username", username);
        audited.put("configuration", configuration);
        return audited;
    }
}
