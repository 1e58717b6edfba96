package dev.inventory.device.internal;

import dev.inventory.device.internal.snmp.AuthProtocol;
import dev.inventory.device.internal.snmp.PrivProtocol;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a device is asked over SNMP. The keys are not here, since they are sealed at once ({@link SnmpKeys}).
 *
 * @param version {@code 1}, {@code 2c} or {@code 3}
 * @param port UDP port
 * @param timeoutMs how long the first answer is waited for, in milliseconds
 * @param retries how often the question is repeated
 * @param user of version 3
 * @param authProtocol null without authentication
 * @param privProtocol null without privacy
 * @param context that is asked in; null for the default one
 */
@Schema(name = "SnmpSettings", description = "How the device is asked over SNMP; keys are never shown")
record SnmpFields(
        @Schema(
                enumeration = {"1", "2c", "3"},
                defaultValue = "2c")
        String version,

        @Schema(minimum = "1", maximum = "65535", defaultValue = "161")
        int port,

        @Schema(minimum = "100", maximum = "30000", defaultValue = "1000")
        int timeoutMs,

        @Schema(minimum = "0", maximum = "5", defaultValue = "1")
        int retries,

        @Schema(nullable = true, example = "inventory", description = "User of version 3") @Nullable
        String user,

        @Schema(nullable = true, example = "sha256") @Nullable
        String authProtocol,

        @Schema(nullable = true, example = "aes") @Nullable String privProtocol,
        @Schema(nullable = true) @Nullable String context) {

    static final SnmpFields DEFAULT = new SnmpFields("2c", 161, 1000, 1, null, null, null, null);

    private static final int MAX_OCTETS = 32;
    private static final int MIN_KEY = 8;
    private static final int MAX_KEY = 255;

    /** The fields and, apart from them, the secrets. */
    record Read(SnmpFields fields, SnmpKeys keys) {}

    /**
     * Reads the nested object; what it omits is as in {@code otherwise}.
     *
     * @param kept the keys that the device has
     */
    static Read read(Optional<Body> given, SnmpFields otherwise, SnmpKeys.Kept kept) {
        if (given.isEmpty()) {
            return new Read(otherwise, SnmpKeys.NOT_SENT);
        }
        Body body = given.get();
        Value<String> version = body.choice("version", "1", "2c", "3");
        Value<Integer> port = body.integer("port", 1, 65_535);
        Value<Integer> timeout = body.integer("timeout_ms", 100, 30_000);
        Value<Integer> retries = body.integer("retries", 0, 5);
        Value<String> user = octets(body, "user");
        Value<String> context = octets(body, "context");
        Value<String> auth = body.choice("auth_protocol", AuthProtocol.words());
        Value<String> priv = body.choice("priv_protocol", PrivProtocol.words());
        SnmpKeys keys = new SnmpKeys(key(body, "auth_key"), key(body, "priv_key"));
        body.refuseUnknown();
        SnmpFields fields = new SnmpFields(
                version.or(otherwise.version),
                port.or(otherwise.port),
                timeout.or(otherwise.timeoutMs),
                retries.or(otherwise.retries),
                user.orKeep(otherwise::user),
                auth.orKeep(otherwise::authProtocol),
                priv.orKeep(otherwise::privProtocol),
                context.orKeep(otherwise::context));
        if (!"3".equals(fields.version)) {
            refuse(body, "user", user.orNull());
            refuse(body, "context", context.orNull());
            refuse(body, "auth_protocol", auth.orNull());
            refuse(body, "priv_protocol", priv.orNull());
            refuse(body, "auth_key", keys.auth().value());
            refuse(body, "priv_key", keys.priv().value());
            return fields.withoutUser(kept);
        }
        if (!body.hasErrors()) {
            fields.check(body, keys, kept);
        }
        return new Read(fields, keys);
    }

    private static void refuse(Body body, String name, @Nullable String sent) {
        if (sent != null) {
            body.error(name, "This field is for version 3 only.");
        }
    }

    /** Of another version than 3: a user would only lie there, and its keys with it. */
    private Read withoutUser(SnmpKeys.Kept kept) {
        return new Read(
                new SnmpFields(version, port, timeoutMs, retries, null, null, null, null),
                new SnmpKeys(new SnmpKeys.Key(kept.auth(), null), new SnmpKeys.Key(kept.priv(), null)));
    }

    /** A user of version 3 who is asked for as by default. */
    static SnmpFields ofUser(
            @Nullable String user,
            @Nullable String authProtocol,
            @Nullable String privProtocol,
            @Nullable String context) {
        return new SnmpFields(
                "3", DEFAULT.port, DEFAULT.timeoutMs, DEFAULT.retries, user, authProtocol, privProtocol, context);
    }

    /** What belongs together: the levels are noAuthNoPriv, authNoPriv and authPriv (RFC 3414), and no other. */
    void check(Body body, SnmpKeys keys, SnmpKeys.Kept kept) {
        if ("3".equals(version) && user == null) {
            body.error("user", "This field is required with version 3.");
        }
        boolean hasAuthKey = keys.auth().isThere(kept.auth());
        boolean hasPrivKey = keys.priv().isThere(kept.priv());
        if (authProtocol != null && !hasAuthKey) {
            body.error("auth_key", "This field is required with an auth_protocol.");
        }
        if (authProtocol == null && keys.auth().value() != null) {
            body.error("auth_protocol", "This field is required with an auth_key.");
        }
        if (privProtocol != null && authProtocol == null) {
            body.error(
                    "auth_protocol",
                    "This field is required with a priv_protocol: there is no privacy without" + " authentication.");
        }
        if (privProtocol != null && !hasPrivKey) {
            body.error("priv_key", "This field is required with a priv_protocol.");
        }
        if (privProtocol == null && keys.priv().value() != null) {
            body.error("priv_protocol", "This field is required with a priv_key.");
        }
    }

    static SnmpKeys.Key key(Body body, String name) {
        Value<String> key = body.secret(name, MAX_KEY);
        String text = key.orNull();
        if (text != null && text.length() < MIN_KEY) {
            body.error(name, "Ensure this field has at least " + MIN_KEY + " characters.");
        }
        return new SnmpKeys.Key(key.isPresent(), text);
    }

    static Value<String> octets(Body body, String name) {
        Value<String> value = body.text(name, MAX_OCTETS);
        String text = value.orNull();
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            body.error(name, "Ensure this field has no more than " + MAX_OCTETS + " octets in UTF-8.");
        }
        return value;
    }

    /** As GET shows it: what belongs to version 3 alone is left out of others. */
    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("version", version);
        shown.put("port", port);
        shown.put("timeout_ms", timeoutMs);
        shown.put("retries", retries);
        if ("3".equals(version)) {
            shown.put("user", user);
            shown.put("auth_protocol", authProtocol);
            shown.put("priv_protocol", privProtocol);
            shown.put("context", context);
        }
        return shown;
    }
}
