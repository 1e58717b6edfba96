package dev.inventory.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Somebody else's database: a PostgreSQL with its defaults that holds a table of stock. */
final class StockTable implements AutoCloseable {
    static final String USER = "postgres";
    static final String DATABASE = "postgres";

    private static final int BATCH = 1_000;
    private static final String COLUMNS = "sku, stock_count, part, description, warehouse_section";

    private final EmbeddedPostgres server;

    private StockTable(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts it and fills the table. The rows come in the order of their ids, as a table read from its start does. */
    static StockTable start(Path directory, int rows) throws IOException, BenchmarkFailure {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(true)
                .start();
        var table = new StockTable(server);
        try (Connection connection = table.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE stock (n INTEGER PRIMARY KEY, sku TEXT NOT NULL, stock_count INTEGER NOT NULL,"
                            + " part TEXT, description TEXT, warehouse_section TEXT)");
            statement.execute("INSERT INTO stock SELECT i, 'SKU-' || lpad(i::text, 8, '0'), i % 1000,"
                    + " 'PN-' || i % 50000, 'Part number ' || i || ' of the benchmark', 'Hall ' || i % 7 || ' shelf ' || i % 90"
                    + " FROM generate_series(1, " + rows + ") i");
            statement.execute("VACUUM ANALYZE stock");
        } catch (SQLException failed) {
            table.close();
            throw new BenchmarkFailure("no table of stock: " + failed.getMessage());
        }
        return table;
    }

    int port() {
        return server.getPort();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE, USER, "postgres");
    }

    /**
     * The same rows copied by plain JDBC, as a script would: read by a cursor, inserted in batches that the driver makes one
     * statement of, into a table with nothing but a key.
     *
     * @param store where to, as a server's environment says it; without a URL beside the table itself
     * @return rows a second
     */
    double copied(Map<String, String> store) throws BenchmarkFailure {
        String url = store.getOrDefault("INVENTORY_DB_URL", "jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE)
                + "?reWriteBatchedInserts=true";
        try (Connection from = connect();
                Connection to =
                        DriverManager.getConnection(url, store.getOrDefault("INVENTORY_DB_USER", USER), "postgres");
                Statement statement = to.createStatement()) {
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            statement.execute("CREATE TABLE stock_copy (sku TEXT PRIMARY KEY, stock_count INTEGER NOT NULL, part TEXT,"
                    + " description TEXT, warehouse_section TEXT)");
            long start = System.nanoTime();
            long rows = copy(from, to);
            double seconds = (System.nanoTime() - start) / 1e9;
            statement.execute("DROP TABLE stock_copy");
            to.commit();
            return rows / seconds;
        } catch (SQLException failed) {
            throw new BenchmarkFailure("the plain copy failed: " + failed.getMessage());
        }
    }

    private static long copy(Connection from, Connection to) throws SQLException {
        long count = 0;
        try (PreparedStatement select = from.prepareStatement("SELECT " + COLUMNS + " FROM stock");
                PreparedStatement insert =
                        to.prepareStatement("INSERT INTO stock_copy (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?)")) {
            select.setFetchSize(BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    insert.setString(1, rows.getString(1));
                    insert.setInt(2, rows.getInt(2));
                    for (int column = 3; column <= 5; column++) {
                        insert.setString(column, rows.getString(column));
                    }
                    insert.addBatch();
                    if (++count % BATCH == 0) {
                        insert.executeBatch();
                        to.commit();
                    }
                }
            }
            insert.executeBatch();
            to.commit();
        }
        return count;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
