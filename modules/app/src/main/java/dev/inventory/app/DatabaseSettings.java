package dev.inventory.app;

import dev.inventory.platform.settings.IllegalSetting;
import dev.inventory.platform.settings.ServerSettings;
import dev.inventory.platform.settings.Setting;
import java.util.Map;

/** Which database: Derby in the data directory, or the PostgreSQL that {@code INVENTORY_DB_URL} names. */
record DatabaseSettings(String url, String user, String password) {

    private static final String URL = "inventory.db.url";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String DERBY = "jdbc:derby:";

    static DatabaseSettings read() {
        String url =
                Setting.text(URL, DERBY + new ServerSettings().dataDirectory().resolve("derby"));
        if (!url.startsWith(POSTGRESQL) && !url.startsWith(DERBY)) {
            throw new IllegalSetting(URL, "only " + POSTGRESQL + " addresses are taken");
        }
        return new DatabaseSettings(
                url, Setting.text("inventory.db.user", ""), Setting.text("inventory.db.password", ""));
    }

    boolean isDerby() {
        return url.startsWith(DERBY);
    }

    String driverClass() {
        return isDerby() ? "org.apache.derby.jdbc.EmbeddedDriver" : "org.postgresql.Driver";
    }

    /** The address without its parameters, which may hold a password. */
    String shownUrl() {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    Map<String, String> driverProperties() {
        if (isDerby()) {
            return Map.of("create", "true");
        }
        return Map.of(
                "user", user,
                "password", password,
                "connectTimeout", "3",
                "loginTimeout", "3",
                "tcpKeepAlive", "true",
                "ApplicationName", "inventory");
    }
}
