package dev.inventory.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built jar as a process: configured by its environment, killed and started again on the same data at will. The log of
 * all its starts is one file in its directory.
 */
final class ServerProcess implements AutoCloseable {

    /** Compiled for a quick start, since most of them live for seconds: half the processor time until they are ready. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final int port = Ports.freeTcp();
    private Process process;

    /** @param settings keys of the configuration, such as {@code inventory.db.url} */
    ServerProcess(String name, Map<String, String> settings) {
        directory = Paths.fresh(name);
        set("inventory.data.dir", directory.resolve("data").toString());
        set("inventory.admin.password", Api.ADMIN_PASSWORD);
        settings.forEach(this::set);
    }

    /** A key of the configuration, from the next start on. */
    void set(String key, String value) {
        environment.put(variable(key), value);
    }

    /** Without that key from the next start on. */
    void unset(String key) {
        environment.remove(variable(key));
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    ServerProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        // what a killed server leaves behind stays below target/
        command.add("-Djava.io.tmpdir=" + createDirectory("tmp"));
        command.add("-jar");
        command.add(Paths.JAR.toString());
        command.add("--port");
        command.add(Integer.toString(port));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("INVENTORY_"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ServerProcess awaitReady() {
        await("ready", () -> api().ready());
        return this;
    }

    /** Waits for something that a living server does; gives up at once when it has ended. */
    void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        Patience.await(what + "; the log is " + logFile())
                .pollInterval(Duration.ofMillis(100))
                .failFast("the server has ended; the log is " + logFile(), () -> !process.isAlive())
                .until(condition);
    }

    Server server() {
        return new Server(
                URI.create("http://127.0.0.1:" + port),
                directory.resolve("data"),
                directory.getFileName().toString());
    }

    Api api() {
        return server().anonymous();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** @return the exit code */
    int awaitEnd() {
        try {
            if (!process.waitFor(Patience.LONG.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The server does not end; the log is " + logFile());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> log() {
        try {
            return Files.readString(logFile(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    private Path logFile() {
        return directory.resolve("server.log");
    }

    private Path createDirectory(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
