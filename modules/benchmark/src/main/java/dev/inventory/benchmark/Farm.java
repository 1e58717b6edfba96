package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.inventory.simulator.FarmLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The process that simulates the network. */
final class Farm implements AutoCloseable {
    private static final int FIRST_PORT = 16_200;
    private static final int LAST_PORT = 16_299;

    /** More agents than this take long to start; more devices share them. */
    private static final int MOST_AGENTS = 10_000;

    /** What it has done, and what that has cost. */
    record Work(long received, long answered, Duration cpu) {}

    private final FarmLayout layout;
    private final ChildProcess process;
    private final BufferedReader output;
    private final Writer input;

    private Farm(FarmLayout layout, ChildProcess process) {
        this.layout = layout;
        this.process = process;
        output = process.process().inputReader(UTF_8);
        input = process.process().outputWriter(UTF_8);
    }

    /** Starts one with an agent for each device, as long as they are not too many. */
    static Farm start(int devices, Path log) throws IOException, BenchmarkFailure {
        int agents = Math.min(devices, MOST_AGENTS);
        FarmLayout layout = onFreePort(FarmLayout.of(agents));
        List<String> arguments = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                FarmMain.class.getName(),
                String.valueOf(agents),
                String.valueOf(layout.port()));
        var farm = new Farm(layout, ChildProcess.java(arguments, Map.of(), log, true));
        String line = farm.output.readLine();
        if (!FarmMain.LISTENING.equals(line)) {
            farm.close();
            throw new BenchmarkFailure("the simulated network did not start; see " + log);
        }
        return farm;
    }

    private static FarmLayout onFreePort(FarmLayout layout) throws BenchmarkFailure {
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            FarmLayout candidate = layout.withPort(port);
            try (var probe = new DatagramSocket(candidate.address(0))) {
                return probe.isBound() ? candidate : layout;
            } catch (SocketException taken) {
                // the next one
            }
        }
        throw new BenchmarkFailure("no free UDP port from " + FIRST_PORT + " to " + LAST_PORT);
    }

    FarmLayout layout() {
        return layout;
    }

    Work work() throws IOException, BenchmarkFailure {
        return order("");
    }

    /** Has that many agents be silent from now on, evenly spread, and the others answer. */
    void silence(int agents) throws IOException, BenchmarkFailure {
        Work unused = order(String.valueOf(agents));
    }

    /** Whether the agent at a position is one of those that {@link #silence} has silenced. */
    boolean isSilent(int position, int silent) {
        return FarmMain.isDead(position, silent, layout.agents());
    }

    private Work order(String words) throws IOException, BenchmarkFailure {
        input.write(words + "\n");
        input.flush();
        String line = output.readLine();
        if (line == null) {
            throw new BenchmarkFailure("the simulated network has ended");
        }
        String[] counters = line.split(" ", -1);
        return new Work(Long.parseLong(counters[0]), Long.parseLong(counters[1]), process.cpu());
    }

    @Override
    public void close() {
        process.close();
    }
}
