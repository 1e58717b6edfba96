package dev.inventory.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options and what follows them: {@code --name value}, {@code --name=value}, {@code --flag}. The first argument that
 * is no option ends them.
 */
final class CommandLine {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final Map<String, String> values = new HashMap<>();
    private final List<String> rest = new ArrayList<>();

    /**
     * Takes a command line apart.
     *
     * @param valued names of options that have a value, without the dashes
     * @param flags names of options that have none
     */
    CommandLine(Set<String> valued, Set<String> flags, String... arguments) throws BadOption {
        int i = 0;
        while (i < arguments.length && arguments[i].startsWith("--")) {
            String[] parts = arguments[i++].substring(2).split("=", 2);
            String name = parts[0];
            if (flags.contains(name) && parts.length == 1) {
                values.put(name, "true");
            } else if (!valued.contains(name)) {
                throw new BadOption("unknown option --" + name);
            } else if (parts.length == 2) {
                values.put(name, parts[1]);
            } else if (i < arguments.length) {
                values.put(name, arguments[i++]);
            } else {
                throw new BadOption("--" + name + " needs a value");
            }
        }
        rest.addAll(List.of(arguments).subList(i, arguments.length));
    }

    /** The arguments that are no options. */
    List<String> rest() {
        return List.copyOf(rest);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) throws BadOption {
        return value(name, Integer::valueOf, otherwise, "a whole number");
    }

    /** A part of the farm; none of it when the option is not there. */
    Share share(String name) throws BadOption {
        return value(name, Share::parse, new Share(0, false), "a number of agents or a percentage, such as 3%");
    }

    /** A percentage, with or without its sign. */
    int percent(String name, int otherwise) throws BadOption {
        Function<String, Integer> parse =
                text -> Share.parse(text.replace("%", "") + "%").amount();
        return value(name, parse, otherwise, "a percentage, such as 20%");
    }

    /** A length of time such as {@code 500ms}, {@code 20s}, {@code 5m}; more than nothing. */
    Duration duration(String name, Duration otherwise) throws BadOption {
        return value(name, CommandLine::parseDuration, otherwise, "a length of time, such as 500ms, 20s or 5m");
    }

    private static Duration parseDuration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
            throw new NumberFormatException(text);
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private <T> T value(String name, Function<String, T> parse, T otherwise, String wanted) throws BadOption {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return parse.apply(text);
        } catch (NumberFormatException notThat) {
            throw new BadOption("--" + name + " " + text + " is not " + wanted);
        }
    }
}
