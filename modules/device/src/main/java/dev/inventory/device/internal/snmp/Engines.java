package dev.inventory.device.internal.snmp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmTimeEntry;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Which engine answers at which address, and its time: what version 3 has to know of an agent before it can be asked.
 * Bounded; what falls out is found out again.
 */
final class Engines {

    /** More than one server polls, and some 200 octets each. */
    private static final int MAX_ENGINES = 150_000;

    private static final int RANDOM_OCTETS = 8;

    private final USM usm;
    private final MPv3 model;
    private final Cache<UdpAddress, OctetString> byAddress = Caffeine.newBuilder()
            .maximumSize(MAX_ENGINES)
            .executor(Runnable::run)
            .evictionListener(this::evicted)
            .build();

    Engines() {
        SNMP4JSettings.setMaxEngineIdCacheSize(MAX_ENGINES);
        // Agents report a wrong digest without authentication, as RFC 3414 has it; by default such a report is dropped.
        SNMP4JSettings.setReportSecurityLevelStrategy(SNMP4JSettings.ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
        byte[] random = new byte[RANDOM_OCTETS];
        new SecureRandom().nextBytes(random);
        OctetString own = new OctetString(MPv3.createLocalEngineID(new OctetString(random)));
        usm = new USM(new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility), own, 0);
        model = new MPv3(usm);
    }

    MPv3 model() {
        return model;
    }

    Optional<OctetString> at(UdpAddress address) {
        return Optional.ofNullable(byAddress.getIfPresent(address));
    }

    /** Takes an engine that was known in an earlier life of this server; what was learned since is newer. */
    void remember(UdpAddress address, String hexadecimal) {
        if (byAddress.getIfPresent(address) == null) {
            byAddress.put(address, new OctetString(HexFormat.of().parseHex(hexadecimal)));
        }
    }

    /** Goes back to the engine that answered last, since the one that was found instead has not answered us. */
    void goBack(UdpAddress address, OctetString engineId) {
        forget(address);
        byAddress.put(address, engineId);
    }

    /** Forgets the engine and its time, so that both are found out anew. */
    void forget(UdpAddress address) {
        OctetString engineId = byAddress.getIfPresent(address);
        byAddress.invalidate(address);
        if (engineId != null) {
            drop(address, engineId);
        } else {
            model.removeEngineID(address);
        }
    }

    private void evicted(@Nullable UdpAddress address, @Nullable OctetString engineId, RemovalCause cause) {
        if (address != null && engineId != null) {
            drop(address, engineId);
        }
    }

    private void drop(UdpAddress address, OctetString engineId) {
        model.removeEngineID(address);
        usm.removeEngineTime(engineId);
    }

    /** Takes what the messages of a discovery told. */
    Optional<OctetString> discovered(UdpAddress address) {
        OctetString engineId = model.getEngineID(address);
        if (engineId == null || engineId.length() == 0) {
            return Optional.empty();
        }
        byAddress.put(address, engineId);
        return Optional.of(engineId);
    }

    /** The clock of an engine, if an authenticated message has told it. */
    Optional<EngineClock> clock(OctetString engineId) {
        UsmTimeEntry entry = usm.getTimeTable().getEntry(engineId);
        if (entry == null || !entry.isAuthenticated()) {
            return Optional.empty();
        }
        UsmTimeEntry now = usm.getTimeTable().getTime(engineId);
        return Optional.of(new EngineClock(now.getEngineBoots(), Duration.ofSeconds(now.getLatestReceivedTime())));
    }

    static String hexadecimal(OctetString engineId) {
        return HexFormat.of().formatHex(engineId.getValue());
    }
}
