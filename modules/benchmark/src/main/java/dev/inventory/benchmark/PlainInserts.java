package dev.inventory.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server has stored of imported devices, once more into empty copies of its tables, indexes included: as a program
 * would write it that checks nothing. Batches of 1,000 rows, one commit for each.
 */
final class PlainInserts {
    private static final int BATCH = 1000;

    /** The tables that a new device is written to, with the column that says which device. */
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("device", "id");
        TABLES.put("device_poll", "device_id");
        TABLES.put("device_status_history", "device_id");
        TABLES.put("device_tag", "device_id");
        TABLES.put("audit_log", "object_id");
    }

    private record Table(String insert, List<Object[]> rows) {}

    private final HikariConfig connections = new HikariConfig();

    PlainInserts(Map<String, String> environment) {
        connections.setJdbcUrl(environment.get("INVENTORY_DB_URL"));
        connections.setUsername(environment.get("INVENTORY_DB_USER"));
        connections.setPassword(environment.get("INVENTORY_DB_PASSWORD"));
        connections.setMaximumPoolSize(1);
        connections.setAutoCommit(false);
    }

    /** @return devices a second, of the last ones that are there */
    double run(int devices) throws BenchmarkFailure {
        try (var database = new HikariDataSource(connections);
                Connection connection = database.getConnection()) {
            List<Table> tables = new ArrayList<>();
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                tables.add(read(connection, table.getKey(), table.getValue(), devices));
            }
            connection.commit();
            long start = System.nanoTime();
            for (Table table : tables) {
                insert(connection, table);
            }
            return tables.get(0).rows().size() / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException failed) {
            throw new BenchmarkFailure("no plain inserts: " + failed.getMessage());
        }
    }

    private static Table read(Connection connection, String table, String column, int devices) throws SQLException {
        String ofDevices = table.equals("audit_log") ? " AND object_type = 'device' AND action_name = 'create'" : "";
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE plain_" + table + " (LIKE " + table + " INCLUDING ALL)");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " WHERE " + column
                    + " > (SELECT MAX(id) FROM device) - " + devices + ofDevices)) {
                int columns = rows.getMetaData().getColumnCount();
                List<Object[]> read = new ArrayList<>();
                while (rows.next()) {
                    Object[] values = new Object[columns];
                    for (int i = 0; i < columns; i++) {
                        values[i] = rows.getObject(i + 1);
                    }
                    read.add(values);
                }
                return new Table(
                        "INSERT INTO plain_" + table + " VALUES ("
                                + String.join(", ", Collections.nCopies(columns, "?")) + ")",
                        read);
            }
        }
    }

    private static void insert(Connection connection, Table table) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            int waiting = 0;
            for (Object[] row : table.rows()) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
                waiting++;
                if (waiting == BATCH) {
                    insert.executeBatch();
                    connection.commit();
                    waiting = 0;
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
