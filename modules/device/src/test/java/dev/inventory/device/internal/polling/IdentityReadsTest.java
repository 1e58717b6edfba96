package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.device.DeviceState;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import dev.inventory.device.internal.snmp.Identification;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SnmpCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When devices are asked what they are, without a network and without a database. */
class IdentityReadsTest {

    private static final SnmpAgent AGENT = new SnmpAgent(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 161),
            new SnmpCredentials.Community(false, "public"),
            500,
            1);
    private static final Probe<ObservedIdentity> ANSWER = new Probe.Answered<>(
            new ObservedIdentity(Optional.of("S1"), Optional.empty(), Optional.empty(), "JUNIPER-MIB"));

    private final PolledDevice device = new PolledDevice(
            7,
            new PolledDevice.Settings(AGENT, "", true, Duration.ofSeconds(60)),
            new StatusTrack(true, DeviceState.UP));
    private final IdentityReads reads = new IdentityReads();
    private final List<Map<Long, ObservedIdentity>> stored = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Probe<ObservedIdentity> probe = ANSWER;
    private int asked;
    private boolean databaseIsAway;

    @BeforeEach
    void wire() {
        reads.fleet = new Fleet();
        reads.clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        reads.identification = new Identification() {
            @Override
            public CompletableFuture<Probe<ObservedIdentity>> read(SnmpAgent agent, boolean withFirmware) {
                asked++;
                return CompletableFuture.completedFuture(probe);
            }
        };
        reads.store = new IdentityStore() {
            @Override
            public List<Long> write(Collection<Long> ids, Map<Long, ObservedIdentity> identities, Instant at) {
                if (databaseIsAway) {
                    throw new IllegalStateException("no database");
                }
                stored.add(Map.copyOf(identities));
                return List.of();
            }
        };
    }

    private void answers() {
        now = now.plusSeconds(60);
        reads.consider(device, now);
        reads.round();
        reads.round();
    }

    @Test
    void aDeviceIsAskedOnceUntilItStartsAgain() {
        device.bootedAt = now;
        answers();
        answers();
        assertThat(asked).isEqualTo(1);
        assertThat(stored)
                .hasSize(1)
                .first()
                .extracting(map -> map.containsKey(7L))
                .isEqualTo(true);

        device.bootedAt = now.plusSeconds(30);
        answers();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void oneThatHasNothingToTellIsNotAskedAgain() {
        probe = new Probe.Refused<>(Probe.Cause.NO_SUCH_OBJECT, "none");
        answers();
        answers();

        assertThat(asked).isEqualTo(1);
        assertThat(stored).containsExactly(Map.of());
        assertThat(device.identifiedAt).isNotNull();
    }

    @Test
    void oneThatDidNotAnswerIsAskedAgainLater() {
        probe = new Probe.Silent<>("no answer");
        answers();
        answers();
        assertThat(asked).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(10));
        probe = ANSWER;
        answers();
        assertThat(asked).isEqualTo(2);
        assertThat(device.identifiedAt).isNotNull();
    }

    @Test
    void nothingIsLostWhileTheDatabaseIsAway() {
        databaseIsAway = true;
        reads.consider(device, now);
        reads.round();
        assertThatThrownBy(reads::round).isInstanceOf(IllegalStateException.class);

        databaseIsAway = false;
        reads.round();

        assertThat(asked).isEqualTo(1);
        assertThat(stored).hasSize(1);
    }
}
