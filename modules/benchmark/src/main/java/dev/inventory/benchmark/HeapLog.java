package dev.inventory.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The garbage collections of a JVM, by its log ({@code -Xlog:gc}). The heap is fullest right before a collection, so that
 * nothing between two samples is missed.
 */
final class HeapLog {
    private static final Pattern COLLECTION = Pattern.compile("\\[([0-9.]+)s\\].* (\\d+)M->(\\d+)M\\((\\d+)M\\)");

    /**
     * Megabytes of the heap.
     *
     * @param used the most that was occupied, garbage included
     * @param left the most that was occupied right after a collection: what was in use, and what was not looked through
     * @param committed the most that the JVM had taken from the system
     */
    record Peaks(long used, long left, long committed) {}

    private final Path file;

    HeapLog(Path file) {
        this.file = file;
    }

    /** What has a JVM write it. */
    String option() {
        return "-Xlog:gc:file=" + file;
    }

    /** The end of the log, to be given to {@link #since}. */
    long mark() throws IOException {
        return lines().length();
    }

    /** The peaks of the collections after a mark; zeros if there was none. */
    Peaks since(long mark) throws IOException {
        return peaks(lines().substring(Math.toIntExact(mark)));
    }

    static Peaks peaks(String log) {
        long used = 0;
        long left = 0;
        long committed = 0;
        Matcher collection = COLLECTION.matcher(log);
        while (collection.find()) {
            used = Math.max(used, Long.parseLong(collection.group(2)));
            left = Math.max(left, Long.parseLong(collection.group(3)));
            committed = Math.max(committed, Long.parseLong(collection.group(4)));
        }
        return new Peaks(used, left, committed);
    }

    /** The megabytes a second that were allocated between the first collection after a mark and the last. */
    double allocatedSince(long mark) throws IOException {
        return allocated(lines().substring(Math.toIntExact(mark)));
    }

    /** NaN of less than two collections, which tell of no time at all. */
    static double allocated(String log) {
        Matcher collection = COLLECTION.matcher(log);
        if (!collection.find()) {
            return Double.NaN;
        }
        double first = Double.parseDouble(collection.group(1));
        double last = first;
        long allocated = 0;
        long left = Long.parseLong(collection.group(3));
        while (collection.find()) {
            last = Double.parseDouble(collection.group(1));
            allocated += Long.parseLong(collection.group(2)) - left;
            left = Long.parseLong(collection.group(3));
        }
        return last > first ? allocated / (last - first) : Double.NaN;
    }

    private String lines() throws IOException {
        return Files.readString(file);
    }
}
