package dev.inventory.simulator;

import java.time.Duration;
import java.util.Map;

/**
 * A device as the demo registers it, which is not in all cases what the agent says.
 *
 * @param agent where it is, and what it is
 * @param organization the name of the organization that has it
 * @param community the community that the inventory is told
 */
record DemoDevice(Agent agent, String organization, String community) {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);

    /** The body of the request that registers it. */
    Map<String, Object> body(long organizationId) {
        return Map.of(
                "name",
                agent.name(),
                "hostname",
                agent.address().getAddress().getHostAddress(),
                "serial_number",
                agent.serial(),
                "type",
                typeId(agent.profile().kind()),
                "organization",
                organizationId,
                "location",
                agent.location(),
                "snmp_community",
                community,
                "snmp",
                Map.of("version", "2c", "port", agent.address().getPort()),
                "poll_interval_seconds",
                POLL_INTERVAL.toSeconds());
    }

    /** The device types that a new database has. */
    private static int typeId(DeviceKind kind) {
        return switch (kind) {
            case ROUTER -> 1;
            case SWITCH -> 2;
            case FIREWALL -> 3;
            case SERVER -> 4;
            case ACCESS_POINT -> 5;
        };
    }
}
