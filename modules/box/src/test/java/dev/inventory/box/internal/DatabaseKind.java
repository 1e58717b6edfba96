package dev.inventory.box.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** The databases that the server runs on, each made empty for a test, with the tables of this module. */
enum DatabaseKind {
    DERBY("CLOB", "", "") {
        @Override
        DataSource create() {
            System.setProperty("derby.stream.error.file", "target/derby.log");
            EmbeddedDataSource dataSource = new EmbeddedDataSource();
            dataSource.setDatabaseName("target/derby/" + UUID.randomUUID());
            dataSource.setCreateDatabase("create");
            return dataSource;
        }
    },
    POSTGRESQL("TEXT", "COLLATE \"C\"", "--") {
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

    private final String text;
    private final String codePoints;
    private final String derbyOnly;

    DatabaseKind(String text, String codePoints, String derbyOnly) {
        this.text = text;
        this.codePoints = codePoints;
        this.derbyOnly = derbyOnly;
    }

    EntityManagerFactory open() {
        try {
            DataSource dataSource = create();
            script(dataSource, "/db/migration/box/V5_01__box.sql");
            script(dataSource, "/db/migration/box/V5_03__movement_address.sql");
            script(dataSource, "/db/migration/box/V5_10__imports.sql");
            return Persistence.createEntityManagerFactory(
                    "box", Map.of("jakarta.persistence.nonJtaDataSource", dataSource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    abstract DataSource create() throws IOException, SQLException;

    private void script(DataSource dataSource, String resource) throws IOException, SQLException {
        try (InputStream stream = Objects.requireNonNull(DatabaseKind.class.getResourceAsStream(resource));
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            String sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${text}", text)
                    .replace("${code-points}", codePoints)
                    .replace("${derby-only}", derbyOnly);
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
