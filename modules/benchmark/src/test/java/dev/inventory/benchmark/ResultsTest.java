package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private final Results results = new Results(Map.of("cores", 2));

    @Test
    void aFigureIsALineForReaders() {
        results.add(Figure.of("a", "polls", 66.66, "1/s"));
        results.add(Figure.of("b", "  of due", 60, "%", Goal.POLLED_OF_DUE));
        var out = new ByteArrayOutputStream();
        results.print(new PrintStream(out, true, UTF_8));
        assertThat(out.toString(UTF_8).lines())
                .containsExactly("polls          66.7 1/s", "  of due         60 %        goal >= 95: MISSED");
    }

    @Test
    void aFigureIsALineOfJson(@TempDir Path directory) throws IOException {
        results.add(Figure.of("a", "polls", 66.66, "1/s"));
        results.add(Figure.count("b", "lost", 0, Goal.NONE_LOST));
        results.add(Figure.of("c", "nothing", Double.NaN, "ms"));
        Path file = directory.resolve("results.jsonl");
        results.write(file, Instant.EPOCH);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("figure").asText()).isEqualTo("a");
        assertThat(first.path("value").asDouble()).isEqualTo(66.66);
        assertThat(first.path("cores").asInt()).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(lines.get(1)).path("verdict").asText())
                .isEqualTo("HELD");
        assertThat(new ObjectMapper().readTree(lines.get(2)).has("value")).isFalse();
    }

    @Test
    void oneFailedGoalFailsTheRun() {
        results.add(Figure.of("b", "of due", 60, "%", Goal.POLLED_OF_DUE));
        assertThat(results.failed()).isFalse();
        results.add(Figure.count("c", "lost", 1, Goal.NONE_LOST));
        assertThat(results.failed()).isTrue();
    }

    @Test
    void digitsAreAsManyAsMean() {
        assertThat(List.of(
                        Figure.shown(0),
                        Figure.shown(0.1234),
                        Figure.shown(1.234),
                        Figure.shown(12.34),
                        Figure.shown(123.4),
                        Figure.shown(70_000),
                        Figure.shown(Double.NaN),
                        Figure.shown(1 / 0.0)))
                .containsExactly("0", "0.123", "1.23", "12.3", "123", "70000", "-", "-");
    }
}
