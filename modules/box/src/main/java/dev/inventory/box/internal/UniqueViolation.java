package dev.inventory.box.internal;

import java.sql.SQLException;

/** Recognises that the database refused a change because a value that must be unique is taken. */
public final class UniqueViolation {

    /** SQLSTATE of a broken unique constraint, in both databases. */
    private static final String STATE = "23505";

    private static final int DEEPEST = 20;

    private UniqueViolation() {}

    public static boolean isIn(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof SQLException sql && STATE.equals(sql.getSQLState())) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
