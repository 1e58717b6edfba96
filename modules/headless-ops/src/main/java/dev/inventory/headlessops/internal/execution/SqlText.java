package dev.inventory.headlessops.internal.execution;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts of foreign origin on their way into the tables. */
final class SqlText {

    private SqlText() {}

    /** Sets a text as it {@link #fitted fits}. */
    static void set(PreparedStatement statement, int index, Optional<String> text, int maxLength) throws SQLException {
        statement.setString(index, fitted(text, maxLength));
    }

    /** The text cut to the column; nothing and the empty text are null. */
    static @Nullable String fitted(Optional<String> text, int maxLength) {
        if (text.isEmpty() || text.get().isEmpty()) {
            return null;
        }
        // PostgreSQL takes no NUL in a text, and a device may send anything.
        String clean = text.get().replace('\0', ' ');
        return clean.substring(0, Math.min(maxLength, clean.length()));
    }
}
