/**
 * A farm of simulated SNMP agents on loopback, for the demo, tests and benchmarks.
 *
 * <p>{@link dev.inventory.simulator.AgentFarm} gives each agent an address of its own in 127.0.0.0/8, so that a poller
 * meets thousands of devices that differ by address, as on a real network. Agents speak SNMPv1 and v2c, and can be
 * told to misbehave while they run ({@link dev.inventory.simulator.Behaviour}).
 *
 * <p>The module depends on the JDK alone. It has no tables and no events.
 */
@NullMarked
package dev.inventory.simulator;

import org.jspecify.annotations.NullMarked;
