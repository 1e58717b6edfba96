package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.SnmpReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/** The conclusions, without a network and without a database. */
class PollResultsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SnmpReply SILENCE = new SnmpReply.Timeout();

    private final List<PollBatch.StatusChange> statuses = new ArrayList<>();
    private final List<PollBatch.Reboot> reboots = new ArrayList<>();
    private final List<Long> seen = new ArrayList<>();
    private final Map<Long, Instant> due = new LinkedHashMap<>();
    private final PollResults results = new PollResults();
    private final PolledDevice device = new PolledDevice(
            7,
            new PolledDevice.Settings(null, "", true, Duration.ofSeconds(60)),
            new StatusTrack(true, DeviceState.UP));
    private Instant now = START;
    private boolean databaseIsAway;

    @BeforeEach
    void wire() {
        results.fleet = new Fleet();
        results.conclusions = new Conclusions();
        results.conclusions.fleet = results.fleet;
        results.conclusions.identities = new IdentityReads();
        results.conclusions.calendar = new MaintenanceCalendar();
        results.clock = Clock.fixed(START, ZoneOffset.UTC);
        results.store = new PollStore() {
            @Override
            List<Long> write(PollBatch batch) {
                if (databaseIsAway) {
                    throw new IllegalStateException("no database");
                }
                statuses.addAll(batch.statuses());
                reboots.addAll(batch.reboots());
                batch.seen().forEach(d -> seen.add(d.id));
                return List.of();
            }
        };
        results.conclusions.begin(
                new StatusMachine.Rules(2, 2, 6, Duration.ofMinutes(30)),
                Duration.ofMinutes(5),
                (d, when) -> due.put(d.id, when));
        results.begin(Duration.ofSeconds(10));
    }

    private void comes(SnmpReply reply) {
        comes(reply, Outcome.Kind.POLL);
    }

    private void comes(SnmpReply reply, Outcome.Kind kind) {
        now = now.plusSeconds(60);
        results.add(new Outcome(device, reply, kind, now));
        results.flush();
    }

    private static SnmpReply answer(long upTimeHundredths) {
        return new SnmpReply.Answer(List.of(
                new VariableBinding(new OID("1.3.6.1.2.1.1.3.0"), new TimeTicks(upTimeHundredths)),
                new VariableBinding(new OID("1.3.6.1.2.1.1.5.0"), new OctetString("core-1"))));
    }

    @Test
    void ofManyThatHaveAnsweredSomeAreWrittenWithEachBatchAndAChangeOfStatusDoesNotWaitForTheOthers() {
        List<Integer> batches = new ArrayList<>();
        List<Integer> withStatus = new ArrayList<>();
        PollStore store = results.store;
        results.store = new PollStore() {
            @Override
            List<Long> write(PollBatch batch) {
                if (!batch.statuses().isEmpty()) {
                    withStatus.add(batches.size());
                }
                batches.add(batch.seen().size());
                return store.write(batch);
            }
        };
        SnmpReply nothingNew = new SnmpReply.Answer(List.of());
        for (long id = 9009; id >= 10; id--) {
            var up = new PolledDevice(id, device.settings, new StatusTrack(true, DeviceState.UP));
            results.add(new Outcome(up, nothingNew, Outcome.Kind.POLL, START));
        }
        device.status.adopt(false, DeviceState.DOWN);
        results.add(new Outcome(device, nothingNew, Outcome.Kind.POLL, START));

        databaseIsAway = true;
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(results::flush).isInstanceOf(IllegalStateException.class);
        }
        databaseIsAway = false;
        results.flush();

        assertThat(withStatus).last().isEqualTo(5);
        assertThat(batches.subList(5, batches.size())).containsExactly(4000, 1, 4000, 1000);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void whileTheDatabaseIsAwayNoMoreIsTakenInThanIsKept() {
        results.clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
        for (long id = 10; id < 11_010; id++) {
            var down = new PolledDevice(id, device.settings, new StatusTrack(false, DeviceState.DOWN));
            results.add(new Outcome(down, new SnmpReply.Answer(List.of()), Outcome.Kind.POLL, START));
        }
        databaseIsAway = true;

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(results::round).isInstanceOf(IllegalStateException.class);
        }
        assertThat(results.isFarBehindWithChanges()).isTrue();

        databaseIsAway = false;
        results.round();
        assertThat(results.isFarBehindWithChanges()).isFalse();
        assertThat(statuses).hasSize(11_000);
    }

    @Test
    void aStatusThatWasReadOverWhatIsBeingStoredIsReadAgain() {
        PollStore store = results.store;
        results.store = new PollStore() {
            @Override
            List<Long> write(PollBatch batch) {
                device.status.adopt(true, DeviceState.UP); // read before the device went down
                return store.write(batch);
            }
        };
        comes(SILENCE);
        comes(SILENCE);

        assertThat(statuses).extracting(PollBatch.StatusChange::up).containsExactly(false);
        assertThat(device.statusChangedAt).isZero();
    }

    @Test
    void aNewDeviceThatWasSilentOnceIsAskedAgainSoon() {
        device.status.adopt(false, DeviceState.UNKNOWN);

        comes(SILENCE);

        assertThat(statuses).isEmpty();
        assertThat(due.get(7L)).isEqualTo(now.plusSeconds(2));
    }

    @Test
    void oneSilenceIsLookedAtTwiceBeforeADeviceIsDown() {
        comes(SILENCE);

        assertThat(statuses).isEmpty();
        assertThat(due.get(7L)).isEqualTo(now.plusSeconds(2));

        comes(SILENCE);

        assertThat(statuses)
                .containsExactly(new PollBatch.StatusChange(
                        7, false, DeviceState.DOWN, "No answer over SNMP to 2 polls in a row", now));
        assertThat(device.status.up).isFalse();
    }

    @Test
    void anAnswerBetweenTwoSilencesForgivesTheFirst() {
        comes(SILENCE);
        comes(answer(100));
        comes(SILENCE);

        assertThat(statuses).isEmpty();
    }

    @Test
    void theFirstAnswerMakesADeviceUpAndTheRestIsAskedSoon() {
        device.status.adopt(false, DeviceState.DOWN);
        comes(answer(6000));

        assertThat(statuses)
                .containsExactly(new PollBatch.StatusChange(7, true, DeviceState.UP, "Answered over SNMP", now));
        assertThat(device.bootedAt).isEqualTo(now.minusSeconds(60));
        assertThat(due.get(7L)).isBefore(now.plusSeconds(1));
    }

    @Test
    void whatFailsInOneMomentHasFailedOnce() {
        comes(SILENCE, Outcome.Kind.CHECK);
        for (int i = 0; i < 10; i++) {
            results.add(new Outcome(device, SILENCE, Outcome.Kind.CHECK, now.plusMillis(i * 100L)));
            results.flush();
        }
        assertThat(statuses).isEmpty();

        comes(SILENCE, Outcome.Kind.CHECK);
        assertThat(statuses).extracting(PollBatch.StatusChange::up).containsExactly(false);
    }

    @Test
    void aRebootIsNotedAndAnAgentWithoutAClockIsNotEveryTime() {
        comes(answer(6000));
        assertThat(reboots).isEmpty();

        comes(answer(500));
        assertThat(reboots)
                .containsExactly(new PollBatch.Reboot(7, "Rebooted; runs since " + now.minusSeconds(5), now));
        comes(answer(0));
        comes(answer(0));
        assertThat(reboots).hasSize(1);

        now = now.plusSeconds(600);
        comes(answer(500));
        assertThat(reboots).hasSize(2);
        assertThat(statuses).isEmpty();
    }

    @Test
    void aDeviceThatNeverAnsweredIsJudgedOnce() {
        device.status.adopt(false, DeviceState.UNKNOWN);
        comes(SILENCE);
        comes(SILENCE);
        comes(SILENCE);

        assertThat(statuses).hasSize(1);
    }

    @Test
    void whoIsDownIsAskedLessAndLess() {
        comes(SILENCE);
        comes(SILENCE);
        Duration first = Duration.between(now, due.get(7L));
        comes(SILENCE);
        comes(SILENCE);
        Duration third = Duration.between(now, due.get(7L));

        assertThat(third).isGreaterThan(first.multipliedBy(2));
    }

    @Test
    void theTimeOfBootIsStableWhileADeviceRunsAndMovesWhenItRestarts() {
        comes(answer(6000));
        Instant boot = device.bootedAt;
        comes(answer(12_050));
        assertThat(device.bootedAt).isEqualTo(boot);

        comes(answer(500));
        assertThat(device.bootedAt).isEqualTo(now.minusSeconds(5));
    }

    @Test
    void upTimeThatWrapsMovesTheTimeOfBootNot() {
        long wrap = 1L << 32;
        comes(answer(wrap - 3000));
        Instant boot = device.bootedAt;

        comes(answer(3000));

        assertThat(device.bootedAt).isEqualTo(boot);
    }

    @Test
    void whoIsTurnedDownIsDownForThatReason() {
        comes(new SnmpReply.AuthenticationFailed("Authentication failed: wrong digest"));
        comes(new SnmpReply.AuthenticationFailed("Authentication failed: wrong digest"), Outcome.Kind.CHECK);

        assertThat(statuses)
                .containsExactly(new PollBatch.StatusChange(
                        7, false, DeviceState.DOWN, "Authentication failed: wrong digest", now));
    }

    @Test
    void nothingIsLostWhileTheDatabaseIsAway() {
        comes(SILENCE);
        now = now.plusSeconds(2);
        databaseIsAway = true;
        results.add(new Outcome(device, SILENCE, Outcome.Kind.CHECK, now));
        assertThatThrownBy(results::flush).isInstanceOf(IllegalStateException.class);

        databaseIsAway = false;
        results.flush();

        assertThat(statuses).hasSize(1);
    }

    @Test
    void whatCannotBeAskedSaysWhy() {
        comes(new SnmpReply.NotSent("The host name x does not resolve"));
        comes(new SnmpReply.NotSent("The host name x does not resolve"), Outcome.Kind.CHECK);

        assertThat(statuses)
                .extracting(PollBatch.StatusChange::reason)
                .containsExactly("The host name x does not resolve");
    }
}
