package dev.inventory.app.database;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Which database: Derby in the data directory, or the PostgreSQL that {@code INVENTORY_DB_URL} names.
 *
 * @param dataDirectory where Derby and its log are
 */
public record DatabaseSettings(String url, String user, String password, Path dataDirectory) {

    /** The key of the address, for the message about a bad one. */
    public static final String URL = "inventory.db.url";

    /** The key that has answers say how many statements they took. */
    public static final String SQL_COUNT = "inventory.sql.count";

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String DERBY = "jdbc:derby:";

    /** @throws IllegalArgumentException if the address is none of a database that the server runs on */
    public static DatabaseSettings read() {
        Path data =
                Path.of(text("inventory.data.dir", "./data")).toAbsolutePath().normalize();
        String url = text(URL, DERBY + data.resolve("derby"));
        if (!url.startsWith(POSTGRESQL) && !url.startsWith(DERBY)) {
            throw new IllegalArgumentException("only " + POSTGRESQL + " addresses are taken");
        }
        return new DatabaseSettings(url, text("inventory.db.user", ""), text("inventory.db.password", ""), data);
    }

    public boolean isDerby() {
        return url.startsWith(DERBY);
    }

    /** Whether answers say how many statements they took. */
    boolean countsStatements() {
        return Boolean.parseBoolean(text(SQL_COUNT, "false"));
    }

    String driverClass() {
        return isDerby() ? "org.apache.derby.jdbc.EmbeddedDriver" : "org.postgresql.Driver";
    }

    /** The address without its parameters, which may hold a password. */
    public String shownUrl() {
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

    private static String text(String key, String defaultValue) {
        // By our own class loader: while the server deploys, a thread may have none.
        return ConfigProvider.getConfig(DatabaseSettings.class.getClassLoader())
                .getOptionalValue(key, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(defaultValue);
    }
}
