package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.inventory.platform.json.Json;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that are searched: those of some networks, without those of others. Of an IPv4 network greater than /31
 * its own address and the broadcast address are left out.
 *
 * @param cidr networks or single addresses, as they are written everywhere
 * @param exclude likewise
 */
record AddressRange(List<String> cidr, List<String> exclude) {

    /** Nothing but dotted quads and colon-separated groups: no octal, no wildcards, no ranges. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowAll(false)
            .allowEmpty(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .allow_inet_aton(false)
            .allowSingleSegment(false)
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private static final int LEAST_IPV4_WITH_BROADCAST = 31;

    AddressRange {
        cidr = List.copyOf(cidr);
        exclude = List.copyOf(exclude);
    }

    /** A network, or an address, in its one way of being written; empty if the text is neither. */
    static Optional<String> canonical(String text) {
        return parse(text).map(IPAddress::toCanonicalString);
    }

    /** How many addresses the network has, whatever is left out of it. */
    static BigInteger size(String canonical) {
        return parse(canonical).orElseThrow().getCount();
    }

    /** The address as Java has it. */
    static InetAddress inet(String address) {
        return parse(address).orElseThrow().toInetAddress();
    }

    /** The addresses, each once, in the order of the networks. */
    List<String> addresses() {
        List<IPAddress> excluded =
                exclude.stream().map(text -> parse(text).orElseThrow()).toList();
        Set<String> addresses = new LinkedHashSet<>();
        for (String text : cidr) {
            IPAddress network = parse(text).orElseThrow();
            boolean withBroadcast = network.isIPv4()
                    && network.isPrefixed()
                    && network.getNetworkPrefixLength() < LEAST_IPV4_WITH_BROADCAST;
            IPAddress first = network.getLower().withoutPrefixLength();
            IPAddress last = network.getUpper().withoutPrefixLength();
            for (IPAddress address : network.withoutPrefixLength().getIterable()) {
                boolean ofNetwork = withBroadcast && (address.equals(first) || address.equals(last));
                if (!ofNetwork && excluded.stream().noneMatch(block -> block.contains(address))) {
                    addresses.add(address.toCanonicalString());
                }
            }
        }
        return List.copyOf(addresses);
    }

    /** Reads what {@link Json#write} made of it. */
    static AddressRange parseJson(String json) {
        try {
            return Json.mapper().readValue(json, AddressRange.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a discovery's range", e);
        }
    }

    private static Optional<IPAddress> parse(String text) {
        return Optional.ofNullable(new IPAddressString(text, STRICT).getAddress())
                .filter(address -> !address.isMultiple() || address.isPrefixed())
                .map(address -> address.isPrefixed() ? address.toPrefixBlock() : address)
                .map(address -> address.isMultiple() ? address : address.withoutPrefixLength());
    }
}
