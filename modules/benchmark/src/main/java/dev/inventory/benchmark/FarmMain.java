package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.inventory.simulator.Agent;
import dev.inventory.simulator.AgentFarm;
import dev.inventory.simulator.Behaviour;
import dev.inventory.simulator.FarmCounters;
import dev.inventory.simulator.FarmLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;

/**
 * The simulated network in a process of its own. For each line it reads it prints its counters; a line with a number has
 * it silence that many agents first, evenly spread, and let the others answer. It ends with its input, and so with the
 * benchmark whatever ends that.
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
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                if (!line.isEmpty()) {
                    silence(farm, Integer.parseInt(line));
                }
                FarmCounters counters = farm.counters();
                System.out.println(counters.received() + " " + counters.answered());
            }
        }
    }

    private static void silence(AgentFarm farm, int dead) {
        List<Agent> agents = farm.agents();
        for (int i = 0; i < agents.size(); i++) {
            agents.get(i).behave(isDead(i, dead, agents.size()) ? Behaviour.DEAD : Behaviour.HEALTHY);
        }
    }

    /** Whether the agent at a position is one of so many dead ones. */
    static boolean isDead(int position, int dead, int agents) {
        return (long) (position + 1) * dead / agents > (long) position * dead / agents;
    }
}
