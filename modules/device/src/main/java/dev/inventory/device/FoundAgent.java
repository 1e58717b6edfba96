package dev.inventory.device;

import java.util.Optional;

/**
 * An SNMP agent that answered at an address, and what it said of itself.
 *
 * @param credential which of the credentials it took, counted from 0
 * @param identity of its chassis (ENTITY-MIB), empty if it has none
 * @param macAddress {@code 00:1B:44:11:3A:B7}, of the interface that has the address, or of the bridge, or of the first
 *     interface that has one
 * @param engineId snmpEngineID (RFC 3411) in hexadecimal digits
 * @param vendor who makes such agents, by sysObjectID
 * @param type the slug of the device type that it seems to be of, by sysObjectID or sysServices
 */
public record FoundAgent(
        int credential,
        Optional<String> sysName,
        Optional<String> sysDescr,
        Optional<String> sysObjectId,
        Optional<String> sysLocation,
        ObservedIdentity identity,
        Optional<String> macAddress,
        Optional<String> engineId,
        Optional<String> vendor,
        Optional<String> type) {}
