package dev.inventory.headlessops.internal.discovery;

import dev.inventory.device.AddressProbes;
import dev.inventory.device.AddressProbes.Manner;
import dev.inventory.device.SnmpCredential;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.internal.execution.AddressWork;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.network.AddressPolicy;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A discovery as a client asks for it.
 *
 * @param addresses what is to be asked, in order
 * @param maxRate addresses that are begun with in a second
 */
record DiscoveryRequest(
        long organization,
        String name,
        @Nullable String description,
        AddressRange range,
        List<String> addresses,
        List<SnmpCredential> credentials,
        Manner manner,
        int maxRate) {

    static final int MAX_CREDENTIALS = 5;
    static final int DEFAULT_RATE = 100;
    static final int DEFAULT_PORT = 161;
    static final int DEFAULT_TIMEOUT_MS = 1000;
    static final int MAX_TIMEOUT_MS = 10_000;
    static final int MAX_RETRIES = 3;

    private static final int MAX_NETWORKS = 256;
    private static final int MAX_WORD = 64;
    private static final int MAX_NAME = 255;
    private static final int MAX_DESCRIPTION = 4000;
    private static final int SPARE_MINUTES = 60;
    /** Every repetition is waited for longer than the one before. */
    private static final double WAIT_GROWTH = 1.1 * (1 + 0.25 * MAX_RETRIES);

    /** @throws Rejected with every field that is unknown, missing or wrong */
    static DiscoveryRequest read(Body body, AddressProbes probes, AddressPolicy policy) {
        Value<Long> organization = body.id("organization").required();
        String name = body.text("name", MAX_NAME).or("");
        String description = body.lines("description", MAX_DESCRIPTION).orNull();
        List<String> cidr = networks(
                body, "cidr", body.words("cidr", MAX_NETWORKS, MAX_WORD).required());
        List<String> exclude = networks(body, "exclude", body.words("exclude", MAX_NETWORKS, MAX_WORD));
        Value<List<Body>> sent = body.objects("credentials", MAX_CREDENTIALS).required();
        List<SnmpCredential> credentials =
                sent.or(List.of()).stream().map(probes::read).toList();
        if (credentials.isEmpty() && sent.orNull() != null) {
            body.error("credentials", "This list may not be empty.");
        }
        Manner manner = new Manner(
                body.integer("port", 1, 65_535).or(DEFAULT_PORT),
                body.integer("timeout_ms", 100, MAX_TIMEOUT_MS).or(DEFAULT_TIMEOUT_MS),
                body.integer("retries", 0, MAX_RETRIES).or(1));
        int rate = body.integer("max_rate", 1, OperationOptions.MAX_RATE).or(DEFAULT_RATE);
        body.finish();
        AddressRange range = new AddressRange(cidr, exclude);
        List<String> addresses = addresses(range, policy);
        return new DiscoveryRequest(
                organization.get(),
                name.isEmpty() ? title(cidr) : name,
                description,
                range,
                addresses,
                credentials,
                manner,
                rate);
    }

    /** How the operation goes about it: no retries of its own, since silence is an answer here. */
    OperationOptions options() {
        long minutes = longest().toMinutes() + SPARE_MINUTES;
        return new OperationOptions(
                false,
                false,
                (int) Math.min(minutes, OperationOptions.MAX_TIMEOUT_MINUTES),
                null,
                null,
                null,
                null,
                null,
                null,
                maxRate);
    }

    /** How long it takes if nobody answers; with all bounds at their worst less than a day. */
    private Duration longest() {
        double waitSeconds = manner.timeoutMs() / 1000.0 * (manner.retries() + 1) * WAIT_GROWTH * credentials.size();
        double waves = Math.ceil((double) addresses.size() / OperationOptions.DEFAULT.parallel());
        double seconds = Math.max((double) addresses.size() / maxRate, waves * waitSeconds) + waitSeconds;
        return Duration.ofSeconds((long) Math.ceil(seconds));
    }

    private static List<String> networks(Body body, String field, Value<List<String>> given) {
        List<String> networks = new ArrayList<>();
        for (String text : given.or(List.of())) {
            Optional<String> network = AddressRange.canonical(text);
            if (network.isPresent()) {
                networks.add(network.get());
            } else {
                body.error(field, "\"" + text + "\" is no network such as 192.0.2.0/24, and no address.");
            }
        }
        if (given.isPresent() && given.or(List.of()).isEmpty() && "cidr".equals(field)) {
            body.error(field, "This list may not be empty.");
        }
        return networks;
    }

    /** Counted before they are listed: an IPv6 network has more addresses than there is memory. */
    private static List<String> addresses(AddressRange range, AddressPolicy policy) {
        BigInteger size = range.cidr().stream().map(AddressRange::size).reduce(BigInteger.ZERO, BigInteger::add);
        if (size.compareTo(BigInteger.valueOf(AddressWork.MAX_ADDRESSES)) > 0) {
            throw cannotWork("cidr", "Ensure there are at most " + AddressWork.MAX_ADDRESSES + " addresses.");
        }
        List<String> addresses = range.addresses();
        if (addresses.isEmpty()) {
            throw cannotWork("cidr", "No address is left to be asked.");
        }
        addresses.stream()
                .flatMap(address -> policy.refusal(AddressRange.inet(address)).stream())
                .findFirst()
                .ifPresent(refusal -> {
                    throw cannotWork("cidr", refusal + ".");
                });
        return addresses;
    }

    private static Rejected cannotWork(String field, String message) {
        return Rejected.unprocessable(new FieldErrors().add(field, message));
    }

    private static String title(List<String> cidr) {
        String more = cidr.size() > 1 ? " and " + (cidr.size() - 1) + " more" : "";
        return cidr.get(0) + more;
    }
}
