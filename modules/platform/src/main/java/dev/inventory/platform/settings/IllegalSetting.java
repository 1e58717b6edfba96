package dev.inventory.platform.settings;

import java.util.Locale;

/** A configuration value that the server cannot start with. Its message names the key and says why. */
public final class IllegalSetting extends RuntimeException {

    public IllegalSetting(String key, String why) {
        super(environmentName(key) + " (" + key + "): " + why);
    }

    /** The environment variable that stands for a MicroProfile Config key. */
    public static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
