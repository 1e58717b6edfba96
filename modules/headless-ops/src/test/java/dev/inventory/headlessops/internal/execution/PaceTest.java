package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.headlessops.fixture.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private final SettableClock clock = new SettableClock();

    @ParameterizedTest
    @CsvSource({"1, 20", "7.5, 20", "100, 20", "250, 20", "1000, 5"})
    void keeps_the_rate_and_reaches_it(double perSecond, int stepMillis) {
        Pace pace = new Pace(perSecond, clock);
        int seconds = 10;
        int begun = 0;
        for (int step = 0; step < seconds * 1000 / stepMillis; step++) {
            clock.advance(Duration.ofMillis(stepMillis));
            begun += all(pace);
        }
        assertThat((double) begun).isBetween(perSecond * seconds - 1, perSecond * seconds + 1);
    }

    @Test
    void a_pause_is_not_made_up_for() {
        Pace pace = new Pace(100, clock);
        clock.advance(Duration.ofMinutes(1));
        assertThat(all(pace)).isEqualTo(10);
    }

    private static int all(Pace pace) {
        int begun = 0;
        while (pace.allows()) {
            pace.began();
            begun++;
        }
        return begun;
    }
}
