package dev.inventory.device.internal;

import dev.inventory.platform.failure.Unavailable;
import dev.inventory.platform.secrets.SecretUnreadable;
import dev.inventory.platform.secrets.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What of a device is sealed: its SNMP community and the keys of its SNMP user. */
@ApplicationScoped
class DeviceSecrets {

    static final String AUTH_KEY = "snmp_auth_key";
    static final String PRIV_KEY = "snmp_priv_key";

    private static final Logger LOG = Logger.getLogger(DeviceSecrets.class.getName());

    @Inject
    Secrets secrets;

    /** Seals what was sent; what was not stays as it is. */
    void seal(Device device, DeviceFields.Read read) {
        if (read.community().sent()) {
            String value = read.community().value();
            device.keepCommunity(value == null ? null : secrets.encrypt(value, device.communityPlace()));
        }
        if (read.keys().auth().sent()) {
            device.keepAuthKey(sealed(device, AUTH_KEY, read.keys().auth()).orElse(null));
        }
        if (read.keys().priv().sent()) {
            device.keepPrivKey(sealed(device, PRIV_KEY, read.keys().priv()).orElse(null));
        }
    }

    private Optional<String> sealed(Device device, String column, SnmpKeys.Key key) {
        return Optional.ofNullable(key.value())
                .map(value -> secrets.encrypt(value, Device.secretPlace(column, device.rowKey())));
    }

    /** Whether the device has every secret that was sent. One that cannot be read is another. */
    boolean isAsSent(Device device, DeviceFields.Read read) {
        return (!read.community().sent()
                        || Objects.equals(
                                read.community().value(), opened(device.sealedCommunity(), device.communityPlace())))
                && isAsSent(read.keys().auth(), device.sealedAuthKey(), device, AUTH_KEY)
                && isAsSent(read.keys().priv(), device.sealedPrivKey(), device, PRIV_KEY);
    }

    private boolean isAsSent(SnmpKeys.Key key, @Nullable String sealed, Device device, String column) {
        return !key.sent() || Objects.equals(key.value(), opened(sealed, Device.secretPlace(column, device.rowKey())));
    }

    private @Nullable String opened(@Nullable String sealed, String place) {
        try {
            return sealed == null ? null : secrets.decrypt(sealed, place);
        } catch (SecretUnreadable e) {
            return null;
        }
    }

    /** The names of the secrets that were sent, for the audit log, which shows that they changed and no more. */
    static List<String> sent(DeviceFields.Read read) {
        List<String> names = new ArrayList<>();
        if (read.community().sent()) {
            names.add("snmp_community");
        }
        if (read.keys().auth().sent()) {
            names.add(AUTH_KEY);
        }
        if (read.keys().priv().sent()) {
            names.add(PRIV_KEY);
        }
        return names;
    }

    /** The same, without what was to be removed and is not there: clients send back what they were shown. */
    static List<String> changes(Device device, DeviceFields.Read read) {
        List<String> names = new ArrayList<>(sent(read));
        if (read.community().value() == null && device.sealedCommunity() == null) {
            names.remove("snmp_community");
        }
        return names;
    }

    /** Left out, an unreadable community would be lost when a client writes back what it read. */
    Optional<String> community(@Nullable String sealed, String rowKey) {
        try {
            return Optional.ofNullable(sealed).map(text -> secrets.decrypt(text, Device.communityPlace(rowKey)));
        } catch (SecretUnreadable e) {
            LOG.warning(String.valueOf(e.getMessage()));
            throw new Unavailable("The SNMP community of this device cannot be read with the server's master key.");
        }
    }
}
