package dev.inventory.app.database;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often the tables of the embedded database were written to, which only this process can do. Whoever makes connections
 * tells it of every write before it is executed, and when its transaction has ended: while the version of a table is what
 * it was, so is what is in it.
 */
public final class TableWrites {

    private static final Pattern WRITE = Pattern.compile(
            "\\s*(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|MERGE\\s+INTO|TRUNCATE\\s+TABLE)\\s+\"?(\\w+)\"?(?![\\w.\"])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern READ =
            Pattern.compile("[\\s(]*(?:SELECT|VALUES|WITH|SET|LOCK)\\b", Pattern.CASE_INSENSITIVE);

    /** What is written by a statement that does not say so at its beginning. */
    private static final String ANY = "";

    private static final Map<String, Counts> TABLES = new ConcurrentHashMap<>();

    private TableWrites() {}

    private static final class Counts {
        private final AtomicLong begun = new AtomicLong();
        private final AtomicLong ended = new AtomicLong();
    }

    /** The table that a statement writes to; empty if it only reads. */
    static Optional<String> tableOf(String sql) {
        if (READ.matcher(sql).lookingAt()) {
            return Optional.empty();
        }
        Matcher write = WRITE.matcher(sql);
        return Optional.of(write.lookingAt() ? write.group(1).toLowerCase(Locale.ROOT) : ANY);
    }

    /** A transaction is about to write to a table for the first time. */
    static void begin(String table) {
        counts(table).begun.incrementAndGet();
    }

    /** That transaction has ended, with or without what it wrote. */
    static void end(String table) {
        counts(table).ended.incrementAndGet();
    }

    /** How often transactions have begun to write to a table. */
    public static long begun(String table) {
        return counts(table).begun.get();
    }

    /** In which version all of these tables are; none while any of them is being written to. */
    public static Optional<String> version(Collection<String> tables) {
        StringBuilder version = new StringBuilder();
        if (!isQuiet(ANY, version)) {
            return Optional.empty();
        }
        for (String table : tables) {
            if (!isQuiet(table, version)) {
                return Optional.empty();
            }
        }
        return Optional.of(version.toString());
    }

    private static boolean isQuiet(String table, StringBuilder version) {
        Counts counts = counts(table);
        long ended = counts.ended.get(); // first: what begins meanwhile is not taken for ended
        version.append(ended).append(' ');
        return counts.begun.get() == ended;
    }

    private static Counts counts(String table) {
        return TABLES.computeIfAbsent(table, none -> new Counts());
    }
}
