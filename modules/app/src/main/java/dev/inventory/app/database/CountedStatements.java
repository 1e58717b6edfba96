package dev.inventory.app.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/**
 * Counts the SQL statements that are executed on a thread: every {@code execute…} of JDBC is one, a batch too, since it is
 * one round trip. For measuring what a request costs; without the setting nothing is wrapped.
 */
public final class CountedStatements {

    private static final ThreadLocal<int[]> COUNT = ThreadLocal.withInitial(() -> new int[1]);

    private CountedStatements() {}

    /** Begins to count on this thread. */
    public static void begin() {
        COUNT.get()[0] = 0;
    }

    /** How many were executed on this thread since. */
    public static int count() {
        return COUNT.get()[0];
    }

    /** A connection whose statements are counted. */
    static Connection counted(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(loader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0]; // pools look for the one they gave out
                    }
                    Object made = invoke(connection, method, arguments);
                    if (made instanceof CallableStatement statement) {
                        return counted(statement, CallableStatement.class);
                    }
                    if (made instanceof PreparedStatement statement) {
                        return counted(statement, PreparedStatement.class);
                    }
                    return made instanceof Statement statement ? counted(statement, Statement.class) : made;
                });
    }

    private static Object counted(Statement statement, Class<?> type) {
        return Proxy.newProxyInstance(loader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("equals")) {
                return proxy == arguments[0];
            }
            if (method.getName().startsWith("execute")) {
                COUNT.get()[0]++;
            }
            return invoke(statement, method, arguments);
        });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static ClassLoader loader() {
        return CountedStatements.class.getClassLoader();
    }
}
