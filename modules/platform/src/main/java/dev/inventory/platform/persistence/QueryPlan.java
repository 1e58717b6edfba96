package dev.inventory.platform.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How PostgreSQL is to find the rows of a statement that names each of them by its key. Of a table that is just being
 * filled, or that is empty most of the time, it knows what was true a minute ago, and may read the whole of it for every
 * row that is wanted, or for every batch.
 */
public final class QueryPlan {

    private static final String BY_KEY = "SET LOCAL plan_cache_mode = force_custom_plan;"
            + " SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

    private static final String AS_USUAL = "SET LOCAL plan_cache_mode TO DEFAULT;"
            + " SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_hashjoin TO DEFAULT;"
            + " SET LOCAL enable_mergejoin TO DEFAULT";

    private QueryPlan() {}

    /** What is done on a connection, and what comes of it. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Has each row looked up in an index, one after the other, in the caller's transaction. Only while the work goes on:
     * the look at a foreign key, which PostgreSQL takes for each row that is inserted, would be planned anew each time, and
     * then takes five times as long. Derby, whose plans have no such choice, is told nothing.
     */
    public static <T> T byKey(Connection connection, Work<T> work) throws SQLException {
        if (!BulkInsert.isPostgresql(connection)) {
            return work.run();
        }
        try (Statement plan = connection.createStatement()) {
            plan.execute(BY_KEY);
            T done = work.run();
            plan.execute(AS_USUAL); // what failed instead is rolled back, and these settings with it
            return done;
        }
    }

    /**
     * A number in the text of a statement that PostgreSQL is not to look at when it chooses an index. Of one that has been
     * new since it last counted it expects no rows, so that each index that begins with it is as good as the others, and it
     * may read all rows that have it for each that is wanted.
     */
    public static String unseen(Connection connection, long number) throws SQLException {
        return BulkInsert.isPostgresql(connection) ? "(SELECT CAST(" + number + " AS bigint))" : String.valueOf(number);
    }
}
