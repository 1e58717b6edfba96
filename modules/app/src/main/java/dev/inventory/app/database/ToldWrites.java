package dev.inventory.app.database;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the embedded database that tells {@link TableWrites} what is written over it. Behind it is another one
 * after each large transaction: Derby keeps the table of a session's locks at its largest, and clears all of it several
 * times for each statement. Three joins took 20 µs on a new connection, and 48 on one that had written 5,000 rows.
 */
final class ToldWrites {

    private static final Logger LOG = Logger.getLogger(ToldWrites.class.getName());

    /** Rows written since the last transaction ended, after which a new connection, which takes a millisecond, is worth it. */
    private static final int LARGE = 500;

    private final Opener opener;
    private final Connection proxy;
    private volatile Connection connection;
    private long rows; // whoever uses the connection has it alone
    private final Set<String> begun = ConcurrentHashMap.newKeySet(); // a pool that ends closes what is in use

    /** Opens a connection to the database. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private ToldWrites(Opener opener) throws SQLException {
        this.opener = opener;
        connection = opener.open();
        proxy = Proxied.of(Connection.class, (self, method, arguments) -> {
            boolean done = false;
            try {
                Object made = Proxied.pass(connection, method, arguments);
                done = true;
                if (method.getName().equals("setAutoCommit") && ends(method, arguments)) {
                    renewAfterMany();
                }
                return told(made, method, arguments);
            } finally {
                // what has failed may have ended nothing
                if (ends(method, arguments) && (done || connection.isClosed())) {
                    end();
                }
            }
        });
    }

    static Connection of(Opener opener) throws SQLException {
        return new ToldWrites(opener).proxy;
    }

    /**
     * When the container has ended a transaction, which it does by a commit and this: all statements are closed then. Only
     * the container does it.
     */
    private void renewAfterMany() throws SQLException {
        if (rows >= LARGE) {
            Optional<Connection> fresh = opened();
            if (fresh.isPresent() && connection.isClosed()) {
                close(fresh.get()); // a pool that ends has closed the other meanwhile
            } else if (fresh.isPresent()) {
                Connection worn = connection;
                connection = fresh.get();
                close(worn);
            }
        }
        rows = 0;
    }

    /** What was committed has not failed because of this. */
    private static void close(Connection unused) {
        try {
            unused.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "A connection that nobody uses is not closed", e);
        }
    }

    private Optional<Connection> opened() {
        try {
            return Optional.of(opener.open());
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The connection is not renewed", e);
            return Optional.empty();
        }
    }

    /** Of statements that read nobody is told. */
    private @Nullable Object told(@Nullable Object made, Method method, Object @Nullable [] arguments) {
        if (!(made instanceof Statement statement)) {
            return made;
        }
        if (!(statement instanceof PreparedStatement)) {
            return told(statement, Statement.class, null);
        }
        Optional<String> table =
                arguments != null && arguments[0] instanceof String sql ? TableWrites.tableOf(sql) : Optional.empty();
        Class<?> type =
                method.getReturnType() == CallableStatement.class ? CallableStatement.class : PreparedStatement.class;
        return table.isPresent() ? told(statement, type, table.get()) : statement;
    }

    /** @param prepared the table that it writes to; null if it says so when it is executed */
    private Object told(Statement statement, Class<?> type, @Nullable String prepared) {
        Set<String> batch = new HashSet<>();
        return Proxied.of(type, (self, method, arguments) -> {
            String name = method.getName();
            if (name.equals("getConnection")) {
                return proxy;
            }
            Optional<String> table = arguments != null && arguments[0] instanceof String sql
                    ? TableWrites.tableOf(sql)
                    : Optional.ofNullable(prepared);
            if (!name.startsWith("execute")) {
                if (name.equals("addBatch")) {
                    table.ifPresent(batch::add);
                }
                return Proxied.pass(statement, method, arguments);
            }
            table.ifPresent(this::begin);
            batch.forEach(this::begin);
            try {
                Object outcome = Proxied.pass(statement, method, arguments);
                rows += rows(outcome);
                return outcome;
            } finally {
                if (!begun.isEmpty() && (connection.isClosed() || connection.getAutoCommit())) {
                    end();
                }
            }
        });
    }

    /** How many rows were written, as far as Derby says it. */
    private static long rows(@Nullable Object outcome) {
        if (outcome instanceof int[] counts) {
            return Arrays.stream(counts)
                    .filter(count -> count > 0)
                    .asLongStream()
                    .sum();
        }
        return outcome instanceof Number count ? count.longValue() : 0;
    }

    private static boolean ends(Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "commit", "close", "abort" -> true;
            case "rollback" -> arguments == null; // not to a savepoint
            case "setAutoCommit" -> arguments != null && Boolean.TRUE.equals(arguments[0]);
            default -> false;
        };
    }

    private void begin(String table) {
        if (begun.add(table)) {
            TableWrites.begin(table);
        }
    }

    private void end() {
        begun.removeIf(table -> {
            TableWrites.end(table);
            return true;
        });
    }
}
