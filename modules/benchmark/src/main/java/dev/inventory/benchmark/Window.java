package dev.inventory.benchmark;

import dev.inventory.benchmark.InventoryServer.Polls;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What the server does from one moment to another, and what else the machine does. */
final class Window {
    private static final double DISTURBED = 5;

    private final InventoryServer server;
    private final Farm farm;
    private final Polls before;
    private final Duration cpuBefore;
    private final Duration networkBefore;
    private final Duration ownBefore;
    private final Optional<Duration> machineBefore;
    private final long start;

    /** Begins now. */
    Window(InventoryServer server, Farm farm) throws IOException, BenchmarkFailure {
        this.server = server;
        this.farm = farm;
        before = server.polls();
        machineBefore = Machine.cpu();
        cpuBefore = server.cpu();
        networkBefore = farm.work().cpu();
        ownBefore = Machine.ownCpu();
        start = System.nanoTime();
    }

    Seen end() throws IOException, BenchmarkFailure {
        Polls after = server.polls();
        var lasted = Duration.ofNanos(System.nanoTime() - start);
        Duration cpu = server.cpu().minus(cpuBefore);
        Duration network = farm.work().cpu().minus(networkBefore);
        Duration ours = cpu.plus(network).plus(Machine.ownCpu().minus(ownBefore));
        Optional<Duration> machine = Machine.cpu();
        double others = machineBefore.isPresent() && machine.isPresent()
                ? seconds(machine.get().minus(machineBefore.get()).minus(ours))
                : Double.NaN;
        return new Seen(
                after.answered() - before.answered(),
                after.silent() - before.silent(),
                lasted,
                cpu,
                network,
                Math.max(0, 100 * others / (seconds(lasted) * Machine.cores())));
    }

    /**
     * What was seen in a window.
     *
     * @param answered polls
     * @param silent polls that came to nothing after the server's own repetitions
     * @param cpu of server and database
     * @param network processor time of the simulated network
     * @param others what programs that are no part of this used, in per cent of all cores; NaN when it is not known
     */
    record Seen(long answered, long silent, Duration lasted, Duration cpu, Duration network, double others) {
        double perSecond() {
            return answered / seconds(lasted);
        }

        Figure networkFigure(String key) {
            return Figure.of(
                    key, "  simulated network, of its one core", 100 * seconds(network) / seconds(lasted), "%");
        }

        /** A comparison with a phase in which something else ran is none, so it is said. */
        Figure othersFigure(String key) {
            return Figure.of(
                    key + ".others",
                    others > DISTURBED
                            ? "  OTHER PROGRAMS RAN: their part of the cores"
                            : "  other programs, of the cores",
                    others,
                    "%");
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
