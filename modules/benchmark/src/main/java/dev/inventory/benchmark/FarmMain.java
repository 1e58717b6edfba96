package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.inventory.simulator.AgentFarm;
import dev.inventory.simulator.FarmCounters;
import dev.inventory.simulator.FarmLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * The simulated network in a process of its own. For each line it reads it prints its counters; it ends with its input,
 * and so with the benchmark whatever ends that.
 */
public final class FarmMain {
    /** What it prints when all agents listen. */
    static final String LISTENING = "listening";

    private FarmMain() {}

    /** Arguments: the number of agents and their UDP port. */
    public static void main(String[] arguments) throws IOException {
        FarmLayout layout = FarmLayout.of(Integer.parseInt(arguments[0])).withPort(Integer.parseInt(arguments[1]));
        try (AgentFarm farm = AgentFarm.start(layout);
                var requests = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println(LISTENING);
            while (requests.readLine() != null) {
                FarmCounters counters = farm.counters();
                System.out.println(counters.received() + " " + counters.answered());
            }
        }
    }
}
