package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.Device;
import dev.inventory.device.internal.DeviceSettings;
import dev.inventory.device.internal.snmp.AuthProtocol;
import dev.inventory.device.internal.snmp.PrivProtocol;
import dev.inventory.device.internal.snmp.SnmpCredentials;
import dev.inventory.platform.secrets.SecretUnreadable;
import dev.inventory.platform.secrets.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Opens what is sealed of a device, to ask it. */
@ApplicationScoped
class AgentSecrets {

    @Inject
    Secrets secrets;

    @Inject
    DeviceSettings defaults;

    /** Who asks a device, as the database has it. */
    record Sealed(
            String rowKey,
            @Nullable String community,
            @Nullable String user,
            @Nullable String authProtocol,
            @Nullable String authKey,
            @Nullable String privProtocol,
            @Nullable String privKey,
            @Nullable String context) {

        static Sealed read(ResultSet row) throws SQLException {
            return new Sealed(
                    row.getString("row_key"),
                    row.getString("snmp_community"),
                    row.getString("snmp_user"),
                    row.getString("snmp_auth_protocol"),
                    row.getString("snmp_auth_key"),
                    row.getString("snmp_priv_protocol"),
                    row.getString("snmp_priv_key"),
                    row.getString("snmp_context"));
        }
    }

    /**
     * The credentials for a version.
     *
     * @throws SecretUnreadable if they were sealed with a master key that this server has not
     */
    SnmpCredentials open(String version, Sealed sealed) {
        if (!"3".equals(version)) {
            String community = open("snmp_community", sealed.community, sealed.rowKey);
            return new SnmpCredentials.Community(
                    "1".equals(version), sealed.community == null ? defaults.community() : community);
        }
        AuthProtocol auth = sealed.authProtocol == null ? AuthProtocol.NONE : AuthProtocol.of(sealed.authProtocol);
        PrivProtocol priv = sealed.privProtocol == null ? PrivProtocol.NONE : PrivProtocol.of(sealed.privProtocol);
        return new SnmpCredentials.User(
                text(sealed.user),
                auth,
                auth == AuthProtocol.NONE ? "" : open("snmp_auth_key", sealed.authKey, sealed.rowKey),
                priv,
                priv == PrivProtocol.NONE ? "" : open("snmp_priv_key", sealed.privKey, sealed.rowKey),
                text(sealed.context));
    }

    private String open(String column, @Nullable String sealed, String rowKey) {
        return sealed == null ? "" : secrets.decrypt(sealed, Device.secretPlace(column, rowKey));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
