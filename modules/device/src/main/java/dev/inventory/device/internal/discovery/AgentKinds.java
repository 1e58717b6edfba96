package dev.inventory.device.internal.discovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.snmp4j.smi.OID;

/**
 * Guesses who makes an agent and what it is, from {@code agent-kinds.tsv}: a line for each prefix of sysObjectID, the
 * longest that fits counts. Where it names no type, sysServices does: a sum of powers of two, one for each layer that the
 * device works at (RFC 3418).
 */
final class AgentKinds {

    private static final String FILE = "agent-kinds.tsv";
    private static final int DATA_LINK = 2;
    private static final int INTERNET = 4;
    private static final int END_TO_END_OR_APPLICATION = 8 + 64;

    private final Map<OID, Kind> kinds;

    private AgentKinds(Map<OID, Kind> kinds) {
        this.kinds = kinds;
    }

    /**
     * Who makes it, and what it is.
     *
     * @param type the slug of a device type; empty if the prefix does not tell
     */
    record Kind(Optional<String> vendor, Optional<String> type) {}

    static AgentKinds load() {
        Map<OID, Kind> kinds = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AgentKinds.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split("\t", -1);
                kinds.put(
                        new OID(parts[0]),
                        new Kind(Optional.of(parts[1]), Optional.of(parts[2]).filter(type -> !type.isEmpty())));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AgentKinds(kinds);
    }

    /** What seems to answer. */
    Kind guess(Optional<OID> sysObjectId, OptionalInt sysServices) {
        Optional<String> vendor = Optional.empty();
        Optional<String> type = Optional.empty();
        for (OID at = sysObjectId.orElseGet(OID::new); at.size() > 0 && type.isEmpty(); at = at.trim()) {
            Kind kind = kinds.get(at);
            if (kind != null) {
                vendor = vendor.or(kind::vendor);
                type = kind.type();
            }
        }
        return new Kind(vendor, type.or(() -> byLayers(sysServices)));
    }

    private static Optional<String> byLayers(OptionalInt sysServices) {
        int layers = sysServices.orElse(0);
        if ((layers & INTERNET) != 0) {
            return Optional.of("router");
        }
        if ((layers & DATA_LINK) != 0) {
            return Optional.of("switch");
        }
        return (layers & END_TO_END_OR_APPLICATION) != 0 ? Optional.of("server") : Optional.empty();
    }
}
