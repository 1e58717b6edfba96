package dev.inventory.platform.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Transactions that hold a table of Derby for longer than a moment, such as the import of a large file. Who wants to lock
 * the table has to wait for them, and all who come later, for themselves or for a row of it, wait behind that.
 */
public final class LongWriters {

    private static final String HOLDERS = "SELECT DISTINCT XID FROM SYSCS_DIAG.LOCK_TABLE WHERE TABLENAME = ?";

    private LongWriters() {}

    /**
     * Whether there is one, on Derby; PostgreSQL is not to be asked.
     *
     * @param table its name, as Derby has it: in capitals
     * @param moment what a transaction takes as a rule; waits for so long if there is any
     */
    public static boolean hold(Database database, String table, Duration moment) {
        Set<String> holders = holders(database, table);
        if (holders.isEmpty()) {
            return false;
        }
        LockSupport.parkNanos(moment.toNanos());
        holders.retainAll(holders(database, table));
        return !holders.isEmpty();
    }

    private static Set<String> holders(Database database, String table) {
        return database.run(connection -> holders(connection, table));
    }

    private static Set<String> holders(Connection connection, String table) throws SQLException {
        Set<String> holders = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(HOLDERS)) {
            select.setString(1, table);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    holders.add(rows.getString(1));
                }
            }
        }
        return holders;
    }
}
