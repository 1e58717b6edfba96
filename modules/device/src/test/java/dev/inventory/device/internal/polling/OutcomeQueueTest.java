package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.SnmpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeQueueTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final SnmpReply SILENCE = new SnmpReply.Timeout();
    private static final SnmpReply ANSWER = new SnmpReply.Answer(List.of());

    private final OutcomeQueue queue = new OutcomeQueue();

    private static PolledDevice device(long id, boolean up) {
        return new PolledDevice(
                id,
                new PolledDevice.Settings(null, "", true, Duration.ofSeconds(60)),
                new StatusTrack(up, up ? DeviceState.UP : DeviceState.DOWN));
    }

    private Outcome add(PolledDevice device, SnmpReply reply, Outcome.Kind kind) {
        Outcome outcome = new Outcome(device, reply, kind, AT);
        queue.add(outcome);
        return outcome;
    }

    private Outcome poll(PolledDevice device, SnmpReply reply) {
        return add(device, reply, Outcome.Kind.POLL);
    }

    private List<Outcome> takeAll() {
        List<Outcome> all = new ArrayList<>();
        while (!queue.isEmpty()) {
            all.addAll(queue.take());
        }
        return all;
    }

    @Test
    void whoAnswersAsBeforeDoesNotWaitForThoseThatHaveFallenSilent() {
        for (long id = 10; id < 60_000; id++) {
            poll(device(id, true), SILENCE);
        }
        Outcome answer = poll(device(7, true), ANSWER);

        assertThat(queue.isFarBehind()).isFalse();
        assertThat(queue.isFarBehindWithChanges()).isTrue();
        assertThat(queue.take()).startsWith(answer).hasSize(2001);
        assertThat(takeAll()).hasSize(60_000 - 10 - 2000);
        assertThat(queue.isFarBehindWithChanges()).isFalse();
    }

    @Test
    void whoComesUpDoesNotHoldUpWhoIsUp() {
        for (long id = 10; id < 9_010; id++) {
            poll(device(id, false), ANSWER);
        }

        assertThat(queue.isFarBehind()).isFalse();
        assertThat(queue.isFarBehindWithChanges()).isTrue();
    }

    @Test
    void moreAnswersThanCanBeTakenInHoldUpWhoAsks() {
        for (long id = 10; id < 8_011; id++) {
            poll(device(id, true), ANSWER);
        }
        assertThat(queue.isFarBehind()).isTrue();

        assertThat(queue.take()).hasSize(4000);
        assertThat(queue.isFarBehind()).isFalse();
    }

    @Test
    void whatADeviceSaysStaysInItsOrderAlthoughOthersOvertakeIt() {
        PolledDevice device = device(7, true);
        for (long id = 10; id < 3_010; id++) {
            poll(device(id, true), SILENCE);
        }
        Outcome silence = poll(device, SILENCE);
        Outcome answer = poll(device, ANSWER);
        Outcome other = poll(device(8, true), ANSWER);

        List<Outcome> all = takeAll();
        assertThat(all).hasSize(3_003).startsWith(other);
        assertThat(all).containsSubsequence(silence, answer);

        Outcome first = poll(device, ANSWER);
        Outcome second = poll(device, SILENCE);
        assertThat(queue.take()).containsExactly(first, second);
    }

    @Test
    void whoAnswersAfterItHasFailedDoesNotOvertakeThoseThatFailedBefore() {
        PolledDevice parent = device(7, true);
        parent.status.failingSince = AT.toEpochMilli();
        Outcome silence = poll(device(8, true), SILENCE);
        Outcome returned = poll(parent, ANSWER);
        Outcome other = poll(device(9, true), ANSWER);

        assertThat(queue.take()).containsExactly(other, silence, returned);
    }

    @Test
    void aCheckTakesWithItWhatTheDeviceHasSaidBefore() {
        PolledDevice device = device(7, true);
        for (long id = 10; id < 9_010; id++) {
            poll(device(id, true), SILENCE);
        }
        Outcome poll = poll(device, SILENCE);
        Outcome check = add(device, SILENCE, Outcome.Kind.CHECK);

        assertThat(queue.take()).startsWith(poll, check);
    }

    @Test
    void whoWaitsIsWokenByTheFirst() {
        var thread = new Thread(() -> poll(device(7, true), ANSWER));
        thread.start();
        queue.await(60_000);
        assertThat(queue.isEmpty()).isFalse();
    }
}
