package dev.inventory.benchmark;

import static dev.inventory.benchmark.Goal.Verdict.FAILED;
import static dev.inventory.benchmark.Goal.Verdict.HELD;
import static dev.inventory.benchmark.Goal.Verdict.MISSED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {
    @Test
    void whatIsToBeLargeFailsBelowHalf() {
        Goal goal = Goal.POLLED_OF_DUE;
        assertThat(goal.of(goal.wanted())).isEqualTo(HELD);
        assertThat(goal.of(goal.wanted() - 1)).isEqualTo(MISSED);
        assertThat(goal.of(goal.wanted() / 2 - 1)).isEqualTo(FAILED);
    }

    @Test
    void whatIsToBeSmallFailsAboveTwice() {
        Goal goal = Goal.P99_UNDER_POLLING;
        assertThat(goal.of(goal.wanted())).isEqualTo(HELD);
        assertThat(goal.of(goal.wanted() + 0.1)).isEqualTo(MISSED);
        assertThat(goal.of(goal.wanted() * 2 + 0.1)).isEqualTo(FAILED);
    }

    @Test
    void ofWhatIsNotToBeOneIsTooMany() {
        assertThat(Goal.NONE_LOST.of(0)).isEqualTo(HELD);
        assertThat(Goal.NONE_LOST.of(1)).isEqualTo(FAILED);
    }

    @Test
    void whatWasNotMeasuredFails() {
        for (Goal goal : Goal.values()) {
            assertThat(goal.of(Double.NaN)).as(goal.name()).isEqualTo(FAILED);
        }
    }
}
