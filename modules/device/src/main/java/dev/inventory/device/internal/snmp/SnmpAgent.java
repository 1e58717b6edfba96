package dev.inventory.device.internal.snmp;

import java.net.InetSocketAddress;
import org.snmp4j.CommunityTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Where and how a device is asked.
 *
 * @param address resolved
 * @param version {@code 1} or {@code 2c}
 * @param timeoutMs how long the first answer is waited for, in milliseconds
 * @param retries how often a question is repeated
 */
public record SnmpAgent(InetSocketAddress address, String version, String community, int timeoutMs, int retries) {

    CommunityTarget<UdpAddress> target(int withRetries) {
        CommunityTarget<UdpAddress> target = new CommunityTarget<>(
                new UdpAddress(address.getAddress(), address.getPort()), new OctetString(community));
        target.setVersion("1".equals(version) ? SnmpConstants.version1 : SnmpConstants.version2c);
        target.setTimeout(timeoutMs);
        target.setRetries(withRetries);
        return target;
    }

    boolean isVersion1() {
        return "1".equals(version);
    }
}
