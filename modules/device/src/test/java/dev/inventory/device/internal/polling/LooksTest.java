package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SnmpCredentials;
import dev.inventory.device.internal.snmp.SnmpReply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;

/** How often and how far apart a device is looked at, without a network. */
class LooksTest {

    /** Polls come so often that the pause between two looks is short. */
    private static final Duration INTERVAL = Duration.ofMillis(400);

    private static final Duration PAUSE = INTERVAL.dividedBy(2);

    private final Looks looks = new Looks();
    private final Deque<SnmpReply> replies = new ArrayDeque<>();
    private final List<Integer> retries = new ArrayList<>();
    private final List<Outcome> counted = new ArrayList<>();
    private final List<Inquiries.Listener> open = new ArrayList<>();

    @BeforeEach
    void wire() {
        looks.clock = Clock.systemUTC();
        looks.fleet = new Fleet() {
            @Override
            Optional<PolledDevice> current(long id) {
                throw new IllegalStateException("no database"); // what is known has to do
            }
        };
        looks.inquiries = new Inquiries() {
            @Override
            void ask(PolledDevice device, List<OID> oids, int atMost, Listener listener) {
                retries.add(atMost);
                SnmpReply reply = replies.poll();
                if (reply == null) {
                    open.add(listener);
                } else {
                    listener.accept(reply);
                }
            }
        };
        looks.results = new PollResults() {
            @Override
            void add(Outcome outcome) {
                counted.add(outcome);
            }
        };
    }

    @AfterEach
    void close() {
        looks.close();
    }

    private static PolledDevice device(int timeoutMs, int retries, boolean up, DeviceState state) {
        SnmpAgent agent = new SnmpAgent(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 161),
                new SnmpCredentials.Community(false, "public"),
                timeoutMs,
                retries);
        return new PolledDevice(7, new PolledDevice.Settings(agent, "", true, INTERVAL), new StatusTrack(up, state));
    }

    private Outcome last(PolledDevice device) throws Exception {
        return looks.at(device).last().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aSilentDeviceIsLookedAtAgainAfterThePauseOfThePolls() throws Exception {
        replies.addAll(List.of(new SnmpReply.Timeout(), new SnmpReply.Timeout()));

        Outcome last = last(device(1000, 1, true, DeviceState.UP));

        assertThat(last.isAlive()).isFalse();
        assertThat(last.kind()).isEqualTo(Outcome.Kind.CHECK);
        assertThat(counted).extracting(Outcome::kind).containsExactly(Outcome.Kind.POLL);
        assertThat(Duration.between(counted.get(0).begun(), last.begun())).isGreaterThanOrEqualTo(PAUSE);
        assertThat(retries).containsExactly(1, 0);
    }

    @Test
    void oneThatAnswersTheSecondTimeIsThere() throws Exception {
        replies.addAll(List.of(new SnmpReply.NotSent("unknown host"), new SnmpReply.Answer(List.of())));

        assertThat(last(device(1000, 1, true, DeviceState.UP)).isAlive()).isTrue();
        assertThat(counted).hasSize(1);
    }

    @Test
    void oneThatAnswersOrIsDownAlreadyIsLookedAtOnce() throws Exception {
        replies.addAll(List.of(new SnmpReply.Answer(List.of()), new SnmpReply.Timeout()));

        assertThat(last(device(1000, 1, true, DeviceState.UP)).isAlive()).isTrue();
        assertThat(last(device(1000, 1, false, DeviceState.DOWN)).isAlive()).isFalse();
        assertThat(retries).hasSize(2);
        assertThat(counted).isEmpty();
    }

    @Test
    void noMoreIsRepeatedThanThereIsTimeFor() throws Exception {
        replies.addAll(List.of(new SnmpReply.Answer(List.of()), new SnmpReply.Answer(List.of())));
        last(device(10_000, 3, true, DeviceState.UP));
        last(device(500, 3, true, DeviceState.UP));

        assertThat(retries).containsExactly(0, 3);
    }

    @Test
    void whoAsksMeanwhileIsToldTheSameHoweverLateItComes() {
        PolledDevice device = device(10_000, 3, false, DeviceState.UNKNOWN);
        Looks.Running first = looks.at(device);

        assertThat(looks.at(device)).isSameAs(first);
        assertThat(first.last()).isNotDone();
        open.get(0).accept(new SnmpReply.Answer(List.of()));
        assertThat(first.last()).isCompleted();
        assertThat(looks.at(device)).isNotSameAs(first);
    }
}
