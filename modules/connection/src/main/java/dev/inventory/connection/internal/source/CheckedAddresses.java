package dev.inventory.connection.internal.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves each name once, checks the addresses, and gives out those that were checked alone: a name that answers another
 * address the next time leads nowhere else. One for each source that is opened.
 */
final class CheckedAddresses implements DnsResolver {

    /** Asks the name service. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] byName(String host) throws UnknownHostException;
    }

    /** None of a name's addresses may be reached. */
    static final class AddressRefused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        AddressRefused(String message) {
            super(message);
        }
    }

    private final Function<InetAddress, Optional<String>> refusal;
    private final Lookup lookup;
    private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();

    /** @param refusal why an address may not be reached; empty if it may */
    CheckedAddresses(Function<InetAddress, Optional<String>> refusal, Lookup lookup) {
        this.refusal = refusal;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = known.get(host);
        if (addresses == null) {
            addresses = check(host);
            known.put(host, addresses);
        }
        return addresses.toArray(InetAddress[]::new);
    }

    private List<InetAddress> check(String host) throws UnknownHostException {
        List<InetAddress> allowed = new ArrayList<>();
        String why = "";
        for (InetAddress address : lookup.byName(host)) {
            Optional<String> refused = refusal.apply(address);
            if (refused.isEmpty()) {
                allowed.add(address);
            } else {
                why = refused.get();
            }
        }
        if (allowed.isEmpty()) {
            throw new AddressRefused(why.isEmpty() ? "The name " + host + " has no address" : why);
        }
        return List.copyOf(allowed);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
