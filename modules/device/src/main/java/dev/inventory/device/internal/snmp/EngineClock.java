package dev.inventory.device.internal.snmp;

import java.time.Duration;

/**
 * What an engine says of its own age (RFC 3411).
 *
 * @param boots how often it has started; it never becomes less while the engine keeps its memory
 * @param time since its last start, in whole seconds
 */
public record EngineClock(int boots, Duration time) {}
