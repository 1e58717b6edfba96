package dev.inventory.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param what which of the benchmarks
 * @param brief the short form: no phase of its own at the shortest interval, since all is polled at it already
 * @param help whether only the usage is asked for
 * @param devices how many are registered and polled
 * @param least how many there are in the smallest of several sizes
 * @param boxes how many there are when their list is measured
 * @param rows of the table that connection profiles read, or of the imported file
 * @param interval from one poll of a device to the next while the API is measured
 * @param measured how long the API is measured under polling
 * @param compared how long it is measured without polling, and how long polling is at the shortest interval
 * @param warmUp how long the API is used before a measurement counts
 * @param connections HTTP connections that are used at once
 * @param postgresql whether the data is in a PostgreSQL that is started for it, and not in Derby
 * @param jar the server; empty for the one that this source tree builds
 * @param serverOptions what the server's JVM is told besides its defaults
 */
record Options(
        Subject what,
        boolean brief,
        boolean help,
        int devices,
        int least,
        int boxes,
        int rows,
        Duration interval,
        Duration measured,
        Duration compared,
        Duration warmUp,
        int connections,
        boolean postgresql,
        Optional<Path> jar,
        List<String> serverOptions) {

    /** What is measured. */
    enum Subject {
        POLLING,
        SPEED,
        SWEEP,
        REQUESTS,
        START,
        AUTHENTICATION,
        BOXES,
        CONNECTIONS,
        OPERATIONS,
        IMPORTS,
        DEVICES,
        GROWTH
    }

    /** The server takes no shorter one. */
    static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);

    static final String USAGE = """
            benchmark.jar [polling|speed|sweep|requests|start|authentication|boxes|connections|operations|imports|devices|growth] [options]

            polling (the default): the server beside a simulated network, on loopback.
            speed: a start, sweeps and requests in short, on one server, in a minute; for CI; takes --postgresql,
            --devices, --seconds, --jar and --server-option.
            sweep: 10,000 devices polled as fast as the server can, beside a bare loop over the same agents; then with
            some of them silent, and half of them gone at once; takes --short, --devices, --seconds (to warm up),
            --postgresql, --jar and --server-option.
            requests: reading and writing with 100,000 devices while 2,000 of them are polled a second, beside a
            resource on the same server that answers a constant; takes --short, --devices, --seconds,
            --connections, --postgresql, --jar and --server-option.
            start: until the server is ready, and its memory, beside an empty archive on the same platform; takes
            --short, --postgresql, --jar and --server-option.
            authentication: one small GET without credentials, by token and by password; takes --short,
            --seconds, --connections, --postgresql, --jar and --server-option.
            operations: bulk_serial_sync over all devices beside the bare loop, and the time until the first
            answer; takes --short, --devices, --connections, --postgresql, --jar and --server-option.
            devices: reading, changing and exporting with 1,000 devices, 10,000 and so on up to --devices; takes
            --short, --devices, --postgresql, --jar and --server-option.
            growth: start, sweep, a tenth silent, a storm, reading and writing with 1,000 devices, 10,000 and so on up to
            --devices, each size on an installation of its own, beside each other in one table; takes --short, --devices,
            --from, --seconds, --connections, --postgresql, --jar and --server-option.
            imports: a CSV file of devices, beside plain inserts of the same rows; takes --rows, --short,
            --postgresql, --jar and --server-option.
            boxes: the list of 1,000 boxes out of many, unsorted and by name; takes --boxes beside these.
            connections: a table of another PostgreSQL to items, the first time and unchanged, an HTTP API with
            broken records, and a server killed at half; takes --short, --rows, --postgresql, --jar and
            --server-option.

              --short            about a minute, few devices; for CI
              --devices 2000     how many are polled; or how many there are in the end (1000000)
              --from 1000        in growth, without the sizes that are smaller
              --boxes 100000     how many there are in the end
              --rows 1000000     of the table that is synchronized; of an imported file 100000, at most 200000
              --interval 30      seconds from one poll of a device to the next
              --seconds 90       how long the API is measured under polling
              --connections 16   HTTP connections at once
              --postgresql       on a PostgreSQL that is started for it, not on Derby
              --jar FILE         the server; else modules/app/target/inventory.jar
              --server-option X  for the server's JVM, such as -Xmx512m; may be repeated

            Exit codes: 0 every goal is held, or missed by less than half; 1 one is missed by more, or answers
            were lost; 2 a bad option; 3 it could not be carried out.
            """;

    private static final Set<String> FLAGS = Set.of("--short", "--help", "--postgresql");
    private static final Set<String> VALUED = Set.of(
            "--devices",
            "--from",
            "--boxes",
            "--rows",
            "--interval",
            "--seconds",
            "--connections",
            "--jar",
            "--server-option");

    static Options parse(String... arguments) throws BadOption {
        Subject what = subject(arguments);
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        var given = new Given(named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
        boolean brief = given.has("--short") || what == Subject.SPEED;
        return new Options(
                what,
                brief,
                given.has("--help"),
                given.number("--devices", devices(what, brief), 1, 1_000_000),
                given.number("--from", 1_000, 1_000, 1_000_000),
                given.number("--boxes", brief ? 5_000 : 100_000, 1_000, 1_000_000),
                given.number("--rows", rows(what, brief), 1_000, 5_000_000),
                seconds(given.number(
                        "--interval", brief ? 5 : 30, Math.toIntExact(SHORTEST_INTERVAL.toSeconds()), 3600)),
                seconds(given.number("--seconds", measured(what, brief), 1, 3600)),
                seconds(compared(what, brief)),
                seconds(brief ? 2 : 10),
                given.number("--connections", 16, 1, 1000),
                given.has("--postgresql"),
                given.last("--jar").map(Path::of),
                given.all("--server-option"));
    }

    /** The same for another number of devices. */
    Options withDevices(int number) {
        return new Options(
                what,
                brief,
                help,
                number,
                least,
                boxes,
                rows,
                interval,
                measured,
                compared,
                warmUp,
                connections,
                postgresql,
                jar,
                serverOptions);
    }

    /** What is no ratio has a goal in the full form alone: in the short one the JVM still compiles. */
    Figure absolute(Figure figure) {
        return brief ? figure.withoutGoal() : figure;
    }

    private static int devices(Subject what, boolean brief) {
        if (what == Subject.GROWTH) {
            return brief ? 4_000 : 1_000_000;
        }
        if (what == Subject.DEVICES) {
            return brief ? 10_000 : 1_000_000;
        }
        if (what == Subject.REQUESTS) {
            return brief ? 2_000 : 100_000;
        }
        if (what == Subject.SPEED) {
            return 2_000;
        }
        if (what == Subject.SWEEP) {
            return brief ? 3_000 : 10_000;
        }
        return brief ? 200 : 2000;
    }

    private static int measured(Subject what, boolean brief) {
        if (what == Subject.SPEED || (what == Subject.GROWTH && brief)) {
            return 2;
        }
        return brief ? 8 : 90;
    }

    private static int compared(Subject what, boolean brief) {
        if (what == Subject.SPEED || (what == Subject.GROWTH && brief)) {
            return 2;
        }
        return brief ? 4 : 30;
    }

    /** A file holds fewer rows than a table: one request takes it. */
    private static int rows(Subject what, boolean brief) {
        if (what == Subject.IMPORTS) {
            return brief ? 10_000 : 100_000;
        }
        return brief ? 20_000 : 1_000_000;
    }

    private static Subject subject(String... arguments) throws BadOption {
        if (arguments.length == 0 || arguments[0].startsWith("--")) {
            return Subject.POLLING;
        }
        for (Subject subject : Subject.values()) {
            if (subject.name().toLowerCase(Locale.ROOT).equals(arguments[0])) {
                return subject;
            }
        }
        throw new BadOption("no benchmark: " + arguments[0]);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** The values of each option that stands on the command line. */
    private static final class Given {
        private final Map<String, List<String>> values = new HashMap<>();

        Given(String... arguments) throws BadOption {
            Queue<String> rest = new ArrayDeque<>(List.of(arguments));
            while (!rest.isEmpty()) {
                String option = rest.remove();
                List<String> known = values.computeIfAbsent(option, name -> new ArrayList<>());
                if (VALUED.contains(option)) {
                    if (rest.isEmpty()) {
                        throw new BadOption(option + " needs a value");
                    }
                    known.add(rest.remove());
                } else if (!FLAGS.contains(option)) {
                    throw new BadOption("not an option: " + option);
                }
            }
        }

        boolean has(String option) {
            return values.containsKey(option);
        }

        List<String> all(String option) {
            return List.copyOf(values.getOrDefault(option, List.of()));
        }

        Optional<String> last(String option) {
            List<String> all = all(option);
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        }

        int number(String option, int otherwise, int least, int most) throws BadOption {
            String text = last(option).orElse(String.valueOf(otherwise));
            if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new BadOption(option + " takes a number from " + least + " to " + most);
            }
            return Integer.parseInt(text);
        }
    }
}
