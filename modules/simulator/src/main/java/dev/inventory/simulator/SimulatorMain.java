package dev.inventory.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a farm until the process is told to end. Exit codes: 2 for a bad option, 1 when a socket cannot be bound. */
public final class SimulatorMain {
    private static final long REPORT_SECONDS = 10;

    private SimulatorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int failed = run(System.out, System.err, arguments);
        if (failed != 0) {
            System.exit(failed);
        }
    }

    /** Returns at once, with the exit code, when there is nothing to run; otherwise when the process ends. */
    static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(arguments);
        } catch (BadOption bad) {
            err.println("simulator: " + bad.getMessage() + " (--help lists the options)");
            return 2;
        }
        if (options.help()) {
            out.print(SimulatorOptions.USAGE);
            return 0;
        }
        try (AgentFarm farm = AgentFarm.start(options.layout())) {
            out.println(summary(options.layout()));
            var ending = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(ending::countDown, "ending"));
            FarmCounters before = farm.counters();
            while (!ending.await(REPORT_SECONDS, TimeUnit.SECONDS)) {
                FarmCounters now = farm.counters();
                if (options.verbose()) {
                    out.println(rates(before, now));
                }
                before = now;
            }
            return 0;
        } catch (IOException failed) {
            err.println("simulator: " + failed.getMessage());
            return 1;
        }
    }

    private static String rates(FarmCounters before, FarmCounters now) {
        return String.format(
                Locale.ROOT,
                "%d requests/s, %d responses/s, %d requests in all, %d malformed",
                (now.received() - before.received()) / REPORT_SECONDS,
                (now.answered() - before.answered()) / REPORT_SECONDS,
                now.received(),
                now.malformed());
    }

    static String summary(FarmLayout layout) {
        String misbehaving = layout.assignments().stream()
                .filter(assignment -> assignment.agents() > 0)
                .map(assignment -> ", " + assignment.agents() + " "
                        + assignment
                                .behaviour()
                                .kind()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' '))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%d agents at %s to %s, UDP port %d%s",
                layout.agents(),
                layout.firstAddress(),
                layout.address(layout.agents() - 1).getAddress().getHostAddress(),
                layout.port(),
                misbehaving);
    }
}
