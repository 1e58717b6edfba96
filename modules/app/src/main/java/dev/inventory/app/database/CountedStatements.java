package dev.inventory.app.database;

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
        return Proxied.of(Connection.class, (self, method, arguments) -> {
            Object made = Proxied.pass(connection, method, arguments);
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
        return Proxied.of(type, (self, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                COUNT.get()[0]++;
            }
            return Proxied.pass(statement, method, arguments);
        });
    }
}
