package dev.inventory.app.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Physical connections for the container's pool, to the database that the configuration names. The container makes it by
 * name; it reads its settings when the first connection is asked for, so that a database which is down at boot fails a
 * connection and not the deployment.
 */
public class InventoryDataSource implements DataSource {

    private static final AtomicBoolean DEPLOYED = new AtomicBoolean();

    private @Nullable PrintWriter logWriter;

    @Override
    public Connection getConnection() throws SQLException {
        DatabaseSettings settings = DatabaseSettings.read();
        try {
            return connect(settings);
        } catch (SQLException e) {
            if (DEPLOYED.get() || settings.isDerby()) {
                throw e;
            }
            return AbsentDatabase.connection(settings);
        }
    }

    /** From now on a database that is not there is an error like any other. */
    public static void deployed() {
        DEPLOYED.set(true);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    static boolean isDeployed() {
        return DEPLOYED.get();
    }

    static Connection connect(DatabaseSettings settings) throws SQLException {
        if (settings.isDerby()) {
            Derby.prepare(settings.dataDirectory());
        }
        Connection connection = settings.isDerby() ? ToldWrites.of(() -> opened(settings)) : opened(settings);
        return settings.countsStatements() ? CountedStatements.counted(connection) : connection;
    }

    private static Connection opened(DatabaseSettings settings) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(settings.driverProperties());
        Connection connection = driver(settings).connect(settings.url(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not take " + settings.shownUrl());
        }
        return connection;
    }

    /** By class name, not from DriverManager: that one sees only the drivers of the server's own class path. */
    static Driver driver(DatabaseSettings settings) throws SQLException {
        try {
            return Class.forName(settings.driverClass())
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException("The driver " + settings.driverClass() + " is missing", e);
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The drivers' own time-outs are set with each connection.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(InventoryDataSource.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("Nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
