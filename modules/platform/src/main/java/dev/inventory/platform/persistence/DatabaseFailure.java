package dev.inventory.platform.persistence;

import java.sql.SQLException;

/** An SQLException on its way up through code that cannot declare it. */
public final class DatabaseFailure extends RuntimeException {

    public DatabaseFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
