package dev.inventory.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The inventory server as a child of the demo, with the demo's console, directory and environment. */
final class ServerProcess {
    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it on the same Java.
     *
     * @param arguments for the server, after the jar
     * @param environment what is added to the demo's own
     */
    static ServerProcess start(Path jar, List<String> arguments, Map<String, String> environment) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start());
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Waits for its end; returns its exit code. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Tells it to end, and makes it end when it has not within that time. */
    void stop(Duration grace) {
        process.destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
