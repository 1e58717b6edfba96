package dev.inventory.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Running agents. Thread safe.
 *
 * <pre>{@code
 * try (AgentFarm farm = AgentFarm.start(FarmLayout.of(200).with(Behaviour.DEAD, 6))) {
 *     farm.agent(17).behave(Behaviour.slow(Duration.ofSeconds(2)));
 * }
 * }</pre>
 */
public final class AgentFarm implements AutoCloseable {
    private static final long CLOSE_MILLIS = 10_000;

    private final FarmLayout layout;
    private final List<Agent> agents;
    private final List<SocketLoop> loops;
    private final List<Thread> threads;

    private AgentFarm(FarmLayout layout, List<Agent> agents, List<SocketLoop> loops, List<Thread> threads) {
        this.layout = layout;
        this.agents = List.copyOf(agents);
        this.loops = List.copyOf(loops);
        this.threads = List.copyOf(threads);
    }

    /**
     * Opens all sockets and answers from then on.
     *
     * @throws IOException when an address cannot be bound; no socket is left open
     */
    public static AgentFarm start(FarmLayout layout) throws IOException {
        return start(layout, System::nanoTime);
    }

    /**
     * Starts a farm whose time is given, for tests.
     *
     * @param nanos nanoseconds from any origin, as {@link System#nanoTime}; may be called by several threads
     */
    public static AgentFarm start(FarmLayout layout, LongSupplier nanos) throws IOException {
        var agents = new ArrayList<Agent>(layout.agents());
        var loops = new ArrayList<SocketLoop>(layout.threads());
        List<Behaviour> behaviours = layout.behaviours();
        var communities = new Communities(layout.community(), layout.writeCommunity());
        try {
            for (int i = 0; i < layout.threads(); i++) {
                loops.add(new SocketLoop(nanos));
            }
            for (int i = 0; i < layout.agents(); i++) {
                var agent = new Agent(
                        layout.firstNumber() + i,
                        layout.address(i),
                        communities,
                        layout.maxMessageOctets(),
                        behaviours.get(i),
                        nanos);
                loops.get(i % loops.size()).add(agent);
                agents.add(agent);
            }
        } catch (IOException failed) {
            loops.forEach(SocketLoop::closeSockets);
            throw failed;
        }
        var threads = new ArrayList<Thread>();
        for (SocketLoop loop : loops) {
            var thread = new Thread(loop, "agents-" + layout.firstAddress() + "-" + threads.size());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return new AgentFarm(layout, agents, loops, threads);
    }

    public FarmLayout layout() {
        return layout;
    }

    /** All agents, by number. */
    public List<Agent> agents() {
        return agents;
    }

    /**
     * The agent with that number, counted from the layout's first.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public Agent agent(int number) {
        return agents.get(number - layout.firstNumber());
    }

    /** The counters of all agents together. */
    public FarmCounters counters() {
        long received = 0;
        long answered = 0;
        long malformed = 0;
        for (SocketLoop loop : loops) {
            FarmCounters part = loop.counters();
            received += part.received();
            answered += part.answered();
            malformed += part.malformed();
        }
        return new FarmCounters(received, answered, malformed);
    }

    /** Closes all sockets; when it returns, their ports are free. A second call does nothing. */
    @Override
    public void close() {
        loops.forEach(SocketLoop::stop);
        try {
            for (Thread thread : threads) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
