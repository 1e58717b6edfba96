package dev.inventory.device.internal.snmp;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.snmp4j.smi.UdpAddress;

/**
 * Where and how somebody is asked, be it a device of the inventory or not.
 *
 * @param address resolved
 * @param timeoutMs how long the first answer is waited for, in milliseconds
 * @param retries how often a question is repeated
 */
public record SnmpAgent(InetSocketAddress address, SnmpCredentials credentials, int timeoutMs, int retries) {

    /** How long a question that is repeated so often may take until it is given up. */
    public Duration longest(int repeated) {
        return Duration.ofMillis(new BackoffTimeout().getRequestTimeout(repeated, timeoutMs));
    }

    UdpAddress udp() {
        return new UdpAddress(address.getAddress(), address.getPort());
    }

    boolean isVersion1() {
        return credentials instanceof SnmpCredentials.Community community && community.isVersion1();
    }
}
