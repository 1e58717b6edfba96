package dev.inventory.platform.network;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.List;
import java.util.Optional;

/** Some networks in CIDR notation, IPv4 or IPv6; a single address is a network of its own. */
public final class Networks {

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

    private final List<IPAddress> blocks;

    private Networks(List<IPAddress> blocks) {
        this.blocks = blocks;
    }

    /** @param canonical as {@link #canonical} wrote them */
    public static Networks of(List<String> canonical) {
        return new Networks(
                canonical.stream().flatMap(text -> parse(text).stream()).toList());
    }

    /** A network as it is written everywhere: {@code 10.1.2.3/8} reads as {@code 10.0.0.0/8}; empty if it is none. */
    public static Optional<String> canonical(String text) {
        return parse(text).map(IPAddress::toCanonicalString);
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Whether an address lies in one of them; what is no address does not. */
    public boolean contains(String address) {
        return parse(address)
                .filter(ip -> blocks.stream().anyMatch(block -> block.contains(ip)))
                .isPresent();
    }

    private static Optional<IPAddress> parse(String text) {
        return Optional.ofNullable(new IPAddressString(text, STRICT).getAddress())
                .filter(address -> !address.isMultiple() || address.isPrefixed())
                .map(IPAddress::toPrefixBlock);
    }
}
