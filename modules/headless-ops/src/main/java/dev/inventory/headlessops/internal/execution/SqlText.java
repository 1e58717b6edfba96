package dev.inventory.headlessops.internal.execution;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** Texts of foreign origin on their way into the tables. */
final class SqlText {

    private SqlText() {}

    /** Sets a text, cut to the column; nothing and the empty text are NULL. */
    static void set(PreparedStatement statement, int index, Optional<String> text, int maxLength) throws SQLException {
        if (text.isEmpty() || text.get().isEmpty()) {
            statement.setNull(index, Types.VARCHAR);
            return;
        }
        // PostgreSQL takes no NUL in a text, and a device may send anything.
        String clean = text.get().replace('\0', ' ');
        statement.setString(index, clean.substring(0, Math.min(maxLength, clean.length())));
    }
}
