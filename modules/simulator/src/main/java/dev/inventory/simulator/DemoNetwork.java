package dev.inventory.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The network of the demo: the agents of the devices that get registered, and one more for the reader to register. */
final class DemoNetwork implements AutoCloseable {
    static final String NORTH = "Demo North";
    static final String SOUTH = "Demo South";

    /** The fewest devices: all kinds of trouble and some health. */
    static final int FEWEST = 30;

    private static final String COMMUNITY = "public";
    private static final String MISTYPED_COMMUNITY = "pubilc";
    private static final int MISTYPED = 3;
    private static final String UNREGISTERED_ADDRESS = "127.20.1.250";

    private final AgentFarm registered;
    private final AgentFarm unregistered;

    private DemoNetwork(AgentFarm registered, AgentFarm unregistered) {
        this.registered = registered;
        this.unregistered = unregistered;
    }

    static DemoNetwork start(int devices, int port) throws IOException {
        AgentFarm registered = AgentFarm.start(layout(devices, port));
        try {
            FarmLayout one = plain(1, port).withFirstNumber(devices + 1).withFirstAddress(UNREGISTERED_ADDRESS);
            return new DemoNetwork(registered, AgentFarm.start(one));
        } catch (IOException failed) {
            registered.close();
            throw failed;
        }
    }

    /** An inventory knows one community of a device, and the demo shall be able to write with it. */
    private static FarmLayout plain(int agents, int port) {
        return FarmLayout.of(agents).withPort(port).withCommunities(COMMUNITY, COMMUNITY);
    }

    private static FarmLayout layout(int devices, int port) {
        FarmLayout layout = plain(devices, port)
                .with(Behaviour.DEAD, 4)
                .with(Behaviour.WRONG_SERIAL, 4)
                .with(Behaviour.slow(Duration.ofMillis(700)), 2)
                .with(Behaviour.rebooting(Duration.ofSeconds(90)), 2);
        for (int seconds = 60; seconds <= 180; seconds += 30) {
            // periods of their own, so that the five do not go up and down together
            layout = layout.with(Behaviour.flapping(Duration.ofSeconds(seconds)), 1);
        }
        return layout;
    }

    /** What is to be registered. */
    List<DemoDevice> devices() {
        Set<Agent> mistyped = mistyped();
        var devices = new ArrayList<DemoDevice>();
        for (Agent agent : registered.agents()) {
            devices.add(new DemoDevice(
                    agent,
                    agent.number() % 2 == 0 ? SOUTH : NORTH,
                    mistyped.contains(agent) ? MISTYPED_COMMUNITY : COMMUNITY));
        }
        return devices;
    }

    /** Healthy agents whose community is registered with a slip. */
    private Set<Agent> mistyped() {
        List<Agent> healthy = registered.agents().stream()
                .filter(agent -> agent.behaviour().equals(Behaviour.HEALTHY))
                .toList();
        var some = new HashSet<Agent>();
        for (int i = 1; i <= MISTYPED; i++) {
            some.add(healthy.get(healthy.size() * i / (MISTYPED + 1)));
        }
        return some;
    }

    /** The healthy agent that is not registered. */
    Agent unregistered() {
        return unregistered.agents().get(0);
    }

    @Override
    public void close() {
        registered.close();
        unregistered.close();
    }
}
