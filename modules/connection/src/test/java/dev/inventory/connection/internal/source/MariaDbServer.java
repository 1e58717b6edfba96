package dev.inventory.connection.internal.source;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB of a test, on loopback. Maven Central has none under a licence that we take: it is the machine's own, or one
 * that was unpacked somewhere ({@code INVENTORY_TEST_MARIADB} names the directory that {@code usr/sbin/mariadbd} is in).
 */
final class MariaDbServer implements AutoCloseable {

    static final String USER = "reader";
    static final String PASSWORD = "owl-and-thistle";
    static final String DATABASE = "stock";

    private static final String SCRIPTS = "usr/share/mysql";
    private static final long READY_MILLIS = 60_000;

    private final Process process;
    private final int port;

    private MariaDbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where there is one; empty if there is none. */
    static Optional<Path> installation() {
        Path root = Path.of(
                Optional.ofNullable(System.getenv("INVENTORY_TEST_MARIADB")).orElse("/"));
        return Files.isExecutable(program(root)) ? Optional.of(root) : Optional.empty();
    }

    private static Path program(Path root) {
        return root.resolve("usr/sbin/mariadbd");
    }

    /**
     * Starts one with a login that may only read.
     *
     * @param directory for its data; empty
     * @param statements to begin with, one for each line
     */
    static MariaDbServer start(Path root, Path directory, List<String> statements)
            throws IOException, InterruptedException {
        Path data = Files.createDirectories(directory.resolve("data"));
        bootstrap(root, data, directory.resolve("bootstrap.log"));
        List<String> all = new ArrayList<>(List.of(
                "CREATE DATABASE " + DATABASE + ";",
                "CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "';",
                "GRANT SELECT ON " + DATABASE + ".* TO '" + USER + "'@'%';",
                "USE " + DATABASE + ";"));
        all.addAll(statements);
        Path first = Files.write(directory.resolve("first.sql"), all);
        int port = freePort();
        Process process = command(
                        root,
                        data,
                        directory.resolve("server.log"),
                        "--init-file=" + first,
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + directory.resolve("socket"))
                .start();
        MariaDbServer server = new MariaDbServer(process, port);
        server.awaitReady(directory);
        return server;
    }

    /** Makes the tables that the server keeps its logins in. */
    private static void bootstrap(Path root, Path data, Path log) throws IOException, InterruptedException {
        Process process = command(root, data, log, "--bootstrap").start();
        try (OutputStream sql = process.getOutputStream()) {
            sql.write("create database mysql;\nuse mysql;\nset @auth_root_socket=NULL;\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (String script : List.of("system_tables", "performance_tables", "system_tables_data")) {
                Files.copy(root.resolve(SCRIPTS).resolve("mysql_" + script + ".sql"), sql);
            }
        }
        if (!process.waitFor(READY_MILLIS, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("MariaDB was not set up: " + Files.readString(log));
        }
    }

    private static ProcessBuilder command(Path root, Path data, Path log, String... options) {
        List<String> command = new ArrayList<>(List.of(
                program(root).toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + data,
                "--lc-messages-dir=" + root.resolve(SCRIPTS),
                "--innodb-buffer-pool-size=32M"));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "LD_LIBRARY_PATH",
                        root.resolve("usr/lib/x86_64-linux-gnu") + ":" + root.resolve("lib/x86_64-linux-gnu"));
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** It listens after the first statements. */
    private void awaitReady(Path directory) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MILLIS);
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException(
                        "MariaDB did not start: " + Files.readString(directory.resolve("server.log")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
