package dev.inventory.systemtests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.AgentFarm;
import dev.inventory.simulator.FarmLayout;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Simulated agents in this JVM, and the devices that stand for them in the inventory. */
record Agents(AgentFarm farm) implements AutoCloseable {

    /** That many agents from an address on, on a free port. */
    static Agents start(int count, String firstAddress) {
        try {
            return new Agents(AgentFarm.start(
                    FarmLayout.of(count).withFirstAddress(firstAddress).withPort(Ports.freeUdp())));
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

    @Override
    public void close() {
        farm.close();
    }
}
