package dev.inventory.systemtests;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The database that this run is about. PostgreSQL is a real one, started at the first use and ended with the JVM. */
enum TestDatabase {
    DERBY {
        @Override
        Map<String, String> create(String name) {
            return Map.of(); // in the server's data directory, by itself
        }
    },
    POSTGRESQL {
        @Override
        Map<String, String> create(String name) {
            try (Connection connection = postgres().getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return connectionSettings(postgres().getPort(), name);
        }
    };

    private static final Duration START = Duration.ofSeconds(60);

    private static EmbeddedPostgres shared;

    static TestDatabase current() {
        return valueOf(System.getProperty("inventory.test.database", "derby").toUpperCase(Locale.ROOT));
    }

    /** The settings of a server on an empty database of this run's kind. */
    static Map<String, String> settings(String name, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(current().create(name));
        settings.putAll(more);
        return settings;
    }

    /**
     * Makes an empty database.
     *
     * @return the settings by which a server uses it
     */
    abstract Map<String, String> create(String name);

    /** The settings for a PostgreSQL on this machine, as {@link #startPostgres} starts it. */
    static Map<String, String> connectionSettings(int port, String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("inventory.db.url", "jdbc:postgresql://127.0.0.1:" + port + "/" + name);
        settings.put("inventory.db.user", "postgres");
        settings.put("inventory.db.password", "postgres");
        return settings;
    }

    /** Starts a PostgreSQL of its own on that port. */
    static EmbeddedPostgres startPostgres(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setPGStartupWait(START)
                    .setOverrideWorkingDirectory(
                            Path.of("target", "postgresql").toAbsolutePath().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to a database that {@link #create} made. */
    static Connection connectToPostgres(String name) throws SQLException {
        return postgres().getDatabase("postgres", name).getConnection();
    }

    static int postgresPort() {
        return postgres().getPort();
    }

    /** The number of its main version, such as 14. */
    static int postgresVersion() throws SQLException {
        return Integer.parseInt(asked("SHOW server_version_num")) / 10_000;
    }

    /** The directory of all its files, into which everything is written that was committed. */
    static Path postgresFiles() throws SQLException {
        try (Connection connection = postgres().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
        return Path.of(asked("SHOW data_directory"));
    }

    private static String asked(String question) throws SQLException {
        try (Connection connection = postgres().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static synchronized EmbeddedPostgres postgres() {
        if (shared == null) {
            shared = startPostgres(Ports.freeTcp());
        }
        return shared;
    }
}
