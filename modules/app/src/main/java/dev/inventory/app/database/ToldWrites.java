package dev.inventory.app.database;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A connection to the embedded database that tells {@link TableWrites} what is written over it. */
final class ToldWrites {

    private final Connection connection;
    private final Connection proxy;
    private final Set<String> begun = ConcurrentHashMap.newKeySet(); // a pool that ends closes what is in use

    private ToldWrites(Connection connection) {
        this.connection = connection;
        proxy = Proxied.of(Connection.class, (self, method, arguments) -> {
            boolean done = false;
            try {
                Object made = Proxied.pass(connection, method, arguments);
                done = true;
                return told(made, method, arguments);
            } finally {
                // what has failed may have ended nothing
                if (ends(method, arguments) && (done || connection.isClosed())) {
                    end();
                }
            }
        });
    }

    static Connection of(Connection connection) {
        return new ToldWrites(connection).proxy;
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
                return Proxied.pass(statement, method, arguments);
            } finally {
                if (!begun.isEmpty() && (connection.isClosed() || connection.getAutoCommit())) {
                    end();
                }
            }
        });
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
