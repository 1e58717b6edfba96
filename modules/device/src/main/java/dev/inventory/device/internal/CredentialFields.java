package dev.inventory.device.internal;

import dev.inventory.device.SnmpCredential;
import dev.inventory.device.internal.snmp.AuthProtocol;
import dev.inventory.device.internal.snmp.PrivProtocol;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import org.jspecify.annotations.Nullable;

/** A credential for whom is no device yet: a community, or a user as the {@code snmp} object of devices has it. */
public final class CredentialFields {

    private static final int MAX_COMMUNITY = 255;

    private CredentialFields() {}

    /** Reads it; what is wrong is noted in the body. */
    public static SnmpCredential read(Body body) {
        String version = body.choice("version", "1", "2c", "3").or("2c");
        SnmpCredential credential = "3".equals(version) ? user(body) : community(version, body);
        body.refuseUnknown();
        return credential;
    }

    private static SnmpCredential community(String version, Body body) {
        return SnmpCredential.community(
                version, body.secret("community", MAX_COMMUNITY).required().or(""));
    }

    private static SnmpCredential user(Body body) {
        Value<String> user = SnmpFields.octets(body, "user");
        Value<String> context = SnmpFields.octets(body, "context");
        Value<String> auth = body.choice("auth_protocol", AuthProtocol.words());
        Value<String> priv = body.choice("priv_protocol", PrivProtocol.words());
        SnmpKeys keys = new SnmpKeys(SnmpFields.key(body, "auth_key"), SnmpFields.key(body, "priv_key"));
        SnmpFields fields = SnmpFields.ofUser(user.orNull(), auth.orNull(), priv.orNull(), context.orNull());
        if (!body.hasErrors()) {
            fields.check(body, keys, SnmpKeys.Kept.NONE);
        }
        return new SnmpCredential(
                "3",
                "",
                text(fields.user()),
                text(fields.authProtocol()),
                text(keys.auth().value()),
                text(fields.privProtocol()),
                text(keys.priv().value()),
                text(fields.context()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
