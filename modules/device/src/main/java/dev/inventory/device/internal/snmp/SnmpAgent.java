package dev.inventory.device.internal.snmp;

import java.net.InetSocketAddress;
import org.snmp4j.smi.UdpAddress;

/**
 * Where and how somebody is asked, be it a device of the inventory or not.
 *
 * @param address resolved
 * @param timeoutMs how long the first answer is waited for, in milliseconds
 * @param retries how often a question is repeated
 */
public record SnmpAgent(InetSocketAddress address, SnmpCredentials credentials, int timeoutMs, int retries) {

    UdpAddress udp() {
        return new UdpAddress(address.getAddress(), address.getPort());
    }

    boolean isVersion1() {
        return credentials instanceof SnmpCredentials.Community community && community.isVersion1();
    }
}
