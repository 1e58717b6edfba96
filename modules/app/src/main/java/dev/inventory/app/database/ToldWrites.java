package dev.inventory.app.database;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection to the embedded database that tells {@link TableWrites} what is written over it. */
final class ToldWrites {

    private final Connection connection;
    private final Connection proxy;
    private final Set<String> begun = new HashSet<>();

    private ToldWrites(Connection connection) {
        this.connection = connection;
        proxy = Proxied.of(Connection.class, (self, method, arguments) -> {
            try {
                return told(Proxied.pass(connection, method, arguments), method, arguments);
            } finally {
                if (ends(method, arguments)) {
                    end();
                }
            }
        });
    }

    static Connection of(Connection connection) {
        TableWrites.tell();
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
        return Proxied.of(type, (self, method, arguments) -> {
            String name = method.getName();
            if (name.equals("getConnection")) {
                return proxy;
            }
            boolean executes = name.startsWith("execute");
            if (executes || name.equals("addBatch")) {
                Optional<String> table = arguments != null && arguments[0] instanceof String sql
                        ? TableWrites.tableOf(sql)
                        : Optional.ofNullable(prepared);
                table.ifPresent(this::begin);
            }
            try {
                return Proxied.pass(statement, method, arguments);
            } finally {
                if (executes && isAutoCommit()) {
                    end();
                }
            }
        });
    }

    private boolean isAutoCommit() throws SQLException {
        return !begun.isEmpty() && !connection.isClosed() && connection.getAutoCommit();
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
        begun.forEach(TableWrites::end);
        begun.clear();
    }
}
