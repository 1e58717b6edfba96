package dev.inventory.auth.internal;

import dev.inventory.platform.settings.IllegalSetting;
import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The first administrator's password, how patient the login is, and what the server calls itself. */
@ApplicationScoped
public class AuthSettings implements Settings {

    /** Fewest characters of any password. */
    public static final int MIN_PASSWORD_LENGTH = 8;

    private static final String ADMIN_PASSWORD = "inventory.admin.password";

    private final Optional<String> adminPassword = adminPasswordFromConfig();
    private final String instanceName = Setting.text("inventory.instance.name", "Inventory");
    private final int accountFailures = Setting.integer("inventory.login.account.failures", 5, 1, 1_000);
    private final int addressFailures = Setting.integer("inventory.login.address.failures", 20, 0, 100_000);

    /** The password that the first administrator gets; looked at only while there is no user yet. */
    public Optional<String> adminPassword() {
        return adminPassword;
    }

    /** The name of this installation, told to clients. */
    public String instanceName() {
        return instanceName;
    }

    /** Wrong passwords for one account before its next try has to wait. */
    public int accountFailures() {
        return accountFailures;
    }

    /** Wrong passwords from one address before its next try has to wait; 0 where all share a proxy's address. */
    public int addressFailures() {
        return addressFailures;
    }

    private static Optional<String> adminPasswordFromConfig() {
        Optional<String> password = Setting.text(ADMIN_PASSWORD);
        if (password.isPresent() && password.get().length() < MIN_PASSWORD_LENGTH) {
            throw new IllegalSetting(ADMIN_PASSWORD, "needs at least " + MIN_PASSWORD_LENGTH + " characters");
        }
        return password;
    }
}
