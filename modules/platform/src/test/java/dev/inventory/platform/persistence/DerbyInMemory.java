package dev.inventory.platform.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** An empty database for one test, gone at its end. */
public final class DerbyInMemory implements AutoCloseable {

    private final String name = "memory:" + UUID.randomUUID();
    private final EmbeddedDataSource dataSource = new EmbeddedDataSource();

    public DerbyInMemory() {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        dataSource.setDatabaseName(name);
        dataSource.setCreateDatabase("create");
    }

    public Database database() {
        Database database = new Database();
        database.dataSource = dataSource;
        return database;
    }

    public Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            DriverManager.getConnection("jdbc:derby:" + name + ";drop=true").close();
        } catch (SQLException e) {
            if (!"08006".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }
}
