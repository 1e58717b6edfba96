package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthBenchmarkTest {
    @Test
    void sizesGrowTenfoldUpToWhatIsAskedFor() throws BadOption {
        assertThat(GrowthBenchmark.sizes(1_000, Options.parse("growth").devices()))
                .containsExactly(1_000, 10_000, 100_000, 1_000_000);
        assertThat(GrowthBenchmark.sizes(
                        1_000, Options.parse("growth", "--short").devices()))
                .containsExactly(1_000, 4_000);
        assertThat(GrowthBenchmark.sizes(1_000, 50_000)).containsExactly(1_000, 10_000, 50_000);
        assertThat(GrowthBenchmark.sizes(10_000, 50_000)).containsExactly(10_000, 50_000);
        assertThat(GrowthBenchmark.sizes(1_000, 500)).containsExactly(500);
    }

    @Test
    void whatTheIntervalOrTheNumberBoundsHasNoGoal() {
        List<Figure> figures = List.of(
                Figure.of("sweep.rate", "", 9_000, "1/s", Goal.SWEEP_RATE),
                Figure.of("silent.sweep", "", 5, "s", Goal.SWEEP_WITH_SILENT),
                Figure.of("sweep.cpu", "", 0.5, "s", Goal.SWEEP_CPU));

        assertThat(withGoals(figures, 4_000)).containsExactly("silent.sweep", "sweep.cpu");
        assertThat(GrowthBenchmark.judged(figures, 10_000)).isEqualTo(figures);
        assertThat(withGoals(figures, 100_000)).containsExactly("sweep.rate", "sweep.cpu");
    }

    private static List<String> withGoals(List<Figure> figures, int devices) {
        return GrowthBenchmark.judged(figures, devices).stream()
                .filter(figure -> figure.goal().isPresent())
                .map(Figure::key)
                .toList();
    }

    @Test
    void aStormOfMoreDevicesHasALongerIntervalAndMoreTime() {
        assertThat(GrowthBenchmark.usualInterval(1_000)).isEqualTo(Options.SHORTEST_INTERVAL);
        assertThat(GrowthBenchmark.usualInterval(100_000)).isEqualTo(Duration.ofSeconds(10));
        assertThat(SweepBenchmark.giveUp(SweepBenchmark.LEAST_INTERVAL)).isEqualTo(Duration.ofMinutes(2));
        assertThat(SweepBenchmark.giveUp(Duration.ofSeconds(10))).isEqualTo(Duration.ofMinutes(4));
    }
}
