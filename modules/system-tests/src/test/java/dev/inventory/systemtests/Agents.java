package dev.inventory.systemtests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.AgentFarm;
import dev.inventory.simulator.FarmLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Simulated agents in this JVM, and the devices that stand for them in the inventory. */
record Agents(AgentFarm farm) implements AutoCloseable {

    private static final int BULK = 500;

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
     * Registers the devices of all agents.
     *
     * @param fields what a device shall have beside {@link #device}
     * @return their ids, by the agents' numbers
     */
    List<Long> register(Site site, BiConsumer<Agent, ObjectNode> fields) {
        List<Long> ids = new ArrayList<>();
        List<Agent> agents = farm.agents();
        for (int from = 0; from < agents.size(); from += BULK) {
            List<ObjectNode> devices = new ArrayList<>();
            for (Agent agent : agents.subList(from, Math.min(from + BULK, agents.size()))) {
                ObjectNode device = device(site, agent);
                fields.accept(agent, device);
                devices.add(device);
            }
            site.admin()
                    .post(Site.DEVICES, devices)
                    .expect(201)
                    .json()
                    .forEach(device -> ids.add(device.path("id").asLong()));
        }
        return ids;
    }

    @Override
    public void close() {
        farm.close();
    }
}
