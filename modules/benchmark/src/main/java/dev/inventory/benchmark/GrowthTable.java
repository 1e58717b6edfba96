package dev.inventory.benchmark;

import dev.inventory.benchmark.Goal.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of several sizes beside each other, and by what factor each has grown from the smallest to the largest. */
final class GrowthTable {
    private static final String KEY = "growth.";
    private static final String GROWTH = "growth";

    private final SortedMap<Integer, List<Figure>> bySize;

    /** Takes the figures of each number of devices; what was not measured with one is left out there. */
    GrowthTable(SortedMap<Integer, List<Figure>> bySize) {
        this.bySize = new TreeMap<>(bySize);
    }

    /**
     * One figure at all sizes.
     *
     * @param values in the order of the sizes; NaN where it was not measured
     */
    private record Row(String key, String title, String unit, List<Double> values) {

        /** NaN where there is none: of nothing, and of what was not measured. */
        double factor() {
            double factor = values.get(values.size() - 1) / values.get(0);
            return Double.isFinite(factor) ? factor : Double.NaN;
        }
    }

    /** All of them, under keys that tell the size, and the factors. */
    List<Figure> figures() {
        var figures = new ArrayList<Figure>();
        bySize.forEach((size, measured) ->
                measured.forEach(figure -> figures.add(figure.withKey(KEY + size + "." + figure.key()))));
        rows().forEach(row -> figures.add(Figure.of(KEY + "factor." + row.key(), row.title(), row.factor(), "x")));
        return figures;
    }

    void print(PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        var head = new ArrayList<>(List.of("devices", ""));
        bySize.keySet().forEach(size -> head.add(number(size)));
        head.add(GROWTH);
        lines.add(head);
        for (Row row : rows()) {
            var line = new ArrayList<>(List.of(row.title(), row.unit()));
            row.values().forEach(value -> line.add(Figure.shown(value)));
            line.add(Figure.shown(row.factor()));
            lines.add(line);
        }
        print(lines, out);
        bySize.forEach((size, measured) -> measured.stream()
                .filter(figure -> !figure.verdict().orElse(Verdict.HELD).equals(Verdict.HELD))
                .forEach(figure -> out.println(figure.key() + " with " + number(size) + " devices: " + figure.shown()
                        + " " + figure.unit() + Results.remark(figure))));
    }

    /** Titles and units to the left, numbers to the right. */
    private static void print(List<List<String>> lines, PrintStream out) {
        int columns = lines.get(0).size();
        var format = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            int place = column;
            int width = lines.stream()
                    .mapToInt(line -> line.get(place).length())
                    .max()
                    .orElse(0);
            format.append(column == 0 ? "" : "  ")
                    .append('%')
                    .append(column < 2 ? "-" : "")
                    .append(Math.max(width, 1))
                    .append('s');
        }
        lines.forEach(line ->
                out.println(String.format(format.toString(), line.toArray()).stripTrailing()));
    }

    /** In the order of the smallest size; what only larger ones have comes last. */
    private List<Row> rows() {
        Map<String, Figure> first = new LinkedHashMap<>();
        bySize.values().forEach(measured -> measured.forEach(figure -> first.putIfAbsent(figure.key(), figure)));
        return first.values().stream()
                .map(figure -> new Row(figure.key(), figure.title(), figure.unit(), values(figure.key())))
                .toList();
    }

    private List<Double> values(String key) {
        return bySize.values().stream()
                .map(measured -> {
                    Optional<Figure> found = measured.stream()
                            .filter(figure -> figure.key().equals(key))
                            .findFirst();
                    return found.map(Figure::value).orElse(Double.NaN);
                })
                .toList();
    }

    private static String number(int size) {
        return String.format(Locale.ROOT, "%,d", size);
    }
}
