package dev.inventory.platform.network;

import dev.inventory.platform.settings.IllegalSetting;
import dev.inventory.platform.settings.ServerSettings;
import dev.inventory.platform.settings.Settings;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a user may make the server talk to. Refused are this machine itself, link-local (where clouds keep
 * their metadata), multicast and wildcard addresses, unless {@code INVENTORY_NETWORK_ALLOW} lists them. While the server
 * listens on loopback alone, whoever reaches it could reach loopback anyway: then loopback is allowed.
 */
@ApplicationScoped
public class AddressPolicy implements Settings {

    private static final String KEY = "inventory.network.allow";
    private static final IPAddress METADATA_IPV6 = new IPAddressString("fd00:ec2::254").getAddress();
    private static final IPAddressNetwork.IPAddressGenerator GENERATOR = new IPAddressNetwork.IPAddressGenerator();

    private final boolean loopback;
    private final List<IPAddress> allowed;

    /** For the container's proxy, which asks nothing of it. */
    protected AddressPolicy() {
        this(false, List.of());
    }

    @Inject
    AddressPolicy(ServerSettings settings) {
        this(settings.listensOnLoopback(), settings.networkAllow());
    }

    AddressPolicy(boolean loopback, List<String> networks) {
        this.loopback = loopback;
        this.allowed = networks.stream().map(AddressPolicy::network).toList();
    }

    private static IPAddress network(String text) {
        IPAddress network = new IPAddressString(text).getAddress();
        if (network == null) {
            throw new IllegalSetting(KEY, "'" + text + "' is not a network such as 127.0.0.0/8");
        }
        return network.toPrefixBlock();
    }

    /** Why the address may not be reached; empty if it may. */
    public Optional<String> refusal(InetAddress address) {
        IPAddress ip = GENERATOR.from(address);
        if (allowed.stream().anyMatch(network -> network.contains(ip))) {
            return Optional.empty();
        }
        if (address.isLoopbackAddress()) {
            return loopback ? Optional.empty() : refused(address, "loopback");
        }
        if (address.isAnyLocalAddress()) {
            return refused(address, "wildcard");
        }
        if (address.isLinkLocalAddress()) {
            return refused(address, "link-local");
        }
        if (address.isMulticastAddress() || ip.toString().equals("255.255.255.255")) {
            return refused(address, "multicast or broadcast");
        }
        return METADATA_IPV6.contains(ip) ? refused(address, "metadata") : Optional.empty();
    }

    private static Optional<String> refused(InetAddress address, String kind) {
        return Optional.of("The " + kind + " address " + address.getHostAddress() + " may not be reached");
    }
}
