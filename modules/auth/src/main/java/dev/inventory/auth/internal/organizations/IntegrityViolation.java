package dev.inventory.auth.internal.organizations;

import java.sql.SQLException;

/** Recognises that the database refused a change because another row needs what it takes away. */
final class IntegrityViolation {

    /** SQLSTATE of a broken foreign key, by the standard. */
    private static final String FOREIGN_KEY = "23503";

    private static final int DEEPEST = 20;

    private IntegrityViolation() {}

    static boolean isIn(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof SQLException sql && FOREIGN_KEY.equals(sql.getSQLState())) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
