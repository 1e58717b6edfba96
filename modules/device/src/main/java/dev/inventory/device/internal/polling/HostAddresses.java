package dev.inventory.device.internal.polling;

import dev.inventory.platform.network.AddressPolicy;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * From a device's hostname to the address it is asked at. Asked before devices are polled, never meanwhile: DNS may take
 * seconds. The Java runtime caches what DNS says.
 */
@ApplicationScoped
class HostAddresses {

    @Inject
    AddressPolicy policy;

    /** An address, or why there is none. */
    record Resolution(@Nullable InetAddress address, String refusal) {}

    /** Whether the hostname is an address already, so that nobody is asked. */
    static boolean isAddress(String hostname) {
        return new IPAddressString(hostname).isIPAddress();
    }

    Resolution resolve(String hostname) {
        try {
            InetAddress address = InetAddress.getByName(hostname);
            return policy.refusal(address)
                    .map(refusal -> new Resolution(null, refusal))
                    .orElseGet(() -> new Resolution(address, ""));
        } catch (UnknownHostException e) {
            return new Resolution(null, "The host name " + hostname + " does not resolve");
        }
    }
}
