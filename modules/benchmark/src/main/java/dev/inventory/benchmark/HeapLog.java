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
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\((\\d+)M\\)");

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
            used = Math.max(used, Long.parseLong(collection.group(1)));
            left = Math.max(left, Long.parseLong(collection.group(2)));
            committed = Math.max(committed, Long.parseLong(collection.group(3)));
        }
        return new Peaks(used, left, committed);
    }

    /** The megabytes that were allocated between the first collection after a mark and the last. */
    long allocatedSince(long mark) throws IOException {
        return allocated(lines().substring(Math.toIntExact(mark)));
    }

    static long allocated(String log) {
        long allocated = 0;
        long left = -1;
        Matcher collection = COLLECTION.matcher(log);
        while (collection.find()) {
            allocated += left < 0 ? 0 : Long.parseLong(collection.group(1)) - left;
            left = Long.parseLong(collection.group(2));
        }
        return allocated;
    }

    private String lines() throws IOException {
        return Files.readString(file);
    }
}
