package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents that misbehave, on a clock that the tests set. */
class BehaviourTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final SnmpClient client = new SnmpClient().impatient();
    private AgentFarm farm;
    private Agent agent;

    @BeforeEach
    void start() throws IOException {
        farm = AgentFarm.start(FreePort.layout(3), nanos::get);
        agent = farm.agent(2);
    }

    @AfterEach
    void stop() {
        client.close();
        farm.close();
    }

    @Test
    void theDeadAreSilentUntilTheyAreHealthy() {
        agent.behave(Behaviour.DEAD);
        assertThat(client.answers(agent)).isFalse();
        assertThat(client.answers(farm.agent(1))).isTrue();
        assertThat(agent.requests()).isEqualTo(1);

        agent.behave(Behaviour.HEALTHY);
        assertThat(client.answers(agent)).isTrue();
    }

    @Test
    void flappingAgentsAnswerInTheFirstHalfOfEachPeriod() {
        agent.behave(Behaviour.flapping(Duration.ofSeconds(60)));

        assertThat(client.answers(agent)).isTrue();
        pass(Duration.ofMillis(29_999));
        assertThat(client.answers(agent)).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(client.answers(agent)).isFalse();
        pass(Duration.ofSeconds(30));
        assertThat(client.answers(agent)).isTrue();
    }

    @Test
    void slowAgentsAnswerWhenTheirDelayIsOver() throws IOException {
        agent.behave(Behaviour.slow(Duration.ofSeconds(10)));
        try (var patient = new SnmpClient()) {
            var answer = CompletableFuture.supplyAsync(() -> patient.answers(agent));
            await().until(() -> agent.requests() == 1);
            assertThat(farm.counters().answered()).isZero();
            assertThat(client.answers(farm.agent(1))).isTrue();
            pass(Duration.ofMillis(9_999));
            assertThat(answer).isNotDone();

            pass(Duration.ofMillis(1));

            assertThat(answer.join()).isTrue();
        }
    }

    @Test
    void aWrongSerialIsToldByTheChassis() {
        agent.behave(Behaviour.WRONG_SERIAL);

        assertThat(client.chassisSerial(agent))
                .isEqualTo(agent.reportedSerial())
                .isEqualTo("SIM-900002")
                .isNotEqualTo(agent.serial());
    }

    @Test
    void aWrongCommunityIsSilence() {
        agent.behave(Behaviour.WRONG_COMMUNITY);

        assertThat(client.answers(agent)).isFalse();
        assertThat(client.community("public-other").answers(agent)).isTrue();
    }

    @Test
    void rebootingAgentsStartTheirUpTimeAgain() {
        agent.upTime(Duration.ofDays(3));
        int boots = number(SnmpClient.ENGINE_BOOTS);
        agent.behave(Behaviour.rebooting(Duration.ofMinutes(5)));
        assertThat(agent.upTime()).isEqualTo(Duration.ofDays(3));

        pass(Duration.ofMinutes(12));

        assertThat(number(SnmpClient.SYS_UP_TIME)).isEqualTo(2 * 60 * 100);
        assertThat(number(SnmpClient.ENGINE_TIME)).isEqualTo(2 * 60);
        assertThat(number(SnmpClient.ENGINE_BOOTS)).isEqualTo(boots + 2);

        agent.behave(Behaviour.HEALTHY);
        pass(Duration.ofMinutes(10));
        assertThat(agent.upTime()).isEqualTo(Duration.ofMinutes(12));
        assertThat(number(SnmpClient.ENGINE_BOOTS)).isEqualTo(boots + 2);
    }

    @Test
    void aRebootStartsTheUpTimeAgain() {
        int boots = number(SnmpClient.ENGINE_BOOTS);

        agent.reboot();
        pass(Duration.ofMillis(1230));

        assertThat(number(SnmpClient.SYS_UP_TIME)).isEqualTo(123);
        assertThat(number(SnmpClient.ENGINE_BOOTS)).isEqualTo(boots + 1);
    }

    @Test
    void theUpTimeWrapsAfter497DaysAndTheEngineTimeDoesNot() {
        agent.upTime(Duration.ofMillis((1L << 32) * 10).minusMillis(10));
        assertThat(client.value(agent, SnmpClient.SYS_UP_TIME).toLong()).isEqualTo(0xFFFF_FFFFL);

        pass(Duration.ofMillis(20));

        assertThat(number(SnmpClient.SYS_UP_TIME)).isEqualTo(1);
        assertThat(number(SnmpClient.ENGINE_TIME)).isEqualTo(42_949_672);
    }

    @Test
    void lossyAgentsDropTheirShare() {
        Behaviour lossy = Behaviour.lossy(30);
        agent.behave(lossy);

        int heard = 0;
        for (int i = 0; i < 10_000; i++) {
            heard += agent.hears(nanos.get()) ? 1 : 0;
        }

        assertThat(heard).isBetween(6_800, 7_200);
        agent.behave(Behaviour.lossy(100));
        assertThat(client.answers(agent)).isFalse();
        agent.behave(Behaviour.lossy(0));
        assertThat(client.answers(agent)).isTrue();
    }

    @Test
    void impossibleBehavioursAreRefused() {
        assertThatThrownBy(() -> Behaviour.lossy(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Behaviour.slow(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Behaviour.flapping(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Behaviour(Behaviour.Kind.DEAD, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private int number(String oid) {
        return (int) client.value(agent, oid).toLong();
    }
}
