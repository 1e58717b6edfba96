package dev.inventory.device.internal;

import inet.ipaddr.HostName;
import inet.ipaddr.HostNameParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.MACAddressString;
import inet.ipaddr.mac.MACAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses and names as engineers write them, and the one form in which they are compared. */
final class Hostnames {

    private static final int MAX_LENGTH = 253;
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allowLeadingZeros(false)
            .allow_inet_aton(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();
    private static final HostNameParameters NAMES = new HostNameParameters.Builder()
            .allowEmpty(false)
            .allowPort(false)
            .allowService(false)
            .allowIPAddress(false)
            .toParams();
    // RFC 1123: labels of letters, digits and inner hyphens.
    private static final Pattern RFC_1123 =
            Pattern.compile("(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*");
    // What ends in a number is read as an address by some resolvers, in forms that nobody means.
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+");

    private Hostnames() {}

    /** An IPv4 or IPv6 address without prefix, zone or port. */
    static Optional<IPAddress> address(String text) {
        return Optional.ofNullable(new IPAddressString(text, STRICT).getAddress());
    }

    /** Whether the text is an address or an RFC 1123 host name. */
    static boolean isHostname(String text) {
        if (address(text).isPresent()) {
            return true;
        }
        return text.length() <= MAX_LENGTH
                && RFC_1123.matcher(text).matches()
                && !ENDS_IN_NUMBER.matcher(text).matches()
                && new HostName(text, NAMES).isValid();
    }

    /** The form in which two spellings of one host are equal. */
    static String key(String hostname) {
        return address(hostname)
                .map(address -> address.toCanonicalString())
                .orElseGet(() -> hostname.toLowerCase(Locale.ROOT));
    }

    /** A MAC address in any common notation, written {@code 00:1B:44:11:3A:B7}; empty if it is none. */
    static Optional<String> mac(String text) {
        MACAddress mac = new MACAddressString(text).getAddress();
        if (mac == null || mac.isMultiple() || mac.getSegmentCount() != 6) {
            return Optional.empty();
        }
        return Optional.of(mac.toColonDelimitedString().toUpperCase(Locale.ROOT));
    }
}
