package dev.inventory.device.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.snmp.BootTime.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A device's start, told by its answers, at times that the test chooses. */
class BootTimeTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Optional<BootTime> known = Optional.empty();
    private Instant seenAt = START;
    private boolean restarted;

    private void answers(Instant at, Optional<Duration> agentTime, Optional<EngineClock> engine) {
        Conclusion conclusion =
                BootTime.of(known, seenAt, agentTime, engine, at).orElseThrow();
        known = Optional.of(conclusion.boot());
        seenAt = at;
        restarted = conclusion.restarted();
    }

    private void agent(Instant at, Duration upTime) {
        answers(at, Optional.of(upTime), Optional.empty());
    }

    private void engine(Instant at, int boots, Duration time) {
        answers(at, Optional.of(Duration.ofSeconds(7)), Optional.of(new EngineClock(boots, time)));
    }

    private Instant boot() {
        return known.orElseThrow().bootedAt();
    }

    @Test
    void aFirstAnswerIsNoRestart() {
        agent(START.plus(MINUTE), MINUTE);

        assertThat(restarted).isFalse();
        assertThat(boot()).isEqualTo(START);
    }

    @Test
    void upTimeThatBeginsAgainWhenItMustIsNoRestart() {
        Duration shortly = Duration.ofSeconds(30);
        agent(START.plus(BootTime.WRAP).minus(shortly), BootTime.WRAP.minus(shortly));
        agent(START.plus(BootTime.WRAP).plus(shortly), shortly);

        assertThat(restarted).isFalse();
        assertThat(boot()).isEqualTo(START);

        agent(
                START.plus(BootTime.WRAP).plus(MINUTE).plus(shortly),
                MINUTE.plus(shortly).plusMillis(300));
        assertThat(restarted).isFalse();
        assertThat(boot()).isEqualTo(START);
    }

    @Test
    void itMayBeginAgainAnyNumberOfTimes() {
        agent(START.plus(MINUTE), MINUTE);
        for (int wraps = 1; wraps <= 4; wraps++) {
            Instant at = START.plus(BootTime.WRAP.multipliedBy(wraps));
            agent(at.minus(MINUTE), BootTime.WRAP.minus(MINUTE));
            agent(at.plus(MINUTE), MINUTE);
            assertThat(restarted).as(wraps + " times").isFalse();
            assertThat(boot()).isEqualTo(START);
        }
    }

    @Test
    void aRestartRightAfterThatIsOne() {
        Instant wrapped = START.plus(BootTime.WRAP);
        agent(wrapped.minus(MINUTE), BootTime.WRAP.minus(MINUTE));
        agent(wrapped.plus(MINUTE), MINUTE);
        agent(wrapped.plus(MINUTE.multipliedBy(2)), Duration.ofSeconds(10));

        assertThat(restarted).isTrue();
        assertThat(boot()).isEqualTo(wrapped.plusSeconds(110));
    }

    @Test
    void aRestartShortlyBeforeItWouldHaveBegunAgainIsOne() {
        Instant wrapped = START.plus(BootTime.WRAP);
        agent(wrapped.minus(MINUTE.multipliedBy(10)), BootTime.WRAP.minus(MINUTE.multipliedBy(10)));
        agent(wrapped.minus(MINUTE), MINUTE);

        assertThat(restarted).isTrue();
        assertThat(boot()).isEqualTo(wrapped.minus(MINUTE.multipliedBy(2)));
    }

    @Test
    void aRestartWhileNobodyAskedIsOneHoweverLongAgo() {
        agent(START.plus(Duration.ofHours(1)), Duration.ofHours(1));
        agent(START.plus(Duration.ofDays(10)), Duration.ofDays(5));

        assertThat(restarted).isTrue();
        assertThat(boot()).isEqualTo(START.plus(Duration.ofDays(5)));
    }

    @Test
    void aSlowClockIsNoRestart() {
        agent(START.plus(MINUTE), MINUTE);
        agent(START.plus(Duration.ofDays(1)), Duration.ofDays(1).minusSeconds(20));

        assertThat(restarted).isFalse();
        assertThat(boot()).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void theEngineComesFirst() {
        engine(START.plus(MINUTE), 4, MINUTE);
        assertThat(boot()).isEqualTo(START);

        engine(START.plus(Duration.ofDays(600)), 4, Duration.ofDays(600));
        assertThat(restarted).isFalse();
        assertThat(boot()).isEqualTo(START);

        engine(START.plus(Duration.ofDays(601)), 5, Duration.ofDays(601));
        assertThat(restarted).as("it counted one more").isTrue();
    }

    @Test
    void anEngineThatLosesItsCountIsSeenByItsClock() {
        engine(START.plus(Duration.ofHours(1)), 1, Duration.ofHours(1));
        engine(START.plus(Duration.ofHours(2)), 1, MINUTE);

        assertThat(restarted).isTrue();
        assertThat(boot()).isEqualTo(START.plus(Duration.ofHours(2)).minus(MINUTE));

        engine(START.plus(Duration.ofHours(9)), 1, Duration.ofHours(3));
        assertThat(restarted).as("started after it was last seen").isTrue();
    }

    @Test
    void anEngineWithoutAClockTellsNothing() {
        answers(START.plus(MINUTE), Optional.of(MINUTE), Optional.of(new EngineClock(0, Duration.ZERO)));

        assertThat(boot()).isEqualTo(START);
        assertThat(BootTime.of(known, seenAt, Optional.empty(), Optional.empty(), START))
                .isEmpty();
    }
}
