package dev.inventory.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java process that was started for the benchmark and ends with it, also when the benchmark is interrupted. */
final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    private final Process process;
    private final Thread hook;

    private ChildProcess(Process process) {
        this.process = process;
        hook = new Thread(this::end, "ending-" + process.pid());
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            end(); // this program is being ended, and goes on with the next part for a moment
            throw endingAlready;
        }
    }

    /**
     * Starts it on the same Java.
     *
     * @param arguments of {@code java}
     * @param environment what is added to this process's own
     * @param log where its error output goes, and its output unless that is read
     */
    static ChildProcess java(List<String> arguments, Map<String, String> environment, Path log, boolean read)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(tool("java").toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(log.toFile());
        if (!read) {
            builder.redirectErrorStream(true);
            builder.redirectOutput(log.toFile());
        }
        return new ChildProcess(builder.start());
    }

    /** A program of the JDK that runs this process. */
    static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }

    Process process() {
        return process;
    }

    boolean runs() {
        return process.isAlive();
    }

    /** The processor time that it has used so far. */
    Duration cpu() {
        return cpu(process.toHandle());
    }

    static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The memory that it occupies, in bytes; empty where the system does not tell (it does on Linux). */
    OptionalLong resident() {
        try {
            Matcher found = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook runs, and does what was done here.
        }
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
