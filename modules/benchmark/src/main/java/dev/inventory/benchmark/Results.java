package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.inventory.benchmark.Goal.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a run came to: a table for readers, and a line of JSON for each figure. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Object> circumstances;
    private final Consumer<Figure> listener;
    private Optional<GrowthTable> table = Optional.empty();

    /** Takes what is said with each figure: the machine, the number of devices. */
    Results(Map<String, Object> circumstances) {
        this(circumstances, figure -> {});
    }

    /** @param listener is told of each figure as soon as it is there */
    Results(Map<String, Object> circumstances, Consumer<Figure> listener) {
        this.circumstances = new LinkedHashMap<>(circumstances);
        this.listener = listener;
    }

    void add(Figure figure) {
        figures.add(figure);
        listener.accept(figure);
    }

    /** Takes all that a table holds, which is then what readers get. */
    void add(GrowthTable sizes) {
        table = Optional.of(sizes);
        figures.addAll(sizes.figures());
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    boolean failed() {
        return figures.stream().anyMatch(figure -> figure.verdict().equals(Optional.of(Verdict.FAILED)));
    }

    void print(PrintStream out) {
        table.ifPresentOrElse(sizes -> sizes.print(out), () -> print(figures, out));
    }

    /** One line for each. */
    static void print(List<Figure> figures, PrintStream out) {
        int width = figures.stream()
                .mapToInt(figure -> figure.title().length())
                .max()
                .orElse(0);
        for (Figure figure : figures) {
            String line = String.format(
                    "%-" + Math.max(width, 1) + "s %10s %-8s", figure.title(), figure.shown(), figure.unit());
            out.println((line + remark(figure)).stripTrailing());
        }
    }

    /** What it was to be, and whether it is. */
    static String remark(Figure figure) {
        return figure.goal()
                .map(goal -> " goal " + goal
                        + switch (goal.of(figure.value())) {
                            case HELD -> "";
                            case MISSED -> ": MISSED";
                            case FAILED -> ": FAILED";
                        })
                .orElse("");
    }

    void write(Path file, Instant at) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Figure figure : figures) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("at", at.toString());
            line.put("figure", figure.key());
            // NaN is no JSON: a figure that was not measured has no value.
            if (Double.isFinite(figure.value())) {
                line.put("value", figure.value());
            }
            line.put("unit", figure.unit());
            figure.goal().ifPresent(goal -> {
                line.put("goal", goal.toString());
                line.put("verdict", goal.of(figure.value()).name());
            });
            line.putAll(circumstances);
            lines.add(JSON.writeValueAsString(line));
        }
        Files.write(file, lines);
    }
}
