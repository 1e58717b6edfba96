package dev.inventory.platform.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL beside JPA, for what is written in batches. Inside a transaction the connection is the transaction's own,
 * shared with the entity manager.
 */
@ApplicationScoped
public class Database {

    /** The one data source of the server. */
    public static final String DATA_SOURCE = "java:app/jdbc/inventory";

    @Resource(lookup = DATA_SOURCE)
    DataSource dataSource;

    private volatile @Nullable Boolean postgresql;

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs the work on a connection and gives the connection back.
     *
     * @throws DatabaseFailure for any SQLException
     */
    public <T extends @Nullable Object> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** Whether it is PostgreSQL, and not the embedded Derby. */
    public boolean isPostgresql() {
        Boolean known = postgresql;
        if (known == null) {
            known = run(BulkInsert::isPostgresql);
            postgresql = known;
        }
        return known;
    }

    /**
     * Runs a query outside of any transaction that takes no locks and waits for none. It may see what is rolled back
     * afterwards: for who reads many rows among writers and asks again before relying on one.
     *
     * @throws DatabaseFailure for any SQLException
     */
    public <T extends @Nullable Object> T readUncommitted(Work<T> work) {
        return run(connection -> {
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            try {
                return work.on(connection);
            } finally {
                connection.setTransactionIsolation(isolation);
            }
        });
    }
}
