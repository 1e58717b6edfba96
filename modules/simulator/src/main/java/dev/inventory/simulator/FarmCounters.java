package dev.inventory.simulator;

/**
 * What a farm has done since it started.
 *
 * @param received datagrams that came
 * @param answered responses that were sent
 * @param malformed datagrams that are no SNMPv1 or v2c request; they are part of {@code received}
 */
public record FarmCounters(long received, long answered, long malformed) {}
