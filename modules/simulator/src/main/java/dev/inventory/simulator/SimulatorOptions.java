package dev.inventory.simulator;

import java.time.Duration;
import java.util.Set;

/**
 * What the command line of the simulator asks for.
 *
 * @param layout the farm
 * @param verbose whether rates are printed while it runs
 * @param help whether only the usage is asked for
 */
record SimulatorOptions(FarmLayout layout, boolean verbose, boolean help) {
    static final String USAGE = """
            Simulated SNMP agents (v1, v2c) on loopback, one address each.

              --agents 200                how many
              --first-address 127.20.0.1  the others follow, without .0 and .255
              --first-number 1            where serial numbers begin: SIM-000001
              --port 16100                UDP port of all agents
              --community public          may read
              --write-community private   may SET sysContact, sysName and sysLocation, too
              --threads 1                 threads that answer
              --max-message 1472          octets; longer responses are tooBig
              --verbose                   print the rates every 10 s

            How many misbehave, each as a number or as a percentage of all agents:
              --dead, --flapping, --slow, --wrong-serial, --wrong-community, --rebooting, --lossy
              --flap-period 60s  --slow-delay 1500ms  --reboot-period 5m  --loss 20%
            """;

    private static final Set<String> VALUED = Set.of(
            "agents",
            "first-address",
            "first-number",
            "port",
            "community",
            "write-community",
            "threads",
            "max-message",
            "dead",
            "flapping",
            "slow",
            "wrong-serial",
            "wrong-community",
            "rebooting",
            "lossy",
            "flap-period",
            "slow-delay",
            "reboot-period",
            "loss");

    static SimulatorOptions parse(String... arguments) throws BadOption {
        var line = new CommandLine(VALUED, Set.of("verbose", "help"), arguments);
        if (!line.rest().isEmpty()) {
            throw new BadOption("not an option: " + line.rest().get(0));
        }
        try {
            return new SimulatorOptions(layout(line), line.has("verbose"), line.has("help"));
        } catch (IllegalArgumentException impossible) {
            throw new BadOption(String.valueOf(impossible.getMessage()));
        }
    }

    private static FarmLayout layout(CommandLine line) throws BadOption {
        int agents = line.number("agents", 200);
        FarmLayout plain = FarmLayout.of(agents);
        return plain.withFirstAddress(line.text("first-address", plain.firstAddress()))
                .withFirstNumber(line.number("first-number", plain.firstNumber()))
                .withPort(line.number("port", plain.port()))
                .withCommunities(
                        line.text("community", plain.community()), line.text("write-community", plain.writeCommunity()))
                .withThreads(line.number("threads", plain.threads()))
                .withMaxMessageOctets(line.number("max-message", plain.maxMessageOctets()))
                .with(Behaviour.DEAD, line.share("dead").of(agents))
                .with(
                        Behaviour.flapping(line.duration("flap-period", Duration.ofMinutes(1))),
                        line.share("flapping").of(agents))
                .with(
                        Behaviour.slow(line.duration("slow-delay", Duration.ofMillis(1500))),
                        line.share("slow").of(agents))
                .with(Behaviour.WRONG_SERIAL, line.share("wrong-serial").of(agents))
                .with(Behaviour.WRONG_COMMUNITY, line.share("wrong-community").of(agents))
                .with(
                        Behaviour.rebooting(line.duration("reboot-period", Duration.ofMinutes(5))),
                        line.share("rebooting").of(agents))
                .with(
                        Behaviour.lossy(line.percent("loss", 20)),
                        line.share("lossy").of(agents));
    }
}
