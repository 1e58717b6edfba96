package dev.inventory.systemtests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.AgentFarm;
import dev.inventory.simulator.FarmLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Simulated agents in this JVM, and the devices that stand for them in the inventory. */
record Agents(AgentFarm farm) implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    /** That many agents from an address on, on a free port. */
    static Agents start(int count, String firstAddress) {
        return start(FarmLayout.of(count).withFirstAddress(firstAddress));
    }

    /** The same, answering to one community alone. */
    static Agents start(int count, String firstAddress, String community) {
        return start(
                FarmLayout.of(count).withFirstAddress(firstAddress).withCommunities(community, "unused-" + community));
    }

    private static Agents start(FarmLayout layout) {
        try {
            return new Agents(AgentFarm.start(layout.withPort(Ports.freeUdp())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The device of an agent, as the inventory should know it: not polled, and given up quickly. */
    ObjectNode device(Site site, Agent agent) {
        ObjectNode device = site.device()
                .put("name", agent.name())
                .put("hostname", agent.address().getAddress().getHostAddress())
                .put("serial_number", agent.serial());
        device.putObject("snmp")
                .put("version", "2c")
                .put("port", agent.address().getPort())
                .put("timeout_ms", 1000)
                .put("retries", 0);
        return device;
    }

    /**
     * Registers the devices of all agents, over some connections at once.
     *
     * @param fields what a device shall have beside {@link #device}
     * @return their ids, by the agents' numbers
     */
    List<Long> register(Site site, BiConsumer<Agent, ObjectNode> fields) throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (Agent agent : farm.agents()) {
                ObjectNode device = device(site, agent);
                fields.accept(agent, device);
                answers.add(connections.submit(() -> site.register(device)));
            }
            List<Long> ids = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                ids.add(answer.get().id());
            }
            return ids;
        } finally {
            connections.shutdown();
        }
    }

    @Override
    public void close() {
        farm.close();
    }
}
