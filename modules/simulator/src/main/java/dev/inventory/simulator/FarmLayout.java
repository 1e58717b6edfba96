package dev.inventory.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a farm is made of. Equal layouts make equal farms.
 *
 * @param agents how many agents, 1 or more
 * @param firstNumber the number of the first agent, which its serial number is made from; 1 or more
 * @param firstAddress the address of the first agent, such as {@code 127.20.0.1}; the others follow, without addresses
 *     that end in 0 or 255
 * @param port the UDP port of all agents
 * @param community the community that may read
 * @param writeCommunity the community that may read and SET sysContact, sysName and sysLocation; may be the same
 * @param threads how many threads answer
 * @param maxMessageOctets the longest message that agents send, 484 (RFC 3417) to 65507 octets; what is longer is
 *     tooBig
 * @param assignments what some agents do instead of being healthy
 */
public record FarmLayout(
        int agents,
        int firstNumber,
        String firstAddress,
        int port,
        String community,
        String writeCommunity,
        int threads,
        int maxMessageOctets,
        List<Assignment> assignments) {
    /** Hosts in a network of 256 addresses. */
    private static final int HOSTS = 254;

    private static final int LOOPBACK = 127;

    /**
     * That many agents behave so.
     *
     * @param agents how many, 0 or more
     */
    public record Assignment(Behaviour behaviour, int agents) {
        public Assignment {
            if (agents < 0) {
                throw new IllegalArgumentException("Not a number of agents: " + agents);
            }
        }
    }

    public FarmLayout {
        assignments = List.copyOf(assignments);
        require(agents >= 1, "a farm has one agent at least");
        require(firstNumber >= 1, "agents are numbered from 1");
        require(port >= 1 && port <= 65_535, "a port is from 1 to 65535");
        require(threads >= 1 && threads <= 64, "a farm has 1 to 64 threads");
        require(maxMessageOctets >= 484 && maxMessageOctets <= 65_507, "a message has 484 to 65507 octets at most");
        int assigned = assignments.stream().mapToInt(Assignment::agents).sum();
        require(assigned <= agents, assigned + " agents are to misbehave, but there are " + agents);
        require(
                octets(firstAddress)[0] == LOOPBACK && isLoopback(firstAddress, agents - 1),
                agents + " agents from " + firstAddress + " do not fit into 127.0.0.0/8");
    }

    /** That many healthy agents from 127.20.0.1 at port 16100, one thread, {@code public} and {@code private}. */
    public static FarmLayout of(int agents) {
        return new FarmLayout(agents, 1, "127.20.0.1", 16_100, "public", "private", 1, 1472, List.of());
    }

    public FarmLayout withFirstNumber(int number) {
        return new FarmLayout(
                agents, number, firstAddress, port, community, writeCommunity, threads, maxMessageOctets, assignments);
    }

    public FarmLayout withFirstAddress(String address) {
        return new FarmLayout(
                agents, firstNumber, address, port, community, writeCommunity, threads, maxMessageOctets, assignments);
    }

    public FarmLayout withPort(int udpPort) {
        return new FarmLayout(
                agents,
                firstNumber,
                firstAddress,
                udpPort,
                community,
                writeCommunity,
                threads,
                maxMessageOctets,
                assignments);
    }

    public FarmLayout withCommunities(String read, String write) {
        return new FarmLayout(
                agents, firstNumber, firstAddress, port, read, write, threads, maxMessageOctets, assignments);
    }

    public FarmLayout withThreads(int count) {
        return new FarmLayout(
                agents,
                firstNumber,
                firstAddress,
                port,
                community,
                writeCommunity,
                count,
                maxMessageOctets,
                assignments);
    }

    public FarmLayout withMaxMessageOctets(int octets) {
        return new FarmLayout(
                agents, firstNumber, firstAddress, port, community, writeCommunity, threads, octets, assignments);
    }

    /** Some more agents that misbehave; which ones is drawn, the same in every run. */
    public FarmLayout with(Behaviour behaviour, int count) {
        var more = new ArrayList<>(assignments);
        more.add(new Assignment(behaviour, count));
        return new FarmLayout(
                agents, firstNumber, firstAddress, port, community, writeCommunity, threads, maxMessageOctets, more);
    }

    /** How each agent begins, by position. */
    List<Behaviour> behaviours() {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < agents; i++) {
            places.add(i);
        }
        Collections.shuffle(places, new Random(agents));
        var behaviours = new ArrayList<>(Collections.nCopies(agents, Behaviour.HEALTHY));
        int next = 0;
        for (Assignment assignment : assignments) {
            for (int i = 0; i < assignment.agents(); i++) {
                behaviours.set(places.get(next++), assignment.behaviour());
            }
        }
        return behaviours;
    }

    /** Where the agent at that position listens, counted from 0. */
    public InetSocketAddress address(int position) {
        long host = host(firstAddress, position);
        long network = host / HOSTS;
        byte[] address = {
            (byte) (network >> 16), (byte) (network >> 8), (byte) network, (byte) (1 + host % HOSTS),
        };
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Counts hosts from 0.0.0.1 on, addresses that end in 0 or 255 left out. */
    private static long host(String first, int position) {
        int[] octets = octets(first);
        long network = (octets[0] * 256L + octets[1]) * 256 + octets[2];
        int last = octets[3];
        return network * HOSTS + Math.max(last, 1) - 1 + position;
    }

    private static boolean isLoopback(String first, int position) {
        return host(first, position) / (HOSTS * 65_536L) == LOOPBACK;
    }

    private static int[] octets(String address) {
        String[] parts = address.split("\\.", -1);
        require(parts.length == 4, "not an IPv4 address: " + address);
        var octets = new int[4];
        for (int i = 0; i < 4; i++) {
            require(
                    parts[i].matches("\\d{1,3}") && Integer.parseInt(parts[i]) <= 255,
                    "not an IPv4 address: " + address);
            octets[i] = Integer.parseInt(parts[i]);
        }
        return octets;
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
