package dev.inventory.box.internal;

import java.sql.SQLException;

/** A rule of the database's own that a change broke, by its SQLSTATE: the same in both databases. */
enum Violation {
    /** A row refers to another that is not there, or is still referred to. */
    FOREIGN_KEY("23503"),
    /** A value that must be unique is taken. */
    UNIQUE("23505");

    private static final int DEEPEST = 20;

    private final String state;

    Violation(String state) {
        this.state = state;
    }

    boolean isIn(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof SQLException sql && state.equals(sql.getSQLState())) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
