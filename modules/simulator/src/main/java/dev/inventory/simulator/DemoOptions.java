package dev.inventory.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line of the demo asks for.
 *
 * @param httpPort where the server will answer HTTP on 127.0.0.1
 * @param snmpPort the UDP port of all agents
 * @param devices how many devices get registered
 * @param data the server's data directory
 * @param jar the server
 * @param serverArguments what the server is given
 */
record DemoOptions(int httpPort, int snmpPort, int devices, Path data, Path jar, List<String> serverArguments) {
    static final String USAGE =
            "[--http-port 8080] [--snmp-port 16100] [--devices 200] <inventory.jar> [arguments of the server]";

    private static final int MOST = 254;

    static DemoOptions parse(Map<String, String> environment, String... arguments) throws BadOption {
        var line = new CommandLine(Set.of("http-port", "snmp-port", "devices"), Set.of(), arguments);
        if (line.rest().isEmpty()) {
            throw new BadOption("the path of the server's jar is missing");
        }
        Path jar = Path.of(line.rest().get(0));
        if (!Files.isRegularFile(jar)) {
            throw new BadOption("there is no file " + jar);
        }
        int devices = line.number("devices", 200);
        if (devices < DemoNetwork.FEWEST || devices > MOST) {
            throw new BadOption("--devices is from " + DemoNetwork.FEWEST + " to " + MOST);
        }
        return new DemoOptions(
                port(line, "http-port", 8080),
                port(line, "snmp-port", 16_100),
                devices,
                Path.of(environment.getOrDefault("INVENTORY_DATA_DIR", "./data")),
                jar,
                line.rest().subList(1, line.rest().size()));
    }

    private static int port(CommandLine line, String name, int otherwise) throws BadOption {
        int port = line.number(name, otherwise);
        if (port < 1 || port > 65_535) {
            throw new BadOption("--" + name + " is from 1 to 65535");
        }
        return port;
    }
}
