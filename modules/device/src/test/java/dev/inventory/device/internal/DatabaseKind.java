package dev.inventory.device.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** The databases that the server runs on, each made empty for a test, with the tables of devices. */
public enum DatabaseKind {
    DERBY("CLOB", "", "--", "SELECT COUNT(*) FROM SYSCS_DIAG.LOCK_TABLE WHERE STATE = 'WAIT'") {
        @Override
        DataSource create() {
            System.setProperty("derby.stream.error.file", "target/derby.log");
            EmbeddedDataSource dataSource = new EmbeddedDataSource();
            dataSource.setDatabaseName("target/derby/" + UUID.randomUUID());
            dataSource.setCreateDatabase("create");
            return dataSource;
        }
    },
    POSTGRESQL(
            "TEXT",
            "--",
            "",
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") {
        @Override
        DataSource create() throws IOException, SQLException {
            String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
            try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return Server.RUNNING.getDatabase("postgres", name);
        }
    };

    private static final List<String> MIGRATIONS = List.of(
            "platform/V1_01__platform",
            "device/V3_01__devices",
            "device/V3_02__observed_serial",
            "device/V3_10__device_imports",
            "device/V3_20__snmp_users",
            "device/V3_21__identified",
            "device/V3_30__status_detail",
            "device/V3_31__status_helpers",
            "device/V3_32__maintenance_windows",
            "device/V3_40__device_tags",
            "device/V3_80__fewer_indexes");

    private final String text;
    private final String derbyOnly;
    private final String postgresqlOnly;
    private final String waiting;

    DatabaseKind(String text, String derbyOnly, String postgresqlOnly, String waiting) {
        this.text = text;
        this.derbyOnly = derbyOnly;
        this.postgresqlOnly = postgresqlOnly;
        this.waiting = waiting;
    }

    /** An empty database with two organizations, 1 and 2. */
    public DataSource open() {
        try {
            DataSource dataSource = create();
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE organization (id BIGINT NOT NULL PRIMARY KEY)");
                statement.execute("INSERT INTO organization (id) VALUES (1), (2)");
                for (String migration : MIGRATIONS) {
                    script(statement, "/db/migration/" + migration + ".sql");
                }
            }
            return dataSource;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a transaction waits for what another one holds. */
    boolean isWaitedFor(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(waiting)) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    abstract DataSource create() throws IOException, SQLException;

    private void script(Statement statement, String resource) throws IOException, SQLException {
        try (InputStream stream = Objects.requireNonNull(DatabaseKind.class.getResourceAsStream(resource), resource)) {
            String sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${text}", text)
                    .replace("${derby-only}", derbyOnly)
                    .replace("${postgresql-only}", postgresqlOnly);
            String plain = sql.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
            for (String each : plain.split(";")) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        }
    }

    /** One server for all test classes; it ends with the JVM. */
    private static final class Server {

        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
