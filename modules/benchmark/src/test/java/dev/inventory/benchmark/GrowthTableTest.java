package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GrowthTableTest {
    private final GrowthTable table = new GrowthTable(new TreeMap<>(Map.of(
            1_000,
            List.of(
                    Figure.of("rate", "polls", 8_000, "1/s"),
                    Figure.of("cpu", "  CPU", 0.25, "s", Goal.SWEEP_CPU),
                    Figure.count("lost", "  not answered", 0, Goal.NONE_LOST),
                    Figure.of("storm", "storm", 1.5, "s")),
            10_000,
            List.of(
                    Figure.of("rate", "polls", 28_000, "1/s"),
                    Figure.of("cpu", "  CPU", 0.75, "s", Goal.SWEEP_CPU),
                    Figure.count("lost", "  not answered", 3, Goal.NONE_LOST)))));

    private String printed() {
        var out = new ByteArrayOutputStream();
        table.print(new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    @Test
    void sizesAreBesideEachOtherAndWhatIsMissedBelow() {
        assertThat(printed().lines()).containsExactly("""
                        devices              1,000  10,000  growth
                        polls           1/s   8000   28000    3.50
                          CPU           s    0.250   0.750       3
                          not answered           0       3       -
                        storm           s     1.50       -       -
                        cpu with 10,000 devices: 0.750 s goal <= 0.600: MISSED
                        lost with 10,000 devices: 3  goal = 0: FAILED
                        """.lines().toArray(String[]::new));
    }

    @Test
    void aKeyTellsTheSize() {
        assertThat(table.figures())
                .extracting(Figure::key, Figure::value, Figure::unit)
                .contains(
                        tuple("growth.1000.rate", 8_000.0, "1/s"),
                        tuple("growth.10000.rate", 28_000.0, "1/s"),
                        tuple("growth.factor.rate", 3.5, "x"),
                        tuple("growth.factor.lost", Double.NaN, "x"),
                        tuple("growth.factor.storm", Double.NaN, "x"))
                .hasSize(4 + 3 + 4);
    }

    @Test
    void aGoalThatOneSizeFailsFailsTheRun() {
        var results = new Results(Map.of());
        results.add(table);
        assertThat(results.failed()).isTrue();
    }

    @Test
    void oneSizeHasNotGrown() {
        var one = new GrowthTable(new TreeMap<>(Map.of(1_000, List.of(Figure.of("rate", "polls", 8_000, "1/s")))));
        assertThat(one.figures()).extracting(Figure::value).containsExactly(8_000.0, 1.0);
    }
}
