package dev.inventory.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the server keeps its data. */
interface Database extends AutoCloseable {

    /** What the server's environment says about it. */
    Map<String, String> environment();

    /** The processor time that it has used outside the server. */
    Duration cpu();

    /** Runs statements one by one on the database of an installation, whose server is stopped. */
    void run(Path installation, List<String> statements) throws SQLException;

    @Override
    void close();

    /** In a directory below that one, or in the server's own. */
    static Database of(boolean postgresql, Path directory) throws IOException {
        return postgresql ? postgresql(directory.resolve("postgresql")) : derby();
    }

    /** Derby is part of the server. */
    static Database derby() {
        return new Database() {
            @Override
            public Map<String, String> environment() {
                return Map.of();
            }

            @Override
            public Duration cpu() {
                return Duration.ZERO;
            }

            @Override
            public void run(Path installation, List<String> statements) throws SQLException {
                // the engine belongs to one process: it is closed before the server opens it
                String url = "jdbc:derby:" + installation.resolve("data/derby");
                System.setProperty(
                        "derby.stream.error.file",
                        installation.resolve("derby-benchmark.log").toString());
                // Enough pages for the indexes of a million rows, and no sync of the log after each 32 kB of it: if
                // this process dies the whole installation is made anew.
                System.setProperty("derby.storage.pageCacheSize", "100000");
                System.setProperty("derby.storage.logBufferSize", "4194304");
                System.setProperty("derby.system.durability", "test");
                try (Connection connection = DriverManager.getConnection(url)) {
                    Database.run(connection, statements);
                    // otherwise the server does so while it is measured
                    for (String table : List.of("DEVICE", "DEVICE_POLL", "DEVICE_TALLY")) {
                        Database.run(
                                connection,
                                List.of("CALL SYSCS_UTIL.SYSCS_UPDATE_STATISTICS('APP', '" + table + "', NULL)"));
                    }
                }
                try {
                    DriverManager.getConnection(url + ";shutdown=true").close();
                } catch (SQLException down) {
                    // this is how it says so
                }
            }

            @Override
            public void close() {}
        };
    }

    /** A PostgreSQL on loopback, as the build's tests use it, but one that has written what it says is committed. */
    static Database postgresql(Path directory) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new Database() {
            @Override
            public Map<String, String> environment() {
                return Map.of(
                        "INVENTORY_DB_URL", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                        "INVENTORY_DB_USER", "postgres",
                        "INVENTORY_DB_PASSWORD", "postgres");
            }

            /** Of its processes that run now, and of those that have ended, such as autovacuum's. */
            @Override
            public Duration cpu() {
                Optional<ProcessHandle> postmaster = postmaster(directory).flatMap(ProcessHandle::of);
                return postmaster
                        .map(process -> process.descendants()
                                .map(ChildProcess::cpu)
                                .reduce(
                                        ChildProcess.cpu(process).plus(Machine.cpuOfEndedChildren(process.pid())),
                                        Duration::plus))
                        .orElse(Duration.ZERO);
            }

            @Override
            public void run(Path installation, List<String> statements) throws SQLException {
                try (Connection connection = server.getPostgresDatabase().getConnection()) {
                    Database.run(connection, statements);
                }
            }

            @Override
            public void close() {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Optional<Long> postmaster(Path directory) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
            return lines.stream().findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
