package dev.inventory.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's metrics in the text format of Prometheus (version 0.0.4), as far as plain samples go. */
final class Exposition {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?\\s+(\\S+)(?:\\s+-?\\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String SCOPE = "mp_scope";

    private final Map<String, Double> samples = new HashMap<>();

    private Exposition() {}

    static Exposition parse(String text) {
        var exposition = new Exposition();
        for (String line : text.split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line.strip());
            if (sample.matches()) {
                String labels = sample.group(2) == null ? "" : sample.group(2);
                exposition.samples.put(key(sample.group(1), labels), number(sample.group(3)));
            }
        }
        return exposition;
    }

    /**
     * The value of a sample, whatever its MicroProfile scope; empty when there is none.
     *
     * @param labels such as {@code result="silent"}, in any order
     */
    OptionalDouble value(String name, String... labels) {
        Double value = samples.get(key(name, String.join(",", labels)));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static String key(String name, String labels) {
        var sorted = new TreeSet<String>();
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            if (!SCOPE.equals(label.group(1))) {
                sorted.add(label.group());
            }
        }
        return name + sorted;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }
}
