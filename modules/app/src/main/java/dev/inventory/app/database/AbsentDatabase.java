package dev.inventory.app.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a PostgreSQL that is not there while the server deploys. The persistence provider wants to know at that moment
 * which database it will talk to, and the deployment fails for good if nobody answers. This connection answers that
 * question and no other: whatever else is asked of it fails as a broken connection does, so that the pool throws it away.
 */
final class AbsentDatabase {

    /** The SQL state of a connection that cannot be made. */
    private static final String CANNOT_CONNECT = "08001";

    private AbsentDatabase() {}

    static Connection connection(DatabaseSettings settings) {
        DatabaseMetaData metaData =
                proxy(DatabaseMetaData.class, (self, method, arguments) -> switch (method.getName()) {
                    case "getDatabaseProductName", "getDriverName" -> "PostgreSQL";
                    case "getDatabaseProductVersion", "getDriverVersion" -> "15.0";
                    case "getDatabaseMajorVersion", "getDriverMajorVersion" -> 15;
                    case "getDatabaseMinorVersion", "getDriverMinorVersion" -> 0;
                    case "getURL" -> settings.shownUrl();
                    case "getUserName" -> settings.user();
                    default -> throw absent();
                });
        return proxy(Connection.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMetaData" -> metaData;
            case "close" -> null;
            case "isClosed", "isValid" -> false;
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            case "toString" -> "a connection to a database that is not there";
            case "getAutoCommit",
                    "setAutoCommit",
                    "getTransactionIsolation",
                    "setTransactionIsolation",
                    "isReadOnly",
                    "setReadOnly",
                    "getCatalog",
                    "clearWarnings",
                    "getWarnings",
                    "rollback",
                    "commit" ->
                // The pool sets up what it hands out. Later it asks the same to see whether the connection still lives.
                whileDeploying(method.getReturnType());
            default -> throw absent();
        });
    }

    private static @Nullable Object whileDeploying(Class<?> type) throws SQLException {
        if (InventoryDataSource.isDeployed()) {
            throw absent();
        }
        if (type == boolean.class) {
            return true;
        }
        return type == int.class ? Connection.TRANSACTION_READ_COMMITTED : null;
    }

    private static SQLException absent() {
        return new SQLException("The database was not there when this connection was asked for", CANNOT_CONNECT);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
